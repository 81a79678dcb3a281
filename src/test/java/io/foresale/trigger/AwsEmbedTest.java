package io.foresale.trigger;

import static org.assertj.core.api.Assertions.assertThat;
import static software.amazon.awssdk.services.bedrock.model.ModelInvocationJobStatus.EXPIRED;
import static software.amazon.awssdk.services.bedrock.model.ModelInvocationJobStatus.FAILED;
import static software.amazon.awssdk.services.bedrock.model.ModelInvocationJobStatus.PARTIALLY_COMPLETED;
import static software.amazon.awssdk.services.bedrock.model.ModelInvocationJobStatus.STOPPED;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.bedrock.model.ModelInvocationJobStatus;

/** Where the template has texts embedded: the key of an endpoint, and jobs of Bedrock for many texts. */
class AwsEmbedTest {

    private static final AwsTemplate TEMPLATE = AwsTemplate.read();
    private static final String KEPT = "secretsmanager:GetSecretValue";
    /** Of the last states of a job those that leave texts without vectors. */
    static final List<String> SHORT_OF_VECTORS = Stream.of(FAILED, STOPPED, EXPIRED, PARTIALLY_COMPLETED)
            .map(ModelInvocationJobStatus::toString)
            .toList();

    private static final String BUCKET = "arn:${AWS::Partition}:s3:::${Bucket}";

    @Test
    void aKeyIsReadWhereOneIsKeptAndByWhoCallsModelsOnly() {
        for (var name : TEMPLATE.ofType("AWS::Serverless::Function")) {
            var properties = TEMPLATE.properties(name);
            var mayRead = TEMPLATE.granted(properties.at("/Policies/0")).contains(KEPT + " ApiKeySecretArn");
            assertThat(properties.at("/Environment/Variables").has("OPENAI_API_KEY"))
                    .as(name)
                    .isEqualTo(mayRead);
        }
        assertThat(environment("Embed", "OPENAI_API_KEY"))
                .containsExactly("HasApiKey", "secretsmanager:${ApiKeySecretArn}", "AWS::NoValue");
    }

    @Test
    void withoutASecretAndWithoutJobsNothingOfThemIsGranted() {
        assertThat(AwsTemplate.conditions(policy("Embed")))
                .isEqualTo(Map.of(
                        "ReadKey",
                        "HasApiKey",
                        "StartJobs",
                        "EmbedsInJobs",
                        "LookAtJobs",
                        "EmbedsInJobs",
                        "HandOverRole",
                        "EmbedsInJobs"));
        for (var other : List.of("ScoreBatch", "ScoreApi")) {
            assertThat(AwsTemplate.conditions(policy(other))).isEqualTo(Map.of("ReadKey", "HasApiKey"));
        }
        assertThat(TEMPLATE.root().at("/Parameters/ApiKeySecretArn/Default").asText())
                .isEmpty();
        assertThat(TEMPLATE.root().at("/Parameters/EmbedInJobs/Default").asText())
                .isEqualTo("false");
    }

    @Test
    void jobsAreStartedByEmbedWithARoleThatOnlyBedrockTakesForJobsOfThisAccount() {
        assertThat(environment("Embed", "FORESALE_EMBED_BEDROCK_BATCH_ROLE"))
                .containsExactly("EmbedsInJobs", "EmbedJobRole.Arn", "AWS::NoValue");
        assertThat(TEMPLATE.root().at("/Resources/EmbedJobRole/Condition").asText())
                .isEqualTo("EmbedsInJobs");
        var trust = TEMPLATE.properties("EmbedJobRole").at("/AssumeRolePolicyDocument/Statement");
        assertThat(trust).hasSize(1);
        assertThat(trust.at("/0/Principal/Service").asText()).isEqualTo("bedrock.amazonaws.com");
        assertThat(trust.at("/0/Condition/StringEquals/aws:SourceAccount").asText())
                .isEqualTo("AWS::AccountId");
        assertThat(trust.at("/0/Condition/ArnLike/aws:SourceArn").asText())
                .endsWith(":${AWS::Region}:${AWS::AccountId}:model-invocation-job/*");
    }

    @Test
    void aJobMayTouchWhatIsBelowTheFoldersOfJobsAndNothingElse() {
        var below = BUCKET + "/vectors/*/batches/*";
        assertThat(TEMPLATE.granted(jobPolicy()))
                .isEqualTo(Set.of(
                        "s3:GetObject " + below,
                        "s3:PutObject " + below,
                        "s3:ListBucket " + BUCKET + " if {\"StringLike\":{\"s3:prefix\":\"vectors/*/batches/*\"}}",
                        "kms:Decrypt OwnKey",
                        "kms:Decrypt Key.Arn",
                        "kms:Decrypt KmsKeyArn",
                        "kms:GenerateDataKey OwnKey",
                        "kms:GenerateDataKey Key.Arn",
                        "kms:GenerateDataKey KmsKeyArn"));
        assertThat(TEMPLATE.properties("EmbedJobRole").has("ManagedPolicyArns")).isFalse();
    }

    /** What a job's events look like: https://docs.aws.amazon.com/bedrock/latest/userguide/monitoring-eventbridge-how-it-works.html */
    @Test
    void whoIsToldOfAlarmsIsToldOfAJobThatEndsWithoutAllOfItsVectors() {
        assertThat(TEMPLATE.root().at("/Resources/EmbedJobRule/Condition").asText())
                .isEqualTo("EmbedsInJobs");
        var rule = TEMPLATE.properties("EmbedJobRule");
        var pattern = rule.path("EventPattern");
        assertThat(AwsTemplate.texts(pattern.path("source"))).containsExactly("aws.bedrock");
        assertThat(AwsTemplate.texts(pattern.path("detail-type"))).containsExactly("Batch Inference Job State Change");
        assertThat(AwsTemplate.texts(pattern.at("/detail/status"))).containsExactlyElementsOf(SHORT_OF_VECTORS);
        assertThat(pattern.at("/detail/batchJobName").toString())
                .as("what BedrockBatches calls its jobs")
                .isEqualTo("[{\"prefix\":\"foresale-\"}]");
        assertThat(rule.path("Targets")).hasSize(1);
        assertThat(rule.at("/Targets/0/Arn").asText()).isEqualTo("Alarms");
    }

    @Test
    void aRuleMayPublishAndAlarmsStillMay() {
        assertThat(TEMPLATE.root().at("/Resources/AlarmsPolicy/Condition").asText())
                .isEqualTo("EmbedsInJobs");
        var policy = TEMPLATE.properties("AlarmsPolicy");
        assertThat(AwsTemplate.texts(policy.path("Topics"))).containsExactly("Alarms");
        var publishers = new TreeMap<String, String>();
        for (var statement : policy.at("/PolicyDocument/Statement")) {
            assertThat(statement.path("Action").asText()).isEqualTo("sns:Publish");
            assertThat(statement.path("Resource").asText()).isEqualTo("Alarms");
            publishers.put(
                    statement.at("/Principal/Service").asText(),
                    statement.path("Condition").toString());
        }
        assertThat(publishers)
                .isEqualTo(Map.of(
                        "cloudwatch.amazonaws.com",
                        "{\"StringEquals\":{\"aws:SourceAccount\":\"AWS::AccountId\"}}",
                        "events.amazonaws.com",
                        ""));
    }

    static JsonNode jobPolicy() {
        var policies = TEMPLATE.properties("EmbedJobRole").path("Policies");
        assertThat(policies).hasSize(1);
        return policies.path(0).path("PolicyDocument");
    }

    private static JsonNode policy(String function) {
        return TEMPLATE.properties(function).at("/Policies/0");
    }

    private static List<String> environment(String function, String variable) {
        return AwsTemplate.texts(
                TEMPLATE.properties(function).at("/Environment/Variables").path(variable));
    }
}
