package io.foresale.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** {@code infra/aws/Containerfile.lambda} against what the build makes and what the template runs. */
class AwsContainerTest {

    private static final Pattern PROFILE = Pattern.compile(
            "-->\\s*<id>(lambda(?:-http)?)</id>.*?<build>\\s*<directory>(target/[^<]+)</directory>", Pattern.DOTALL);

    private final List<String> lines = Files.readAllLines(Path.of("infra/aws/Containerfile.lambda"));
    private final AwsTemplate template = AwsTemplate.read();

    AwsContainerTest() throws IOException {}

    @Test
    void itTakesTheZipsThatTheBuildMakesAndTheTemplateDeploys() throws IOException {
        var copied = only("COPY target/").split(" ")[1];
        var built = PROFILE.matcher(Files.readString(Path.of("pom.xml")))
                .results()
                .map(match -> {
                    assertThat(copied.replace("${ARTEFACT}", match.group(1)))
                            .isEqualTo(match.group(2) + "/function.zip");
                    return "../../" + match.group(2) + "/function.zip";
                })
                .toList();
        var deployed = template.ofType("AWS::Serverless::Function").stream()
                .map(name -> template.properties(name).path("CodeUri").asText())
                .distinct();
        assertThat(built).containsExactlyInAnyOrderElementsOf(deployed.toList());
        assertThat(only("ARG ")).isEqualTo("ARG ARTEFACT=lambda");
    }

    @Test
    void whatIsUnzippedLiesWhereTheRuntimeLooksForIt() {
        var stage = only("FROM docker.io").split(" AS ")[1];
        assertThat(only("COPY --from="))
                .isEqualTo("COPY --from=" + stage + " " + only("WORKDIR ").split(" ")[1] + "/ ${LAMBDA_TASK_ROOT}/");
        assertThat(only("FROM public.ecr.aws/lambda/"))
                .isEqualTo("FROM public.ecr.aws/lambda/" + global("Runtime").replaceAll("([0-9]+)", ":$1"));
    }

    @Test
    void itRunsAsTheTemplateRunsIt() {
        assertThat(only("CMD ")).isEqualTo("CMD [\"" + global("Handler") + "\"]");
        assertThat(only("ENV JAVA_TOOL_OPTIONS="))
                .isEqualTo("ENV JAVA_TOOL_OPTIONS=\"" + global("Environment/Variables/JAVA_TOOL_OPTIONS") + "\"");
    }

    private String global(String path) {
        return template.root().at("/Globals/Function/" + path).asText();
    }

    private String only(String beginning) {
        var found = lines.stream().filter(line -> line.startsWith(beginning)).toList();
        assertThat(found).as(beginning).hasSize(1);
        return found.getFirst();
    }
}
