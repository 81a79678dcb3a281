package io.foresale.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the functions' artefact for AWS Lambda makes of what it is called with, on a directory as its bucket. */
class LambdaEventsIT {

    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    static Path bucket;

    private static Optional<LambdaRuntime> runtime = Optional.empty();
    private static LambdaRuntime ingest;

    @BeforeAll
    static void start() {
        assumeTrue(LambdaRuntime.isBuilt());
        ingest = LambdaRuntime.start(
                "lambda", Map.of("FORESALE_FUNCTION", "ingest", "FORESALE_BUCKET_DIRECTORY", bucket.toString()));
        runtime = Optional.of(ingest);
    }

    @AfterAll
    static void stop() {
        runtime.ifPresent(LambdaRuntime::close);
    }

    @Test
    void whatS3TellsOfIsDoneWhenTheAnswerComes() {
        drop("raw/s3/two words.csv");
        var reply = ingest.invoke(LambdaEvents.s3("raw/s3/two+words.csv"));
        assertThat(reply.failed()).isFalse();
        assertThat(reply.body().path("events").path(0).asText()).isEqualTo("ingest of raw/s3/two words.csv");
        assertThat(manifests("clean/s3")).hasSize(1);
    }

    @Test
    void whatEventBridgeTellsOfIsDone() {
        drop("raw/bridge/50% + 1.csv");
        var reply = ingest.invoke(LambdaEvents.eventBridge("shop", "raw/bridge/50% + 1.csv", ""));
        assertThat(reply.failed()).isFalse();
        assertThat(manifests("clean/bridge")).hasSize(1);
    }

    @Test
    void whatSnsTellsOfIsDoneWhereItCallsTheFunctionAndInAQueue() {
        drop("raw/sns/a.csv");
        drop("raw/sns/b.csv");
        assertThat(ingest.invoke(LambdaEvents.snsToLambda(LambdaEvents.s3("raw/sns/a.csv")))
                        .body()
                        .path("events")
                        .path(0)
                        .asText())
                .isEqualTo("ingest of raw/sns/a.csv");
        var bridged = LambdaEvents.eventBridge("shop", "raw/sns/b.csv", "");
        assertThat(ingest.invoke(LambdaEvents.sqs(LambdaEvents.sns(bridged), LambdaEvents.sns("good morning"), bridged))
                        .handedBack())
                .containsExactly("message-1");
        assertThat(manifests("clean/sns")).hasSize(2);
    }

    @Test
    void ofABatchOnlyWhatCannotBeDoneIsHandedBackAndTheRestIsDone() {
        drop("raw/sqs/a.csv");
        var reply = ingest.invoke(LambdaEvents.sqs(
                "{\"not\": \"an event\"}",
                "broken",
                LambdaEvents.s3("raw/sqs/a.csv"),
                LambdaEvents.s3("clean/sqs/d/manifest.json"),
                "{\"Service\": \"Amazon S3\", \"Event\": \"s3:TestEvent\", \"Bucket\": \"shop\"}"));
        assertThat(reply.handedBack()).containsExactly("message-0", "message-1");
        assertThat(manifests("clean/sqs")).hasSize(1);
        assertThat(ingest.log()).contains("clean/sqs/d/manifest.json starts no function here");
    }

    @Test
    void withTooLittleTimeLeftEverythingIsHandedBackUnbegun() {
        drop("raw/late/a.csv");
        var reply = ingest.invoke(LambdaEvents.sqs(LambdaEvents.s3("raw/late/a.csv")), Duration.ofSeconds(20));
        assertThat(reply.handedBack()).containsExactly("message-0");
        assertThat(manifests("clean/late")).isEmpty();
    }

    @Test
    void beforeItIsCutOffItEndsAndTheRedeliveryDoesTheRest() {
        IntStream.range(0, 40).forEach(i -> drop("raw/many/" + i + ".csv"));
        var event = LambdaEvents.sqs(LambdaEvents.s3("raw/many/0.csv"));
        assertThat(ingest.invoke(event, Duration.ofSeconds(61)).handedBack()).containsExactly("message-0");
        assertThat(ingest.log()).containsPattern("time ran out after \\d+ of 40 uploads, which are kept");
        assertThat(ingest.invoke(event).handedBack()).isEmpty();
        assertThat(manifests("clean/many")).hasSize(40);
        assertThat(Buckets.files(bucket, "runs/many")).hasSize(40);
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
    void aDryRunOfEmbedIsCalledByHand() {
        drop("raw/dry/a.csv");
        var clean = ingest.invoke("{\"key\": \"raw/dry/a.csv\"}")
                .body()
                .path("result")
                .asText();
        var environment = Map.of("FORESALE_FUNCTION", "embed", "FORESALE_BUCKET_DIRECTORY", bucket.toString());
        try (var embed = LambdaRuntime.start("lambda", environment)) {
            var answer = embed.invoke("{\"key\": \"%s\", \"dryRun\": true}".formatted(clean))
                    .body();
            assertThat(answer.path("reason").asText()).startsWith("dry run: ");
        }
        assertThat(Buckets.files(bucket, "vectors/dry")).isEmpty();
    }

    @Test
    void onlyFuseIsCalledForAShardAndAnswersWhatItIsOf() {
        var call = "{\"key\": \"vectors/nobody/any/manifest.json\", \"eTag\": \"any\", \"shard\": %d}";
        assertThat(ingest.invoke(call.formatted(63))
                        .body()
                        .at("/problem/subject")
                        .asText())
                .isEqualTo("arguments");
        var environment = Map.of("FORESALE_FUNCTION", "fuse", "FORESALE_BUCKET_DIRECTORY", bucket.toString());
        try (var fuse = LambdaRuntime.start("lambda", environment)) {
            var nothing = fuse.invoke(call.formatted(63)).body();
            assertThat(nothing.path("done").asBoolean(true)).isFalse();
            assertThat(nothing.path("reason").asText()).startsWith("not every upload of nobody is cleaned");
            assertThat(fuse.invoke(call.formatted(-1))
                            .body()
                            .at("/problem/subject")
                            .asText())
                    .isEqualTo("'shard'");
        }
    }

    @Test
    void everyInvocationLeavesItsFiguresInTheLogAndItsIdOnEachLine() {
        drop("raw/figures/a.csv");
        ingest.invoke(LambdaEvents.s3("raw/figures/a.csv"));
        ingest.invoke(LambdaEvents.s3("raw/figures/a.csv"));
        var figures = ingest.logLines().stream()
                .filter(line -> line.contains("\"_aws\""))
                .map(LambdaEventsIT::json)
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
        ingest.invoke(LambdaEvents.s3("raw/traced/a.csv"));
        try (var aws = new RefusingServer()) {
            var onS3 = Map.of(
                    "FORESALE_FUNCTION", "ingest",
                    "FORESALE_BUCKET_S3_NAME", "shop",
                    "FORESALE_BUCKET_S3_ENDPOINT", aws.address(),
                    "FORESALE_BUCKET_S3_PATH_STYLE", "true");
            assertThat(traces(aws, onS3, "raw/shop/a.csv"))
                    .isNotEmpty()
                    .allMatch(trace -> trace.contains(LambdaRuntime.TRACE));
            var onBedrock = Map.of(
                    "FORESALE_FUNCTION", "embed",
                    "FORESALE_BUCKET_DIRECTORY", bucket.toString(),
                    "FORESALE_EMBED_BEDROCK_ENDPOINT", aws.address());
            assertThat(traces(aws, onBedrock, manifests("clean/traced").getFirst()))
                    .isNotEmpty()
                    .allMatch(trace -> trace.contains(LambdaRuntime.TRACE));
        }
    }

    @Test
    void aBucketThatRefusesEverythingDoesNotKeepAFunctionFromStarting() throws IOException {
        try (var aws = new RefusingServer();
                var function = LambdaRuntime.start(
                        "lambda",
                        Map.of(
                                "FORESALE_FUNCTION", "ingest",
                                "FORESALE_BUCKET_S3_NAME", "shop",
                                "FORESALE_BUCKET_S3_ENDPOINT", aws.address(),
                                "FORESALE_BUCKET_S3_PATH_STYLE", "true",
                                "AWS_ACCESS_KEY_ID", "AKIATESTKEY",
                                "AWS_SECRET_ACCESS_KEY", "testsecretkey"))) {
            function.awaitReady();
            assertThat(function.log()).contains("prime-bucket failed, which does no harm yet");
        }
    }

    /** What a function that is told of an object says to AWS of the trace it works for. */
    private static List<String> traces(RefusingServer aws, Map<String, String> settings, String key) {
        var environment = new HashMap<>(settings);
        environment.put("AWS_ACCESS_KEY_ID", "AKIATESTKEY");
        environment.put("AWS_SECRET_ACCESS_KEY", "testsecretkey");
        try (var function = LambdaRuntime.start("lambda", environment)) {
            // What is done before the first call belongs to none.
            function.awaitReady();
            aws.forget();
            function.invoke(LambdaEvents.s3(key));
        }
        return aws.traces();
    }

    private static void drop(String key) {
        try {
            var file = bucket.resolve(key);
            Files.createDirectories(file.getParent());
            Files.writeString(file, LambdaChainIT.table());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> manifests(String below) {
        return Buckets.files(bucket, below).stream()
                .filter(file -> file.endsWith("manifest.json"))
                .map(file -> bucket.relativize(file).toString())
                .toList();
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
