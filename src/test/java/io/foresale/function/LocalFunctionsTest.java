package io.foresale.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import io.foresale.domain.ETag;
import io.foresale.domain.ObjectKey;
import io.foresale.domain.ObjectRef;
import io.foresale.domain.PermanentException;
import io.foresale.port.MemoryStore;
import io.foresale.port.ObjectStore.Condition;
import io.foresale.port.ObjectStore.Content;
import io.foresale.trigger.FunctionTable;
import io.quarkus.funqy.Funq;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What functions.yaml says against what the code has. */
class LocalFunctionsTest {

    private static final ObjectKey KEY = new ObjectKey("raw/shop/a.csv");

    @TempDir
    Path scratch;

    @Test
    void everyFunctionInTheCodeIsInTheTableWithItsClassAndTheOtherWayRound() {
        var inCode = new ClassFileImporter(List.of(new DoNotIncludeTests()))
                .importPackages("io.foresale").stream()
                        .map(JavaClass::getMethods)
                        .flatMap(methods -> methods.stream())
                        .filter(method -> method.isAnnotatedWith(Funq.class))
                        .collect(Collectors.toMap(
                                method -> method.getAnnotationOfType(Funq.class).value(), LocalFunctionsTest::owner));
        var inTable = FunctionTable.load().functions().stream()
                .collect(Collectors.toMap(FunctionTable.FunctionSpec::name, FunctionTable.FunctionSpec::handler));

        assertThat(inCode).isNotEmpty().isEqualTo(inTable);
    }

    private static String owner(JavaMethod method) {
        return method.getOwner().getName();
    }

    @Test
    void everyFunctionInTheTableCanBeCalledByItsNameAndNoOther() {
        var functions = new ShopFloor(scratch).functions;
        var gone = new ObjectRef(new ObjectKey("models/shop/gone/manifest.json"), new ETag("1"));
        for (var function : FunctionTable.load().functions()) {
            // Whatever a function makes of an object that is not there, it is not that nobody knows the function.
            assertThat(failure(() -> functions.call(function.name(), gone)))
                    .isNotInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> functions.call("recommend", gone))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no function is named recommend");
    }

    private static Object failure(Runnable call) {
        try {
            call.run();
            return "none";
        } catch (RuntimeException e) {
            return e;
        }
    }

    @Test
    void anEventWithoutATagMeansTheContentThereIsNow() {
        var store = new MemoryStore();
        var eTag = store.put(KEY, new Content.Bytes(new byte[] {1}), new Condition.Always())
                .orElseThrow();
        assertThat(new ObjectCreated(KEY.value(), null).resolved(store)).isEqualTo(new ObjectRef(KEY, eTag));
        assertThat(new ObjectCreated(KEY.value(), "older").resolved(store).eTag())
                .isEqualTo(new ETag("older"));
    }

    @Test
    void anEventWithoutAKeyOrOfNothingThereIsRefusedWithWhatToSend() {
        var store = new MemoryStore();
        assertThatThrownBy(() -> new ObjectCreated(" ", null).resolved(store))
                .isInstanceOf(PermanentException.class)
                .hasMessage("'key': wanted the key of an object, got nothing; send {\"key\": \"raw/shop/file.csv\"}");
        assertThatThrownBy(() -> new ObjectCreated(KEY.value(), null).resolved(store))
                .isInstanceOf(PermanentException.class)
                .hasMessage("raw/shop/a.csv: wanted an object, got none; upload it first");
    }
}
