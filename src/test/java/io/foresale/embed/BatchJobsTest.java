package io.foresale.embed;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.matching;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import io.foresale.adapter.bedrock.BedrockBatchSettings;
import io.foresale.adapter.bedrock.BedrockBatches;
import io.foresale.adapter.bedrock.BedrockSettings;
import io.foresale.domain.ObjectRef;
import io.foresale.domain.PermanentException;
import io.foresale.domain.RetriableException;
import io.foresale.domain.RunRecord.State;
import io.foresale.domain.Schema;
import io.foresale.domain.StepResult;
import io.foresale.domain.StepResult.NothingToDo;
import io.foresale.port.Budget;
import io.foresale.port.HashingModel;
import io.foresale.port.KeywordJudge;
import io.foresale.port.TextModel.Outcome;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Jobs in the shapes that AWS documents, asked for by its own SDK; the bucket is one in memory, in which the test writes what
 * a job would. No real Bedrock works here.
 */
class BatchJobsTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TITAN = "bedrock:amazon.titan-embed-text-v2:0@256";
    private static final String ARN = "arn:aws:bedrock:eu-central-1:123456789012:model-invocation-job/abc123def456";
    private static final String ROLE = "arn:aws:iam::123456789012:role/foresale-batch";
    private static final int TEXTS = 120;

    @RegisterExtension
    private static final WireMockExtension BEDROCK = WireMockExtension.newInstance()
            .options(wireMockConfig().bindAddress("127.0.0.1").dynamicPort())
            .build();

    @TempDir
    Path scratch;

    /** Who is called where there is no job. */
    private final HashingModel calls = new HashingModel("titan", 256);

    private Shop shop;

    @BeforeEach
    void start() {
        System.setProperty("aws.accessKeyId", "AKIATESTKEY");
        System.setProperty("aws.secretAccessKey", "secret");
        BEDROCK.stubFor(post(urlEqualTo("/model-invocation-job")).willReturn(okJson("{\"jobArn\": \"" + ARN + "\"}")));
        shop = new Shop(scratch);
        shop.schemaInForce(new Schema(Shop.SCHEMA.columns(), Optional.empty(), Optional.of(TITAN)));
    }

    private EmbedStep step(int atLeast, Budget budget) {
        return step(new Metered(calls), atLeast, budget);
    }

    private EmbedStep step(Metered model, int atLeast, Budget budget) {
        var settings = new BedrockSettings(
                Optional.of("eu-central-1"),
                Optional.of(URI.create("http://127.0.0.1:" + BEDROCK.getPort())),
                false,
                Duration.ofSeconds(5),
                Duration.ofSeconds(5));
        var batches = new BedrockBatches(
                new BedrockBatchSettings(ROLE, "shop-bucket", atLeast, Duration.ofHours(48)),
                BedrockBatches.client(settings));
        return shop.step(new OneModel(model), KeywordJudge.nobody(), batches, budget);
    }

    private EmbedStep step() {
        return step(100, Budget.unlimited());
    }

    private void job(String status) {
        BEDROCK.stubFor(
                get(urlPathMatching("/model-invocation-job/.*")).willReturn(okJson("""
                {"jobArn": "%s", "jobName": "x", "modelId": "amazon.titan-embed-text-v2:0", "roleArn": "%s",
                 "status": "%s", "message": "Less than 100 records", "submitTime": "2026-03-01T12:00:00Z",
                 "inputDataConfig": {"s3InputDataConfig": {"s3Uri": "s3://shop-bucket/in"}},
                 "outputDataConfig": {"s3OutputDataConfig": {"s3Uri": "s3://shop-bucket/out"}}}""".formatted(ARN, ROLE, status))));
    }

    private static List<@Nullable Object[]> rows() {
        return rows(0, TEXTS);
    }

    private static List<@Nullable Object[]> rows(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> new @Nullable Object[] {"text number " + i, null})
                .toList();
    }

    private String key(String suffix) {
        return shop.results().stream()
                .map(ref -> ref.key().value())
                .filter(key -> key.endsWith(suffix))
                .findFirst()
                .orElseThrow();
    }

    private float[] vector(String text) {
        return ((Outcome.Answered<float[]>)
                        new HashingModel("titan", 256).embed(List.of(text)).getFirst())
                .answer();
    }

    /** Writes what a job would, in another order; with the first text it fails, and the vector of the second is too short. */
    private ObjectRef jobEnds() throws IOException {
        var lines = new ArrayList<String>();
        for (var line : shop.text(key(".jsonl")).lines().toList()) {
            var node = JSON.readTree(line);
            var text = node.path("modelInput").path("inputText").asText();
            var answer = JSON.createObjectNode()
                    .put("recordId", node.path("recordId").asText());
            answer.set("modelInput", node.path("modelInput"));
            if (text.equals("text number 0")) {
                answer.putObject("error").put("errorCode", 400).put("errorMessage", "Bad Request");
            } else {
                var output = answer.putObject("modelOutput").put("inputTextTokenCount", 4);
                var vector = output.putArray("embedding");
                for (var number : vector(text)) {
                    if (!text.equals("text number 1") || vector.size() < 255) {
                        vector.add(number);
                    }
                }
            }
            lines.add(answer.toString());
        }
        Collections.shuffle(lines);
        var out = key(".jsonl").replaceFirst("[^/]*$", "out/abc123def456/");
        shop.put(out + "input.jsonl.out", String.join("\n", lines) + "\n");
        shop.put(out + "manifest.json.out", "{\"totalRecordCount\": 120}");
        job("Completed");
        return shop.ref(out + "manifest.json.out");
    }

    private static void assertWaiting(StepResult result) {
        assertThat(result).isInstanceOfSatisfying(NothingToDo.class, nothing -> assertThat(nothing.reason())
                .startsWith("waiting for the job " + ARN + " that embeds 120 texts"));
    }

    @Test
    void manyTextsAreLeftToAJobWhichIsWaitedForInTheBucket() throws IOException {
        var part = shop.part("a.csv", rows());
        assertWaiting(step().embed(part));
        assertThat(shop.lastRun().state()).isEqualTo(State.SKIPPED);
        assertThat(calls.asked()).isZero();
        var input = key(".jsonl");
        BEDROCK.verify(postRequestedFor(urlEqualTo("/model-invocation-job"))
                .withHeader("Authorization", matching("AWS4-HMAC-SHA256 .*/eu-central-1/bedrock/.*"))
                .withRequestBody(matchingJsonPath("$.clientRequestToken"))
                .withRequestBody(
                        equalToJson("""
                        {"modelId": "amazon.titan-embed-text-v2:0", "roleArn": "%s", "timeoutDurationInHours": 48,
                         "inputDataConfig": {"s3InputDataConfig": {"s3InputFormat": "JSONL",
                           "s3Uri": "s3://shop-bucket/%s"}},
                         "outputDataConfig": {"s3OutputDataConfig": {"s3Uri": "s3://shop-bucket/%s"}}}""".formatted(ROLE, input, input.replaceFirst("[^/]*$", "out/")), true, true)));
        var line = JSON.readTree(shop.text(input).lines().findFirst().orElseThrow());
        var text = line.path("modelInput").path("inputText").asText();
        assertThat(line.path("recordId").asText()).isEqualTo(Shop.hash(text));
        assertThat(line.path("modelInput").path("dimensions").asInt()).isEqualTo(256);
        job("InProgress");
        assertWaiting(step().embed(part));
        BEDROCK.verify(1, postRequestedFor(anyUrl()));
    }

    @Test
    void whatAJobBroughtIsJoinedByTheTextsHashesAndWhatItFailedWithIsCalledFor() throws IOException {
        var part = shop.part("a.csv", rows());
        step().embed(part);
        var manifest = shop.vectors(step().embed(jobEnds()).manifest().orElseThrow());
        assertThat(manifest.clean()).isEqualTo(part);
        assertThat(calls.texts()).containsExactlyInAnyOrder("text number 0", "text number 1");
        var vectors = shop.read(manifest.vectors());
        assertThat(vectors).hasSize(TEXTS);
        for (int i = 0; i < TEXTS; i += 7) {
            assertThat(vectors.get(Shop.hash("text number " + i)))
                    .usingComparatorWithPrecision(1e-6f)
                    .containsExactly(vector("text number " + i));
        }
        assertThat(shop.lastRun().counts())
                .containsEntry("batch: joined", 118L)
                .containsEntry("batch: failed", 2L)
                .containsEntry("batch: tokens", 476L)
                .containsEntry("embedded", 120L)
                .containsEntry("failed", 0L);
        assertThat(shop.lastRun().warnings()).singleElement().asString().contains("failed with 2 texts");
    }

    @Test
    void aDryRunForWhatAJobWroteEstimatesItsPart() throws IOException {
        step().embed(shop.part("a.csv", rows()));
        assertThat(step().estimate(jobEnds(), false))
                .isInstanceOfSatisfying(NothingToDo.class, nothing -> assertThat(nothing.reason())
                        .startsWith("dry run"));
        assertThat(calls.asked()).isZero();
    }

    @Test
    void whatWasJoinedIsNotJoinedAgainWhereTheCallsForTheRestFail() throws IOException {
        var part = shop.part("a.csv", rows());
        step().embed(part);
        jobEnds();
        var model = new Metered(calls);
        model.unreachable.addAll(List.of("text number 0", "text number 1"));
        var failing = step(model, 100, Budget.unlimited());
        assertThatThrownBy(() -> failing.embed(part)).isInstanceOf(RetriableException.class);
        var manifest = shop.vectors(step().embed(part).manifest().orElseThrow());
        assertThat(shop.read(manifest.vectors())).hasSize(TEXTS);
        assertThat(shop.lastRun().counts()).containsEntry("cached", 118L).doesNotContainKey("batch: joined");
        BEDROCK.verify(1, postRequestedFor(anyUrl()));
    }

    @Test
    void whatBecameKnownWhileTheJobRanIsNotKeptTwice() throws IOException {
        step().embed(shop.part("a.csv", rows()));
        step().embed(shop.part("b.csv", rows(10, 60)));
        var manifest = shop.vectors(step().embed(jobEnds()).manifest().orElseThrow());
        assertThat(shop.read(manifest.vectors())).hasSize(TEXTS);
        assertThat(shop.lastRun().counts())
                .containsEntry("cached", 50L)
                .containsEntry("batch: joined", 68L)
                .containsEntry("embedded", 70L);
    }

    @Test
    void aJobThatFailedSaysWhyAndTheNextCallStartsAnother() {
        var part = shop.part("a.csv", rows());
        step().embed(part);
        for (var status : List.of("Failed", "Stopped", "Expired")) {
            job(status);
            assertThatThrownBy(() -> step().embed(part))
                    .isInstanceOf(PermanentException.class)
                    .hasMessageContainingAll(ARN, status, "Less than 100 records");
            assertWaiting(step().embed(part));
        }
        var tokens = BEDROCK.findAll(postRequestedFor(urlEqualTo("/model-invocation-job"))).stream()
                .map(request -> request.getBodyAsString().replaceAll(".*\"clientRequestToken\":\"([^\"]*)\".*", "$1"))
                .toList();
        assertThat(tokens).hasSize(4).doesNotHaveDuplicates();
        assertThat(calls.asked()).isZero();
    }

    @Test
    void fewTextsAreNotWorthAJob() {
        var manifest =
                step(121, Budget.unlimited()).embed(shop.part("a.csv", rows())).manifest();
        assertThat(manifest).isPresent();
        assertThat(calls.asked()).isEqualTo(TEXTS);
        BEDROCK.verify(0, postRequestedFor(anyUrl()));
    }

    @Test
    void aJobThatCouldExceedTheBudgetIsNotStarted() {
        var budget = new Budget(OptionalLong.of(119), OptionalDouble.empty(), Duration.ofDays(1), false);
        var part = shop.part("a.csv", rows());
        assertThatThrownBy(() -> step(100, budget).embed(part))
                .isInstanceOf(PermanentException.class)
                .hasMessageContaining("foresale.embed.max-tokens");
        BEDROCK.verify(0, postRequestedFor(anyUrl()));
    }

    @Test
    void aControlPlaneThatIsDownPassesAndARoleThatMayNotIsSaid() {
        var part = shop.part("a.csv", rows());
        BEDROCK.stubFor(post(urlEqualTo("/model-invocation-job")).willReturn(error(500, "InternalServerException")));
        assertThatThrownBy(() -> step().embed(part)).isInstanceOf(RetriableException.class);
        BEDROCK.stubFor(post(urlEqualTo("/model-invocation-job")).willReturn(error(400, "ValidationException")));
        assertThatThrownBy(() -> step().embed(part))
                .isInstanceOf(PermanentException.class)
                .hasMessageContainingAll("foresale.embed.bedrock.batch.role", "iam:PassRole");
        assertThat(shop.runs().stream().map(run -> run.state())).containsOnly(State.FAILED);
    }

    private static ResponseDefinitionBuilder error(int status, String type) {
        return aResponse()
                .withStatus(status)
                .withHeader("x-amzn-ErrorType", type)
                .withBody("{\"message\": \"no\"}");
    }
}
