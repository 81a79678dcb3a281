package io.foresale.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.foresale.adapter.s3.S3Mock;
import io.foresale.adapter.s3.S3Store;
import io.foresale.domain.ObjectKey;
import io.foresale.domain.RetriableException;
import io.foresale.port.ObjectStore.Condition;
import io.foresale.port.ObjectStore.Content;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The artefacts for AWS Lambda, as they are packaged; {@code .ci/lambda} builds them and runs this. */
class LambdaIT {

    private static final long MOST_UNZIPPED = 250L << 20;
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    static Path bucket;

    private static LambdaRuntime ingest;

    @BeforeAll
    static void start() {
        assumeTrue(Boolean.getBoolean("foresale.lambda"), "SKIPPED: the artefacts for Lambda are tested by .ci/lambda");
        ingest = function("ingest");
    }

    @AfterAll
    static void stop() {
        if (ingest != null) {
            ingest.close();
        }
    }

    @Test
    void unzippedTheArtefactsAreSmallerThanAwsAllows() throws IOException {
        for (var artefact : List.of("lambda", "lambda-http")) {
            try (var zip =
                    new ZipFile(Path.of("target", artefact, "function.zip").toFile())) {
                assertThat(zip.stream().mapToLong(ZipEntry::getSize).sum())
                        .as(artefact)
                        .isLessThan(MOST_UNZIPPED);
            }
        }
    }

    /** {@code .ci/lambda} builds for both. */
    @ParameterizedTest
    @CsvSource({"lambda, 0x3E", "lambda-http, 0x3E", "lambda-arm64, 0xB7"})
    void nativeLibrariesAreThoseOfItsArchitectureAndOfNoOther(String artefact, String machine) throws IOException {
        var libraries = NativeLibraries.of(Path.of("target", artefact, "function.zip"));
        assertThat(libraries.keySet())
                .as("one of DuckDB and of zstd and of the tokenizer, two of ONNX Runtime")
                .hasSize(5);
        assertThat(libraries)
                .allSatisfy((library, code) -> assertThat(code).as(library).isEqualTo(Integer.decode(machine)));
    }

    @Test
    void whatS3TellsOfIsDoneWhenTheAnswerComes() {
        drop("raw/s3/two words.csv");
        var reply = ingest.invoke(s3("raw/s3/two+words.csv"));
        assertThat(reply.failed()).isFalse();
        assertThat(reply.body().path("events").path(0).asText()).isEqualTo("ingest of raw/s3/two words.csv");
        assertThat(manifests("clean/s3")).hasSize(1);
    }

    @Test
    void whatEventBridgeTellsOfIsDone() {
        drop("raw/bridge/50% + 1.csv");
        var reply = ingest.invoke("""
                {"version": "0", "id": "17793124-05d4-b198-2fde-7ededc63b103", "detail-type": "Object Created",
                "source": "aws.s3", "account": "111122223333", "time": "2026-03-01T12:00:00Z", "region": "eu-central-1",
                "resources": ["arn:aws:s3:::shop"], "detail": {"version": "0", "bucket": {"name": "shop"},
                "object": {"key": "raw/bridge/50%% + 1.csv", "size": 5, "sequencer": "00617F08299329D189"},
                "request-id": "N4N7GDK58NMKJ12R", "requester": "123456789012", "reason": "PutObject"}}""".formatted());
        assertThat(reply.failed()).isFalse();
        assertThat(manifests("clean/bridge")).hasSize(1);
    }

    @Test
    void ofABatchOnlyWhatCannotBeDoneIsHandedBackAndTheRestIsDone() {
        drop("raw/sqs/a.csv");
        var reply = ingest.invoke(sqs(
                "{\"not\": \"an event\"}",
                "broken",
                s3("raw/sqs/a.csv"),
                s3("clean/sqs/d/manifest.json"),
                "{\"Service\": \"Amazon S3\", \"Event\": \"s3:TestEvent\", \"Bucket\": \"shop\"}"));
        assertThat(handedBack(reply)).containsExactly("message-0", "message-1");
        assertThat(manifests("clean/sqs")).hasSize(1);
        assertThat(ingest.log()).contains("clean/sqs/d/manifest.json starts no function here");
    }

    @Test
    void withTooLittleTimeLeftEverythingIsHandedBackUnbegun() {
        drop("raw/late/a.csv");
        var reply = ingest.invoke(sqs(s3("raw/late/a.csv")), Duration.ofSeconds(20));
        assertThat(handedBack(reply)).containsExactly("message-0");
        assertThat(manifests("clean/late")).isEmpty();
    }

    @Test
    void itsOwnArgumentsAreAnsweredAsTheFunctionAnswers() {
        drop("raw/direct/a.csv");
        var done = ingest.invoke("{\"key\": \"raw/direct/a.csv\"}").body();
        assertThat(done.path("done").asBoolean()).isTrue();
        assertThat(done.path("result").asText())
                .isEqualTo(manifests("clean/direct").getFirst());
        var gone = ingest.invoke("{\"key\": \"raw/direct/gone.csv\"}");
        assertThat(gone.failed()).isFalse();
        assertThat(gone.body().path("problem").path("subject").asText()).isEqualTo("raw/direct/gone.csv");
        var unknown = ingest.invoke("{\"key\": \"raw/direct/a.csv\", \"force\": true}")
                .body();
        assertThat(unknown.path("problem").path("subject").asText()).isEqualTo("arguments");
    }

    @Test
    void everyInvocationLeavesItsFiguresInTheLogAndItsIdOnEachLine() {
        drop("raw/figures/a.csv");
        ingest.invoke(s3("raw/figures/a.csv"));
        ingest.invoke(s3("raw/figures/a.csv"));
        var figures = ingest.logLines().stream()
                .filter(line -> line.contains("\"_aws\""))
                .map(LambdaIT::json)
                .toList();
        assertThat(figures).extracting(f -> f.path("coldStart").asBoolean()).containsOnlyOnce(true);
        var last = figures.getLast();
        assertThat(last.path("function").asText()).isEqualTo("ingest");
        assertThat(last.path("outcome").asText()).isEqualTo("done");
        assertThat(last.path("duration").isIntegralNumber()).isTrue();
        var request = last.path("requestId").asText();
        assertThat(ingest.logLines()).anySatisfy(line -> assertThat(line)
                .contains("ingest of raw/figures/a.csv")
                .contains("\"requestId\":\"" + request + "\"")
                .contains("\"traceId\":\"" + LambdaRuntime.TRACE + "\""));
    }

    @Test
    void theBucketAndModelsAreToldWhichTraceTheirCallsBelongTo() throws IOException {
        drop("raw/traced/a.csv");
        Files.createDirectories(bucket.resolve("datasets"));
        Files.writeString(
                bucket.resolve("datasets/traced.json"),
                "{\"embeddingModel\": \"bedrock:amazon.titan-embed-text-v2:0\"}");
        ingest.invoke(s3("raw/traced/a.csv"));
        var credentials = Map.of("AWS_ACCESS_KEY_ID", "AKIATESTKEY", "AWS_SECRET_ACCESS_KEY", "testsecretkey");
        try (var aws = new RefusingServer()) {
            var onS3 = new HashMap<>(credentials);
            onS3.put("FORESALE_FUNCTION", "ingest");
            onS3.put("FORESALE_BUCKET_S3_NAME", "shop");
            onS3.put("FORESALE_BUCKET_S3_ENDPOINT", aws.address());
            onS3.put("FORESALE_BUCKET_S3_PATH_STYLE", "true");
            try (var function = LambdaRuntime.start("lambda", onS3)) {
                function.invoke(s3("raw/shop/a.csv"));
            }
            assertThat(aws.traces()).isNotEmpty().allMatch(trace -> trace.contains(LambdaRuntime.TRACE));
            var onBedrock = new HashMap<>(credentials);
            onBedrock.put("FORESALE_FUNCTION", "embed");
            onBedrock.put("FORESALE_BUCKET_DIRECTORY", bucket.toString());
            onBedrock.put("FORESALE_EMBED_BEDROCK_ENDPOINT", aws.address());
            aws.forget();
            try (var function = LambdaRuntime.start("lambda", onBedrock)) {
                function.invoke(s3(manifests("clean/traced").getFirst()));
            }
            assertThat(aws.traces()).isNotEmpty().allMatch(trace -> trace.contains(LambdaRuntime.TRACE));
        }
    }

    @Test
    void whereTheBucketDoesNotAnswerTheSenderLearnsThatItIsToTryAgain() {
        var nowhere = Map.of(
                "FORESALE_FUNCTION", "ingest",
                "FORESALE_BUCKET_S3_NAME", "shop",
                "FORESALE_BUCKET_S3_ENDPOINT", "http://127.0.0.1:1",
                "FORESALE_BUCKET_S3_TRIES", "1",
                "AWS_ACCESS_KEY_ID", "AKIATESTKEY",
                "AWS_SECRET_ACCESS_KEY", "testsecretkey");
        try (var function = LambdaRuntime.start("lambda", nowhere)) {
            assertThat(handedBack(function.invoke(sqs(s3("raw/shop/a.csv"))))).containsExactly("message-0");
            var failed = function.invoke(s3("raw/shop/a.csv"));
            assertThat(failed.failed()).isTrue();
            assertThat(failed.body().path("errorType").asText())
                    .as("what infra/aws/backfill.asl.json tries again")
                    .isEqualTo(RetriableException.class.getName());
        }
    }

    @Test
    void onS3AnEventIsDoneForTheContentThatItNamesAndForNoOther() {
        var settings = S3Mock.server().fresh();
        var store = new S3Store(settings);
        var eTag = store.put(
                        new ObjectKey("raw/shop/a.csv"),
                        new Content.Bytes(table().getBytes(StandardCharsets.UTF_8)),
                        new Condition.Always())
                .orElseThrow();
        var environment = Map.of(
                "FORESALE_FUNCTION", "ingest",
                "FORESALE_BUCKET_S3_NAME", settings.bucket(),
                "FORESALE_BUCKET_S3_ENDPOINT", settings.endpoint().orElseThrow().toString(),
                "FORESALE_BUCKET_S3_PATH_STYLE", "true",
                "AWS_ACCESS_KEY_ID", "AKIATESTKEY",
                "AWS_SECRET_ACCESS_KEY", "testsecretkey");
        var event = s3("raw/shop/a.csv").replace("\"name\": \"shop\"", "\"name\": \"" + settings.bucket() + "\"");
        try (var function = LambdaRuntime.start("lambda", environment)) {
            assertThat(handedBack(function.invoke(sqs(tagged(event, "d41d8cd98f00b204e9800998ecf8427e")))))
                    .isEmpty();
            assertThat(cleanManifests(store)).isZero();
            assertThat(handedBack(function.invoke(sqs(tagged(event, eTag.value())))))
                    .isEmpty();
            assertThat(cleanManifests(store)).isEqualTo(1);
            assertThat(handedBack(function.invoke(sqs(s3("raw/shop/a.csv"))))).isEmpty();
            assertThat(function.log()).contains("bucket of an event: wanted " + settings.bucket() + ", got shop");
        }
    }

    private static String tagged(String event, String eTag) {
        return event.replace("\"size\": 1024", "\"size\": 1024, \"eTag\": \"" + eTag + "\"");
    }

    private static long cleanManifests(S3Store store) {
        try (var objects = store.list("clean/")) {
            return objects.filter(o -> o.key().fileName().equals("manifest.json"))
                    .count();
        }
    }

    @Test
    void anArtefactThatIsNotToldWhichFunctionItIsSaysSo() {
        try (var nobody = LambdaRuntime.start("lambda", Map.of("FORESALE_BUCKET_DIRECTORY", bucket.toString()))) {
            assertThat(nobody.failsToStart()).isTrue();
            assertThat(nobody.log()).contains("set FORESALE_FUNCTION");
        }
    }

    /** From an upload to a score, each function in a process of its own, started by what the one before it wrote. */
    @Test
    void theFunctionsMakeAModelOfAnUploadAndTheApiAnswersByIt() {
        drop("raw/shop/shoppers.csv");
        ingest.invoke(s3("raw/shop/shoppers.csv"));
        run("embed", "clean/shop");
        run("fuse", "vectors/shop");
        run("train", "features/shop");
        run("score-batch", "models/shop");
        assertThat(manifests("scores/shop")).hasSize(1);
        try (var api = api(Map.of())) {
            var scored = api.invoke(gateway("secret")).body();
            assertThat(scored.path("statusCode").asInt()).as(scored.toString()).isEqualTo(200);
            assertThat(json(scored.path("body").asText())
                            .path("scores")
                            .path(0)
                            .path("probability")
                            .asDouble())
                    .isBetween(0.0, 1.0);
            assertThat(api.invoke(gateway("guessed")).body().path("statusCode").asInt())
                    .isEqualTo(401);
            System.out.println("lambda: api " + api.start());
        }
    }

    /** Of itself the API says nothing about a request that it can answer. */
    @Test
    void linesOfTheApiNameTheTraceOfTheirRequest() {
        try (var api = api(Map.of("QUARKUS_LOG_LEVEL", "DEBUG"))) {
            api.invoke(gateway("secret").replace("/models/shop/", "/models/unknown/"));
            assertThat(api.logLines()).anySatisfy(line -> assertThat(line)
                    .contains("\"threadName\":\"executor-thread")
                    .contains("\"traceId\":\"" + LambdaRuntime.TRACE + "\""));
        }
    }

    @Test
    void theApiDoesNotStartWithoutAKey() {
        try (var open = LambdaRuntime.start("lambda-http", Map.of("FORESALE_BUCKET_DIRECTORY", bucket.toString()))) {
            assertThat(open.failsToStart()).isTrue();
            assertThat(open.log()).contains("while no API key is configured");
        }
    }

    private static void run(String name, String below) {
        try (var function = function(name)) {
            for (var manifest : manifests(below)) {
                var reply = function.invoke(sqs(s3(manifest)));
                assertThat(handedBack(reply)).as(function.log()).isEmpty();
            }
            System.out.println("lambda: " + name + " " + function.start());
        }
    }

    private static LambdaRuntime function(String name) {
        var environment = new HashMap<String, String>();
        environment.put("FORESALE_FUNCTION", name);
        environment.put("FORESALE_BUCKET_DIRECTORY", bucket.toString());
        return LambdaRuntime.start("lambda", environment);
    }

    private static LambdaRuntime api(Map<String, String> settings) {
        var environment = new HashMap<>(settings);
        environment.put("FORESALE_BUCKET_DIRECTORY", bucket.toString());
        environment.put(
                "FORESALE_ACCESS_KEYS_PAGE_HASH", "2bb80d537b1da3e38bd30361aa855686bde0eacd7162fef6a25fe97bf527a25b");
        environment.put("FORESALE_ACCESS_KEYS_PAGE_ROLE", "score");
        return LambdaRuntime.start("lambda-http", environment);
    }

    private static void drop(String key) {
        try {
            var file = bucket.resolve(key);
            Files.createDirectories(file.getParent());
            Files.writeString(file, table());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String table() {
        return IntStream.range(0, 60)
                .mapToObj(i -> "%d,%d,\"a %s coat of size %d\",%s"
                        .formatted(i + 1, i % 7, i % 3 == 0 ? "warm" : "light", 30 + i, i % 3 == 0))
                .collect(Collectors.joining("\n", "visits,pages,note,purchased\n", "\n"));
    }

    private static List<String> manifests(String below) {
        var root = bucket.resolve(below);
        if (!Files.exists(root)) {
            return List.of();
        }
        try (var files = Files.walk(root)) {
            return files.filter(file -> file.endsWith("manifest.json"))
                    .map(file -> bucket.relativize(file).toString())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As AWS documents it, but for the tag: a directory has its own. */
    private static String s3(String key) {
        return """
                {"Records": [{"eventVersion": "2.3", "eventSource": "aws:s3", "awsRegion": "eu-central-1",
                "eventTime": "2026-03-01T12:00:00.000Z", "eventName": "ObjectCreated:Put",
                "userIdentity": {"principalId": "AWS:AIDAJDPLRKLG7UEXAMPLE"},
                "requestParameters": {"sourceIPAddress": "127.0.0.1"},
                "responseElements": {"x-amz-request-id": "C3D13FE58DE4C810", "x-amz-id-2": "FMyUVURIY8"},
                "s3": {"s3SchemaVersion": "1.0", "configurationId": "ingest", "bucket": {"name": "shop",
                "ownerIdentity": {"principalId": "A3NL1KOZZKExample"}, "arn": "arn:aws:s3:::shop"},
                "object": {"key": "%s", "size": 1024, "sequencer": "0055AED6DCD90281E5"}}}]}""".formatted(key);
    }

    private static String sqs(String... bodies) {
        return IntStream.range(0, bodies.length)
                .mapToObj(i -> """
                        {"messageId": "message-%d", "receiptHandle": "AQEBwJnKyrHigUMZj6rYigCgxlaS3SLy0a", "body": %s,
                        "attributes": {"ApproximateReceiveCount": "1", "SentTimestamp": "1545082649183",
                        "SenderId": "AIDAIENQZJOLO23YVJ4VO", "ApproximateFirstReceiveTimestamp": "1545082649185"},
                        "messageAttributes": {}, "md5OfBody": "e4e68fb7bd0e697a0ae8f1bb342846b3",
                        "eventSource": "aws:sqs", "eventSourceARN": "arn:aws:sqs:eu-central-1:111122223333:ingest",
                        "awsRegion": "eu-central-1"}""".formatted(i, JSON.valueToTree(bodies[i])))
                .collect(Collectors.joining(",", "{\"Records\": [", "]}"));
    }

    private static List<String> handedBack(LambdaRuntime.Reply reply) {
        assertThat(reply.failed()).isFalse();
        var failures = reply.body().path("batchItemFailures");
        assertThat(failures.isArray()).as(reply.body().toString()).isTrue();
        return StreamSupport.stream(failures.spliterator(), false)
                .map(item -> item.path("itemIdentifier").asText())
                .toList();
    }

    private static String gateway(String key) {
        return """
                {"version": "2.0", "routeKey": "POST /models/{model}/score", "rawPath": "/models/shop/score",
                "rawQueryString": "", "headers": {"content-type": "application/json", "x-api-key": "%s",
                "host": "abc123.execute-api.eu-central-1.amazonaws.com", "x-forwarded-for": "192.0.2.1",
                "x-forwarded-port": "443", "x-forwarded-proto": "https"},
                "requestContext": {"accountId": "111122223333", "apiId": "abc123",
                "domainName": "abc123.execute-api.eu-central-1.amazonaws.com", "domainPrefix": "abc123",
                "http": {"method": "POST", "path": "/models/shop/score", "protocol": "HTTP/1.1",
                "sourceIp": "192.0.2.1", "userAgent": "curl/8"}, "requestId": "id", "routeKey": "POST /models/{model}/score",
                "stage": "$default", "time": "01/Mar/2026:12:00:00 +0000", "timeEpoch": 1772366400000},
                "pathParameters": {"model": "shop"}, "body": "{\\"visits\\": 7, \\"note\\": \\"a warm coat\\"}",
                "isBase64Encoded": false}""".formatted(key);
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
