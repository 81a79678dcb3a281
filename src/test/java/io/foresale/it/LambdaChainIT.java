package io.foresale.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.foresale.adapter.s3.S3Mock;
import io.foresale.domain.ETag;
import io.foresale.domain.ObjectRef;
import io.foresale.trigger.FunctionTable;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A bucket on S3, an artefact for AWS Lambda, and what AWS would tell each function of what the one before it wrote. */
class LambdaChainIT {

    private static final List<String> FUNCTIONS = List.of("ingest", "embed", "fuse", "train", "score-batch");

    private static S3Bucket bucket;

    @BeforeAll
    static void startS3() {
        assumeTrue(LambdaRuntime.isBuilt());
        bucket = S3Bucket.on(S3Mock.server());
    }

    @Test
    void anEventIsDoneForTheContentThatIsThereAndOfNoOtherBucket() {
        var upload = bucket.put("raw/tagged/a.csv", table());
        var stale = new ObjectRef(upload.key(), new ETag("d41d8cd98f00b204e9800998ecf8427e"));
        try (var ingest = function("ingest")) {
            assertThat(ingest.invoke(inQueue(stale)).handedBack()).isEmpty();
            assertThat(bucket.manifests("clean/tagged/")).hasSize(1);
            assertThat(ingest.invoke(inQueue(upload)).handedBack()).isEmpty();
            assertThat(bucket.manifests("clean/tagged/")).hasSize(1);
            var foreign = LambdaEvents.sqs(LambdaEvents.s3("raw/tagged/a.csv"));
            assertThat(ingest.invoke(foreign).handedBack()).isEmpty();
            assertThat(ingest.log())
                    .contains("bucket of an event: wanted " + bucket.settings().bucket() + ", got shop");
        }
    }

    @Test
    void fromAnUploadToAScoreEachFunctionInAProcessOfItsOwn() throws IOException {
        bucket.put("raw/shop/two words.csv", table());
        FUNCTIONS.forEach(LambdaChainIT::run);

        assertThat(bucket.runs("shop"))
                .extracting(run ->
                        run.path("function").asText() + " " + run.path("state").asText())
                .containsExactlyElementsOf(
                        FUNCTIONS.stream().map(name -> name + " succeeded").toList());
        var scores = bucket.objects("scores/shop/everyone/").stream()
                .filter(object -> object.key().value().endsWith(".csv"))
                .toList();
        assertThat(bucket.text(scores.getFirst().key()).lines()).hasSize(61);
        try (var api = api(Map.of())) {
            var scored = api.invoke(LambdaEvents.gateway("secret")).body();
            assertThat(scored.path("statusCode").asInt()).as(scored.toString()).isEqualTo(200);
            var answer = new JsonMapper().readTree(scored.path("body").asText());
            assertThat(answer.at("/scores/0/probability").asDouble()).isBetween(0.0, 1.0);
            assertThat(answer.at("/scores/0/textUsed").asBoolean()).isTrue();
            assertThat(api.invoke(LambdaEvents.functionUrl("secret")).body().path("body"))
                    .as("by the function's own URL")
                    .isEqualTo(scored.path("body"));
            assertThat(api.invoke(LambdaEvents.gateway("guessed"))
                            .body()
                            .path("statusCode")
                            .asInt())
                    .isEqualTo(401);
            System.out.println("lambda: api " + api.start());
        }
    }

    /** Of itself the API says nothing about a request that it can answer. */
    @Test
    void linesOfTheApiNameTheTraceOfTheirRequest() {
        try (var api = api(Map.of("QUARKUS_LOG_LEVEL", "DEBUG"))) {
            api.invoke(LambdaEvents.gateway("secret").replace("/models/shop/", "/models/unknown/"));
            assertThat(api.logLines()).anySatisfy(line -> assertThat(line)
                    .contains("\"threadName\":\"executor-thread")
                    .contains("\"traceId\":\"" + LambdaRuntime.TRACE + "\""));
        }
    }

    private static LambdaRuntime api(Map<String, String> settings) {
        var environment = new HashMap<>(settings);
        environment.putAll(bucket.environment());
        environment.put(
                "FORESALE_ACCESS_KEYS_PAGE_HASH", "2bb80d537b1da3e38bd30361aa855686bde0eacd7162fef6a25fe97bf527a25b");
        environment.put("FORESALE_ACCESS_KEYS_PAGE_ROLE", "score");
        return LambdaRuntime.start("lambda-http", environment);
    }

    /** Tells a function, twice, of every object that starts it. */
    private static void run(String name) {
        var table = FunctionTable.load().only(name);
        try (var function = function(name)) {
            var events = table.prefixes().stream()
                    .flatMap(prefix -> bucket.objects(prefix).stream())
                    .filter(object -> table.startedBy(object.key()).isPresent())
                    .filter(object -> object.key().value().contains("/shop"))
                    .map(LambdaChainIT::inQueue)
                    .toList();
            assertThat(events).isNotEmpty();
            for (var event : events) {
                assertThat(function.invoke(event).handedBack())
                        .as(function.log())
                        .isEmpty();
                assertThat(function.invoke(event).handedBack())
                        .as(function.log())
                        .isEmpty();
            }
            System.out.println("lambda: " + name + " " + function.start());
        }
    }

    private static LambdaRuntime function(String name) {
        var environment = new HashMap<>(bucket.environment());
        environment.put("FORESALE_FUNCTION", name);
        return LambdaRuntime.start("lambda", environment);
    }

    private static String inQueue(ObjectRef object) {
        return LambdaEvents.sqs(LambdaEvents.s3(bucket.settings().bucket(), object));
    }

    static String table() {
        return IntStream.range(0, 60)
                .mapToObj(i -> "%d,%d,\"a %s coat of size %d\",%s"
                        .formatted(i + 1, i % 7, i % 3 == 0 ? "warm" : "light", 30 + i, i % 3 == 0))
                .collect(Collectors.joining("\n", "visits,pages,note,purchased\n", "\n"));
    }
}
