package io.foresale.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Foresale as it is shipped, in a process of its own: the native executable where one was built since the jar, else that. */
final class PackagedApp implements AutoCloseable {

    private static final Path JAR = Path.of("target/quarkus-app/quarkus-run.jar");

    private final Process process;
    private final Path log;
    private final int port;
    private final HttpClient client = HttpClient.newHttpClient();

    private PackagedApp(Process process, Path log, int port) {
        this.process = process;
        this.log = log;
        this.port = port;
    }

    static PackagedApp start(Path bucket, String... settings) {
        try {
            int port = freePort();
            var command = new ArrayList<>(launcher());
            command.add("-Dquarkus.http.port=" + port);
            command.add("-Dforesale.bucket.directory=" + bucket);
            command.add("-Dforesale.trigger.interval=100ms");
            command.add("-Dforesale.trigger.quiet=300ms");
            command.addAll(List.of(settings));
            if (!isNative()) {
                command.addAll(List.of("-jar", JAR.toString()));
            }
            var log = Files.createTempFile("foresale", ".log");
            var process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            var app = new PackagedApp(process, log, port);
            app.await("ready", Duration.ofSeconds(60), () -> app.answers("/q/health/ready"));
            return app;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a process that ends by itself ended with. */
    record Ended(int code, String output) {}

    /** Has it call one function, and waits for the end. */
    static Ended run(List<String> settings, String... arguments) {
        try {
            var command = new ArrayList<>(launcher());
            command.addAll(settings);
            if (!isNative()) {
                command.addAll(List.of("-jar", JAR.toString()));
            }
            command.addAll(List.of(arguments));
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Ended(process.waitFor(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> launcher() {
        return isNative()
                ? List.of(nativeExecutable().toString())
                : List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "--add-opens=java.base/java.lang=ALL-UNNAMED",
                        "-Xmx1g");
    }

    private static boolean isNative() {
        var executable = nativeExecutable().toFile();
        return executable.canExecute()
                && executable.lastModified() > JAR.toFile().lastModified();
    }

    private static Path nativeExecutable() {
        return Path.of(System.getProperty("native.image.path", "target/foresale-runner"));
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private boolean answers(String path) {
        assertThat(process.isAlive())
                .as("the process lives; it said:%n%s", output())
                .isTrue();
        try {
            return get(path).statusCode() == 200;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    /** Waits until the condition holds, and fails with what the process said where it does not in time. */
    void await(String what, Duration longest, BooleanSupplier condition) {
        var end = System.nanoTime() + longest.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime())
                    .as("waited %s for: %s; the process said:%n%s", longest, what, output())
                    .isLessThan(end);
            assertThat(process.isAlive())
                    .as("the process lives; it said:%n%s", output())
                    .isTrue();
            sleep();
        }
    }

    private static void sleep() {
        try {
            TimeUnit.MILLISECONDS.sleep(20);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    String output() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    HttpResponse<String> get(String path) {
        return send(HttpRequest.newBuilder(uri(path)).GET());
    }

    HttpResponse<String> post(String path, String json) {
        return send(HttpRequest.newBuilder(uri(path))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json)));
    }

    HttpResponse<String> put(String path, Path file) throws IOException {
        return send(HttpRequest.newBuilder(uri(path)).PUT(BodyPublishers.ofFile(file)));
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.timeout(Duration.ofSeconds(30)).build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Ends the process as a power cut would: {@code kill -9}. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() {
        process.destroy();
        if (process.onExit()
                .completeOnTimeout(process, 20, TimeUnit.SECONDS)
                .join()
                .isAlive()) {
            kill();
        }
    }
}
