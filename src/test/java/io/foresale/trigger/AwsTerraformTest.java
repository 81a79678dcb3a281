package io.foresale.trigger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** {@code infra/aws/terraform}, the twin of the template. */
class AwsTerraformTest {

    private static final Path MODULE = Path.of("infra/aws/terraform");

    /** What CloudFormation, with SAM, calls a resource, and what Terraform does. */
    private static final Map<String, Set<String>> TYPES = Map.ofEntries(
            Map.entry("AWS::KMS::Key", Set.of("aws_kms_key")),
            Map.entry(
                    "AWS::S3::Bucket",
                    Set.of(
                            "aws_s3_bucket",
                            "aws_s3_bucket_server_side_encryption_configuration",
                            "aws_s3_bucket_public_access_block",
                            "aws_s3_bucket_ownership_controls",
                            "aws_s3_bucket_lifecycle_configuration",
                            "aws_s3_bucket_cors_configuration",
                            "aws_s3_bucket_notification")),
            Map.entry("AWS::S3::BucketPolicy", Set.of("aws_s3_bucket_policy")),
            Map.entry("AWS::SQS::Queue", Set.of("aws_sqs_queue")),
            Map.entry("AWS::SQS::QueuePolicy", Set.of("aws_sqs_queue_policy")),
            Map.entry(
                    "AWS::Serverless::Function",
                    Set.of("aws_lambda_function", "aws_lambda_event_source_mapping", "aws_lambda_permission")),
            Map.entry(
                    "AWS::Serverless::HttpApi",
                    Set.of(
                            "aws_apigatewayv2_api",
                            "aws_apigatewayv2_stage",
                            "aws_apigatewayv2_route",
                            "aws_apigatewayv2_integration")),
            Map.entry("AWS::Serverless::StateMachine", Set.of("aws_sfn_state_machine")),
            Map.entry(
                    "AWS::IAM::Role", Set.of("aws_iam_role", "aws_iam_role_policy", "aws_iam_role_policy_attachment")),
            Map.entry("AWS::Batch::JobDefinition", Set.of("aws_batch_job_definition")),
            Map.entry("AWS::Batch::JobQueue", Set.of("aws_batch_job_queue")),
            Map.entry("AWS::Batch::ComputeEnvironment", Set.of("aws_batch_compute_environment")),
            Map.entry("AWS::EC2::SecurityGroup", Set.of("aws_security_group")),
            Map.entry("AWS::CloudWatch::Alarm", Set.of("aws_cloudwatch_metric_alarm")),
            Map.entry("AWS::SNS::Topic", Set.of("aws_sns_topic", "aws_sns_topic_subscription")),
            Map.entry("AWS::SNS::TopicPolicy", Set.of("aws_sns_topic_policy")),
            Map.entry("AWS::Events::Rule", Set.of("aws_cloudwatch_event_rule", "aws_cloudwatch_event_target")),
            Map.entry("AWS::Budgets::Budget", Set.of("aws_budgets_budget")),
            Map.entry("AWS::Logs::LogGroup", Set.of("aws_cloudwatch_log_group")));

    private static final AwsTemplate TEMPLATE = AwsTemplate.read();
    private static final FunctionTable TABLE = FunctionTable.load();

    @Test
    void bothMakeTheSameKindsOfThings() {
        var types = new TreeSet<String>();
        TEMPLATE.root()
                .path("Resources")
                .forEach(resource -> types.add(resource.path("Type").asText()));
        var expected =
                types.stream().flatMap(type -> TYPES.get(type).stream()).collect(Collectors.toCollection(TreeSet::new));
        assertThat(found("resource \"([a-z0-9_]+)\"", sources())).isEqualTo(expected);
    }

    @Test
    void bothSetTheSameSettings() {
        var settings = "\\b(FORESALE_(?!ACCESS)[A-Z0-9_]+)\\b";
        assertThat(found(settings, sources())).isEqualTo(found(settings, read(Path.of("infra/aws/template.yaml"))));
    }

    @Test
    void bothFillTheSameStateMachine() {
        var filled = found("(?m)^ {4}([A-Z][A-Za-z]+) +=", read(MODULE.resolve("backfill.tf")));
        var open = found("\\$\\{([A-Za-z]+)}", read(Path.of("infra/aws/backfill.asl.json")));
        assertThat(filled).containsAll(open);
    }

    @Test
    void bothTellOfTheSameEndsOfJobs() {
        var states = found("status += \\[([^]]+)]", read(MODULE.resolve("embed.tf")));
        assertThat(states)
                .containsExactly(AwsEmbedTest.SHORT_OF_VECTORS.stream()
                        .map(state -> '"' + state + '"')
                        .collect(Collectors.joining(", ")));
    }

    /** What Terraform itself makes of functions.yaml. */
    @Nested
    @TestInstance(Lifecycle.PER_CLASS)
    class WorkedOut {

        private static final Map<String, Object> VARIABLES = Map.of(
                "table",
                read(Path.of("functions.yaml")),
                "bucket",
                "BUCKET",
                "partition",
                "PARTITION",
                "key_arn",
                "KEY",
                "account",
                "ACCOUNT",
                "region",
                "REGION",
                "secret_arns",
                List.of("SECRET"),
                "job_role_arns",
                List.of("ROLE"));

        @TempDir
        static Path scratch;

        private JsonNode outputs;

        @BeforeAll
        void workOut() throws IOException {
            var terraform = Terraform.installed();
            assumeTrue(terraform.isPresent(), "SKIPPED: neither terraform nor tofu is installed");
            terraform.get().check(MODULE);
            outputs = terraform.get().outputs(MODULE.resolve("table"), VARIABLES, scratch);
        }

        @Test
        void functionsGetWhatTheTemplateGivesThem() {
            var expected = new TreeMap<String, List<Integer>>();
            for (var function : TABLE.functions()) {
                var properties = TEMPLATE.properties(AwsTemplate.resource(function.name()));
                expected.put(
                        function.name(),
                        List.of(
                                properties.path("MemorySize").asInt(),
                                properties.path("Timeout").asInt(),
                                properties
                                        .at("/Events/Objects/Properties/ScalingConfig/MaximumConcurrency")
                                        .asInt()));
            }
            assertThat(given("functions")).isEqualTo(expected);
        }

        @Test
        void routesGetWhatTheTemplateGivesThem() {
            var expected = new TreeMap<String, List<Integer>>();
            for (var api : AwsTemplateTest.api().toList()) {
                var properties = TEMPLATE.properties(AwsTemplate.resource(api.name()) + "Api");
                expected.put(
                        api.name() + "-api",
                        List.of(
                                properties.path("MemorySize").asInt(),
                                properties.path("Timeout").asInt(),
                                properties.path("ReservedConcurrentExecutions").asInt()));
                assertThat(AwsTemplate.texts(outputs.at("/api/value/" + api.name() + "-api/routes")))
                        .isEqualTo(api.routes());
            }
            assertThat(given("api")).isEqualTo(expected);
        }

        private Map<String, List<Integer>> given(String output) {
            var given = new TreeMap<String, List<Integer>>();
            outputs.at("/" + output + "/value")
                    .properties()
                    .forEach(entry -> given.put(
                            entry.getKey(),
                            List.of(
                                    entry.getValue().path("memory").asInt(),
                                    entry.getValue().path("timeout").asInt(),
                                    entry.getValue().path("concurrency").asInt())));
            return given;
        }

        @Test
        void theBucketTellsEachFunctionOfItsObjectsAndNoOther() {
            var told = StreamSupport.stream(outputs.at("/triggers/value").spliterator(), false)
                    .map(t -> String.join(
                            " ",
                            t.path("function").asText(),
                            t.path("prefix").asText(),
                            t.path("suffix").asText()));
            var expected = TABLE.functions().stream()
                    .flatMap(f -> f.triggers().stream().map(t -> String.join(" ", f.name(), t.prefix(), t.suffix())));
            assertThat(told).containsExactlyInAnyOrderElementsOf(expected.toList());
        }

        @Test
        void eachMayTouchWhatTheTemplateLetsIt() {
            var expected = new TreeMap<String, Set<String>>();
            TABLE.functions().forEach(f -> expected.put(f.name(), plain(AwsTemplate.access(f.access()))));
            AwsTemplateTest.api().forEach(a -> expected.put(a.name() + "-api", plain(AwsTemplate.access(a.access()))));
            var granted = new TreeMap<String, Set<String>>();
            outputs.at("/policies/value")
                    .properties()
                    .forEach(entry -> granted.put(entry.getKey(), TEMPLATE.granted(entry.getValue())));
            assertThat(granted).isEqualTo(expected);
        }

        @Test
        void aJobMayTouchWhatTheTemplateLetsIt() {
            assertThat(TEMPLATE.granted(outputs.at("/job/value/policy")))
                    .isEqualTo(plain(TEMPLATE.granted(AwsEmbedTest.jobPolicy())));
            var trust = outputs.at("/job/value/trust/Statement");
            assertThat(trust).hasSize(1);
            assertThat(trust.at("/0/Principal").toString()).isEqualTo("{\"Service\":\"bedrock.amazonaws.com\"}");
            assertThat(trust.at("/0/Condition/StringEquals/aws:SourceAccount").asText())
                    .isEqualTo("ACCOUNT");
            assertThat(trust.at("/0/Condition/ArnLike/aws:SourceArn").asText())
                    .isEqualTo("arn:PARTITION:bedrock:REGION:ACCOUNT:model-invocation-job/*");
        }

        @Test
        void withoutASecretAndWithoutJobsNothingOfThemIsGranted(@TempDir Path copy) throws IOException {
            var variables = new TreeMap<String, Object>(VARIABLES);
            variables.put("secret_arns", List.of());
            variables.put("job_role_arns", List.of());
            var policies = Terraform.installed()
                    .orElseThrow()
                    .outputs(MODULE.resolve("table"), variables, copy)
                    .at("/policies/value");
            assertThat(TEMPLATE.granted(policies.path("embed")))
                    .contains("bedrock:InvokeModel arn:PARTITION:bedrock:*::foundation-model/*")
                    .noneMatch(line -> line.matches("(secretsmanager|iam|bedrock:.*Job).*"));
        }

        /** The template's own words for what is given here as a value. */
        private static Set<String> plain(Set<String> access) {
            return access.stream()
                    .filter(line -> !line.endsWith("OwnKey") && !line.endsWith("KmsKeyArn"))
                    .map(line -> line.replace("EmbedJobRole.Arn", "ROLE")
                            .replace("ApiKeySecretArn", "SECRET")
                            .replace("Key.Arn", "KEY")
                            .replace("${AWS::AccountId}", "ACCOUNT")
                            .replace("${AWS::Region}", "REGION")
                            .replace("${AWS::Partition}", "PARTITION")
                            .replace("${Bucket}", "BUCKET"))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static Set<String> found(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(m -> m.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String sources() {
        try (var files = Files.list(MODULE)) {
            return files.filter(file -> file.toString().endsWith(".tf"))
                    .map(AwsTerraformTest::read)
                    .collect(Collectors.joining("\n"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
