package io.foresale.adapter.bedrock;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.foresale.adapter.aws.AwsClients;
import io.foresale.adapter.remote.CallFailed.Passing;
import io.foresale.adapter.remote.CallFailed.Refused;
import io.foresale.adapter.remote.RemoteName;
import io.foresale.adapter.remote.Vectors;
import io.foresale.domain.ObjectKey;
import io.foresale.domain.PermanentException;
import io.foresale.domain.PermanentException.Kind;
import io.foresale.domain.Problem;
import io.foresale.domain.Quoted;
import io.foresale.domain.RetriableException;
import io.foresale.port.EmbeddingBatches;
import io.foresale.port.TextModel.Outcome;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.bedrock.BedrockClient;
import software.amazon.awssdk.services.bedrock.model.GetModelInvocationJobResponse;

/** Bedrock's batch inference: jobs that read and write JSON lines on S3. Of embedding models Titan has it. */
public final class BedrockBatches implements EmbeddingBatches {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String PROVIDER = "bedrock";

    /** Bedrock's quota of records of a job. */
    private static final int RECORDS = 50_000;

    private final BedrockBatchSettings settings;
    private final BedrockClient bedrock;

    public BedrockBatches(BedrockBatchSettings settings, BedrockClient bedrock) {
        this.settings = settings;
        this.bedrock = bedrock;
    }

    /** A client of what manages jobs, which lives at another address than what answers calls. */
    public static BedrockClient client(BedrockSettings settings) {
        return AwsClients.at(settings.place(), BedrockClient.builder())
                .overrideConfiguration(o -> o.apiCallTimeout(settings.timeout()))
                .build();
    }

    @Override
    public Optional<Jobs> of(String model) {
        return RemoteName.of(model)
                .filter(name -> name.provider().equals(PROVIDER) && Family.of(name) == Family.TITAN_2)
                .map(TitanJobs::new);
    }

    /** The jobs of one of Titan's models. */
    private final class TitanJobs implements Jobs {

        private final RemoteName name;
        private final int dimensions;
        private final Vectors vectors;

        TitanJobs(RemoteName name) {
            this.name = name;
            this.dimensions = Family.TITAN_2.dimensions(name);
            this.vectors = new Vectors(name, dimensions);
        }

        @Override
        public int atLeast() {
            return settings.atLeast();
        }

        @Override
        public int atMost() {
            return RECORDS;
        }

        @Override
        public String line(String id, String text) {
            var line = MAPPER.createObjectNode().put("recordId", id);
            line.set("modelInput", Family.TITAN_2.request(List.of(text), dimensions, false));
            try {
                return MAPPER.writeValueAsString(line);
            } catch (JacksonException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public String start(ObjectKey input, String output, String token) {
            return called(() -> bedrock.createModelInvocationJob(request -> request.jobName("foresale-" + token)
                            .clientRequestToken(token)
                            .modelId(name.model())
                            .roleArn(settings.role())
                            .timeoutDurationInHours(
                                    Math.toIntExact(settings.timeout().toHours()))
                            .inputDataConfig(data -> data.s3InputDataConfig(
                                    s3 -> s3.s3Uri(uri(input.value())).s3InputFormat("JSONL")))
                            .outputDataConfig(data -> data.s3OutputDataConfig(s3 -> s3.s3Uri(uri(output)))))
                    .jobArn());
        }

        private String uri(String key) {
            return "s3://" + settings.bucket() + "/" + key;
        }

        @Override
        public Progress progress(String job) {
            return progress(called(() -> bedrock.getModelInvocationJob(request -> request.jobIdentifier(job))));
        }

        /** A job that was given up half done has written lines for the half. */
        private Progress progress(GetModelInvocationJobResponse job) {
            return switch (job.status()) {
                case COMPLETED, PARTIALLY_COMPLETED -> new Progress.Ended();
                case FAILED, STOPPED, EXPIRED ->
                    new Progress.Failed(job.statusAsString() + ", "
                            + Quoted.of(Optional.ofNullable(job.message()).orElse("")));
                case SUBMITTED, VALIDATING, SCHEDULED, IN_PROGRESS, STOPPING, UNKNOWN_TO_SDK_VERSION ->
                    new Progress.UnderWay(job.statusAsString());
            };
        }

        private <T> T called(Supplier<T> call) {
            try {
                return call.get();
            } catch (SdkException e) {
                throw switch (BedrockFailures.ofEmbedding(name).of(e)) {
                    case Passing passing -> new RetriableException(passing.getMessage(), passing);
                    case Refused refused -> refused(refused);
                    case RuntimeException other -> other;
                };
            }
        }

        private PermanentException refused(Refused refused) {
            return new PermanentException(
                    Kind.SET_UP,
                    new Problem(
                            "a job of " + name,
                            "one that Bedrock takes",
                            String.valueOf(refused.getMessage()),
                            "check foresale.embed.bedrock.batch.role, which must read and write the bucket, and that these"
                                    + " credentials have bedrock:CreateModelInvocationJob and iam:PassRole on it"));
        }

        @Override
        public Result result(String line) {
            try {
                var record = MAPPER.readTree(line);
                return new Result(
                        record.path("recordId").asText(""),
                        outcome(record),
                        Family.tokens(record.path("modelOutput")).orElse(0));
            } catch (JacksonException e) {
                return new Result("", new Outcome.Failed<>("a line of the job is broken"), 0);
            }
        }

        private Outcome<float[]> outcome(JsonNode record) {
            if (record.has("error")) {
                return new Outcome.Failed<>(
                        Quoted.of(record.path("error").path("errorMessage").asText("")));
            }
            Function<float[], Outcome<float[]>> checked = vector -> new Outcome.Answered<>(vectors.checked(vector));
            try {
                return Family.TITAN_2.vectors(record.path("modelOutput")).stream()
                        .findFirst()
                        .map(checked)
                        .orElseGet(() -> new Outcome.Failed<>("no vector"));
            } catch (Passing e) {
                return new Outcome.Failed<>(e.getMessage());
            }
        }
    }
}
