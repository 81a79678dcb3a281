package io.foresale.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.ZipFile;

/**
 * A Lambda artefact in a process of its own, called as AWS calls it: by AWS's own client of the runtime API, of which this is
 * the other end.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html">Runtime API</a>
 */
final class LambdaRuntime implements AutoCloseable {

    /** What an invocation answered; {@code failed} where it ended with an exception. */
    record Reply(boolean failed, JsonNode body) {

        /** The messages of SQS that are to be handed over again. */
        List<String> handedBack() {
            var failures = body.path("batchItemFailures");
            if (failed || !failures.isArray()) {
                throw new AssertionError("no answer to a batch: " + body);
            }
            return failures.findValuesAsText("itemIdentifier");
        }
    }

    private record Invocation(String id, String event, Duration time) {}

    /** The trace of every call, as X-Ray names it. */
    static final String TRACE = "1-5759e988-bd862e3fe1be46a994272793";

    static final Duration QUARTER = Duration.ofMinutes(15);
    private static final int PATIENCE_SECONDS = 240;
    private static final String API = "/2018-06-01/runtime/";
    private static final JsonMapper JSON = new JsonMapper();

    private final HttpServer server;
    private final Process process;
    private final Path log;
    private final long started = System.nanoTime();
    private final CountDownLatch ready = new CountDownLatch(1);
    private final AtomicInteger ids = new AtomicInteger();
    private final BlockingQueue<Invocation> invocations = new ArrayBlockingQueue<>(1);
    private final BlockingQueue<Reply> replies = new ArrayBlockingQueue<>(2);
    private volatile Duration init = Duration.ZERO;
    private volatile Duration firstAnswer = Duration.ZERO;

    /** Starts a built artefact. */
    static LambdaRuntime start(String artefact, Map<String, String> environment) {
        try {
            return new LambdaRuntime(Path.of("target", artefact), environment);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private LambdaRuntime(Path built, Map<String, String> environment) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext(API + "invocation/next", this::next);
        server.createContext(API + "invocation/", this::answered);
        server.createContext(API + "init/error", this::answered);
        server.start();
        log = Files.createTempFile("lambda", ".log");
        var task = unzipped(built);
        var builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "--add-opens=java.base/java.lang=ALL-UNNAMED",
                        "-Xmx1g",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        "%s:%s/lib/*:%s/*".formatted(task, task, built.resolve("runtime")),
                        "com.amazonaws.services.lambda.runtime.api.client.AWSLambda",
                        "io.quarkus.amazon.lambda.runtime.QuarkusStreamHandler::handleRequest")
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment()
                .putAll(Map.of(
                        "AWS_LAMBDA_RUNTIME_API",
                        "127.0.0.1:" + server.getAddress().getPort(),
                        "LAMBDA_TASK_ROOT",
                        task.toAbsolutePath().toString(),
                        "AWS_LAMBDA_FUNCTION_NAME",
                        "foresale",
                        "AWS_LAMBDA_FUNCTION_VERSION",
                        "1",
                        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
                        "2048",
                        "AWS_LAMBDA_LOG_GROUP_NAME",
                        "foresale",
                        "AWS_LAMBDA_LOG_STREAM_NAME",
                        "1",
                        "AWS_REGION",
                        "eu-central-1"));
        builder.environment().putAll(environment);
        process = builder.start();
    }

    /** The artefact as AWS unpacks it, once for each build. */
    private static Path unzipped(Path built) throws IOException {
        var zip = built.resolve("function.zip");
        var task = built.resolve("task-" + Files.getLastModifiedTime(zip).toMillis());
        if (Files.exists(task)) {
            return task;
        }
        var draft = Files.createTempDirectory(built, "draft");
        try (var file = new ZipFile(zip.toFile())) {
            for (var entry : file.stream().toList()) {
                var path = draft.resolve(entry.getName());
                if (!entry.isDirectory()) {
                    Files.createDirectories(path.getParent());
                    Files.copy(file.getInputStream(entry), path);
                }
            }
        }
        return Files.move(draft, task);
    }

    private void next(HttpExchange exchange) throws IOException {
        if (ready.getCount() > 0) {
            init = Duration.ofNanos(System.nanoTime() - started);
            ready.countDown();
        }
        try {
            var invocation = invocations.take();
            var headers = exchange.getResponseHeaders();
            headers.add("Lambda-Runtime-Aws-Request-Id", invocation.id());
            headers.add(
                    "Lambda-Runtime-Deadline-Ms",
                    String.valueOf(
                            System.currentTimeMillis() + invocation.time().toMillis()));
            headers.add("Lambda-Runtime-Invoked-Function-Arn", "arn:aws:lambda:eu-central-1:111122223333:function:f");
            headers.add("Lambda-Runtime-Trace-Id", "Root=" + TRACE + ";Parent=53995c3f42cd8ad8;Sampled=1");
            headers.add("Content-Type", "application/json");
            respond(exchange, 200, invocation.event());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void answered(HttpExchange exchange) throws IOException {
        if (firstAnswer.isZero()) {
            firstAnswer = Duration.ofNanos(System.nanoTime() - started);
        }
        var body = JSON.readTree(exchange.getRequestBody().readAllBytes());
        replies.add(new Reply(exchange.getRequestURI().getPath().endsWith("/error"), body));
        respond(exchange, 202, "{}");
    }

    private static void respond(HttpExchange exchange, int status, String body) throws IOException {
        var bytes = body.getBytes(UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        try (var out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }

    /** Whether the artefacts are built; else says why the tests are skipped. */
    static boolean isBuilt() {
        if (!Boolean.getBoolean("foresale.lambda")) {
            System.out.println("Skipped: the artefacts for Lambda, which .ci/lambda builds and tests");
        }
        return Boolean.getBoolean("foresale.lambda");
    }

    /** How long it took from the start of the process, in words. */
    String start() {
        return "asked for work after %d ms and had answered first after %d ms"
                .formatted(init.toMillis(), firstAnswer.toMillis());
    }

    Reply invoke(String event) {
        return invoke(event, QUARTER);
    }

    /** Calls the function and waits for what it answers. */
    Reply invoke(String event, Duration time) {
        awaitReady();
        invocations.add(new Invocation("request-" + ids.incrementAndGet(), event, time));
        return reply();
    }

    /** Whether it ends before it asks for work, and says so to the runtime. */
    boolean failsToStart() {
        try {
            return process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)
                    && ready.getCount() > 0
                    && replies.poll() instanceof Reply(var failed, var _)
                    && failed;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private Reply reply() {
        try {
            var reply = replies.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (reply == null) {
                throw new AssertionError("no answer; the log:\n" + log());
            }
            return reply;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Waits until it asks for work. */
    void awaitReady() {
        try {
            for (int seconds = 0; !ready.await(1, TimeUnit.SECONDS); seconds++) {
                if (!process.isAlive() || seconds > PATIENCE_SECONDS) {
                    throw new AssertionError("the process does not ask for work; the log:\n" + log());
                }
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<String> logLines() {
        return log().lines().toList();
    }

    @Override
    public void close() {
        process.destroy();
        server.stop(0);
    }
}
