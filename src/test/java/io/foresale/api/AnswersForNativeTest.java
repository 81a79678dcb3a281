package io.foresale.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.ws.rs.core.Response;
import java.util.Arrays;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.junit.jupiter.api.Test;

/** A native executable writes only those records that were registered; Quarkus registers what methods return. */
class AnswersForNativeTest {

    @Test
    void aRecordThatIsAnsweredInsideAResponseIsRegisteredByUs() {
        assertThat(insideResponses()).isNotEmpty().allSatisfy(type -> assertThat(
                        type.isAnnotationPresent(RegisterForReflection.class))
                .as(type.getName())
                .isTrue());
    }

    private static Stream<Class<?>> insideResponses() {
        return new ClassFileImporter()
                .importPackages("io.foresale.api").stream()
                        .flatMap(type -> type.getMethods().stream())
                        .filter(method -> method.getRawReturnType().isEquivalentTo(Response.class))
                        .map(JavaMethod::reflect)
                        .flatMap(method -> Arrays.stream(method.getAnnotationsByType(APIResponse.class)))
                        .flatMap(answer -> Arrays.stream(answer.content()))
                        .<Class<?>>map(content -> content.schema().implementation())
                        .filter(Class::isRecord)
                        .filter(type -> type.getPackage().equals(UploadReceipt.class.getPackage()))
                        .distinct();
    }
}
