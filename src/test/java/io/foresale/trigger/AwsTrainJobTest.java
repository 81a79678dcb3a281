package io.foresale.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Trainings that are too large for Lambda, in AWS Batch: the container is told to call {@code train} once. */
class AwsTrainJobTest {

    private static final AwsTemplate TEMPLATE = AwsTemplate.read();

    private static final List<String> RESOURCES =
            List.of("TrainJob", "TrainJobs", "TrainMachines", "TrainDoor", "TrainJobRole", "TrainJobStarter");

    @Test
    void allOfItOrNothingIsDeployed() {
        for (var resource : RESOURCES) {
            assertThat(TEMPLATE.root()
                            .at("/Resources/" + resource + "/Condition")
                            .asText())
                    .as(resource)
                    .isEqualTo("TrainsInBatch");
        }
    }

    @Test
    void theContainerIsToldToTrainOnTheTableThatTheJobNames() {
        var container = TEMPLATE.properties("TrainJob").path("ContainerProperties");
        assertThat(AwsTemplate.texts(container.path("Command"))).containsExactly("train", "Ref::key");
        assertThat(TEMPLATE.properties("TrainJob").path("Parameters").has("key"))
                .isTrue();
        assertThat(container.path("JobRoleArn").asText()).isEqualTo("TrainJobRole.Arn");
    }

    @Test
    void itMayTouchWhatTheFunctionMay() {
        var train = FunctionTable.load().only("train").functions().getFirst();
        var policies = TEMPLATE.properties("TrainJobRole").path("Policies");
        assertThat(policies).hasSize(1);
        assertThat(TEMPLATE.granted(policies.path(0).path("PolicyDocument")))
                .isEqualTo(AwsTemplate.access(train.access()));
        assertThat(TEMPLATE.properties("TrainJobRole").has("ManagedPolicyArns")).isFalse();
    }

    @Test
    void itMayTakeMoreThanTheFunctionAndEndsByItselfBeforeItIsEnded() {
        var job = environment(TEMPLATE.properties("TrainJob").at("/ContainerProperties/Environment"));
        var function = TEMPLATE.properties("Train").at("/Environment/Variables");
        var longest = duration(job.get("FORESALE_TRAIN_MAX_TIME"));
        assertThat(longest)
                .isGreaterThan(duration(function.path("FORESALE_TRAIN_MAX_TIME").asText()))
                .isLessThan(Duration.ofSeconds(TEMPLATE.properties("TrainJob")
                        .at("/Timeout/AttemptDurationSeconds")
                        .asLong()));
        assertThat(parameter(job.get("FORESALE_TRAIN_MAX_ROWS")))
                .isGreaterThan(
                        parameter(function.path("FORESALE_TRAIN_MAX_ROWS").asText()));
        assertThat(AwsTemplate.texts(function.path("FORESALE_TRAIN_ELSEWHERE")).get(1))
                .as("what the record of a training says that is too large")
                .contains("--job-queue ${TrainJobs}", "--job-definition ${TrainJob}", "--parameters key={key}");
    }

    /** What it ends with where the same call may go well; see {@code CommandLine}. */
    @Test
    void whatMayGoWellAnotherTimeIsTriedAgainAndNothingElse() {
        var exits = TEMPLATE.properties("TrainJob").at("/RetryStrategy/EvaluateOnExit");
        assertThat(exits.path(0).path("OnExitCode").asText()).isEqualTo("75");
        assertThat(exits.path(0).path("Action").asText()).isEqualTo("RETRY");
        assertThat(exits.path(1).path("OnExitCode").asText()).isEqualTo("*");
        assertThat(exits.path(1).path("Action").asText()).isEqualTo("EXIT");
    }

    private static Map<String, String> environment(JsonNode list) {
        var variables = new HashMap<String, String>();
        list.forEach(entry ->
                variables.put(entry.path("Name").asText(), entry.path("Value").asText()));
        return variables;
    }

    private static Duration duration(String setting) {
        return Duration.parse("PT" + setting.toUpperCase(Locale.ROOT));
    }

    private static long parameter(String name) {
        return TEMPLATE.root().at("/Parameters/" + name + "/Default").asLong();
    }
}
