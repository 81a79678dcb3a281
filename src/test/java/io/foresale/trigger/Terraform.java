package io.foresale.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Terraform or OpenTofu, where one is installed; without a provider, for they are out of reach of tests. */
record Terraform(Path program) {

    static Optional<Terraform> installed() {
        return Stream.of("terraform", "tofu")
                .flatMap(name -> Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                        .map(directory -> Path.of(directory, name)))
                .filter(Files::isExecutable)
                .findFirst()
                .map(Terraform::new);
    }

    /** Refused where a file cannot be read or is not written as the tool itself would. */
    void check(Path module) throws IOException {
        run(module, "fmt", "-check", "-diff", "-recursive", "-no-color");
    }

    /** What a module without resources works out, in a copy of it. */
    JsonNode outputs(Path module, Map<String, ?> variables, Path scratch) throws IOException {
        try (var files = Files.list(module)) {
            for (var file : files.toList()) {
                Files.copy(file, scratch.resolve(file.getFileName()));
            }
        }
        var json = new JsonMapper();
        Files.write(scratch.resolve("test.auto.tfvars.json"), json.writeValueAsBytes(variables));
        run(scratch, "init", "-input=false", "-no-color");
        run(scratch, "apply", "-auto-approve", "-input=false", "-no-color");
        return json.readTree(run(scratch, "output", "-json"));
    }

    private String run(Path directory, String... arguments) throws IOException {
        var errors = Files.createTempFile("terraform", ".log");
        var command = Stream.concat(Stream.of(program.toString()), Stream.of(arguments))
                .toList();
        var builder = new ProcessBuilder(command).directory(directory.toFile()).redirectError(errors.toFile());
        builder.environment().put("CHECKPOINT_DISABLE", "1");
        var process = builder.start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            assertThat(process.waitFor())
                    .as("%s%n%s%s", List.of(arguments), output, Files.readString(errors))
                    .isZero();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        } finally {
            Files.delete(errors);
        }
        return output;
    }
}
