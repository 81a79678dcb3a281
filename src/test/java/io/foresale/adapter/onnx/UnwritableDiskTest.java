package io.foresale.adapter.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import io.foresale.domain.RetriableException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Native libraries are loaded once a process, so a process of its own finds out where they cannot be unpacked. */
class UnwritableDiskTest {

    @TempDir
    Path scratch;

    /** Embeds a text with the libraries of the tokenizer in the directory that is named. */
    static final class Embedding {

        public static void main(String[] args) {
            try (var models = new EmbeddedModels(Path.of(args[0]), 1)) {
                System.out.println(models.model("all-minilm-l6-v2-q").embed(List.of("text")));
            } catch (RetriableException e) {
                System.out.println("retriable: " + e.getMessage());
            }
        }
    }

    @Test
    void aTemporaryDirectoryThatIsNotThereIsNamedInARetriableFailure() throws Exception {
        var missing = scratch.resolve("missing");
        assertThat(embed(missing, scratch)).contains("retriable").contains("java.io.tmpdir (" + missing + ")");
    }

    @Test
    void aLibraryDirectoryThatCannotBeMadeIsNamedInARetriableFailure() throws Exception {
        var impossible = Path.of("/dev/null/libraries");
        assertThat(embed(scratch, impossible)).contains("retriable").contains("DJL_CACHE_DIR (" + impossible + ")");
    }

    @Test
    void twoWritableDirectoriesAreEnough() throws Exception {
        assertThat(embed(scratch, scratch.resolve("libraries"))).contains("Answered");
    }

    private static String embed(Path temporary, Path libraries) throws IOException, InterruptedException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var process = new ProcessBuilder(
                        java,
                        "--enable-native-access=ALL-UNNAMED",
                        "-Djava.io.tmpdir=" + temporary,
                        "-Duser.home=/dev/null",
                        Embedding.class.getName(),
                        libraries.toString())
                .redirectErrorStream(true);
        process.environment()
                .put(
                        "CLASSPATH",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
        process.environment().remove("DJL_CACHE_DIR");
        var running = process.start();
        var output = new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        running.waitFor();
        return output;
    }
}
