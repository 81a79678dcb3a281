package io.foresale.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.foresale.trigger.FunctionTable.ApiSpec;
import io.foresale.trigger.FunctionTable.FunctionSpec;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code infra/aws/template.yaml} against functions.yaml. */
class AwsTemplateTest {

    /** The longest that Lambda, and a route of an HTTP API, may take, in seconds. */
    private static final int LONGEST_FUNCTION = 900;

    private static final int LONGEST_ROUTE = 29;

    private static final FunctionTable TABLE = FunctionTable.load();
    private static final AwsTemplate TEMPLATE = AwsTemplate.read();

    static Stream<FunctionSpec> functions() {
        return TABLE.functions().stream();
    }

    /** Lambda needs no endpoint for events: the bucket's queues call the functions. */
    static Stream<ApiSpec> api() {
        return TABLE.api().stream().filter(api -> !api.name().equals("events"));
    }

    @Test
    void itHasTheFunctionsOfTheTableAndNoOther() {
        var expected = new HashSet<String>();
        functions().forEach(f -> expected.add(AwsTemplate.resource(f.name())));
        api().forEach(a -> expected.add(AwsTemplate.resource(a.name()) + "Api"));
        assertThat(TEMPLATE.ofType("AWS::Serverless::Function")).isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("functions")
    void aFunctionHasWhatItNeedsAndMayTouchWhatItMay(FunctionSpec function) {
        var properties = TEMPLATE.properties(AwsTemplate.resource(function.name()));
        assertThat(properties.at("/Environment/Variables/FORESALE_FUNCTION").asText())
                .isEqualTo(function.name());
        assertThat(properties.path("CodeUri").asText()).isEqualTo("../../target/lambda/function.zip");
        assertThat(properties.path("MemorySize").asInt()).isEqualTo(function.memory());
        assertThat(properties.path("Timeout").asInt()).isEqualTo(Math.min(LONGEST_FUNCTION, function.timeout()));
        assertThat(TEMPLATE.granted(properties.at("/Policies/0"))).isEqualTo(AwsTemplate.access(function.access()));
    }

    @ParameterizedTest
    @MethodSource("functions")
    void eventsWaitInAQueueThatHandsThemOverAgainUntilTheyAreGivenUp(FunctionSpec function) {
        var name = AwsTemplate.resource(function.name());
        var queue = TEMPLATE.properties(name + "Queue");
        assertThat(queue.path("VisibilityTimeout").asInt())
                .as("six times the function's time, as AWS advises")
                .isGreaterThanOrEqualTo(
                        6 * TEMPLATE.properties(name).path("Timeout").asInt());
        assertThat(queue.at("/RedrivePolicy/deadLetterTargetArn").asText()).isEqualTo(name + "DeadLetters.Arn");
        assertThat(queue.at("/RedrivePolicy/maxReceiveCount").asInt()).isGreaterThan(1);
        var source = TEMPLATE.properties(name).at("/Events/Objects/Properties");
        assertThat(source.path("Queue").asText()).isEqualTo(name + "Queue.Arn");
        assertThat(AwsTemplate.texts(source.path("FunctionResponseTypes"))).containsExactly("ReportBatchItemFailures");
        assertThat(source.at("/ScalingConfig/MaximumConcurrency").asInt())
                .isEqualTo(Math.max(2, function.concurrency()));
        assertThat(TEMPLATE.properties(name + "Alarm").at("/Dimensions/0/Value").asText())
                .isEqualTo(name + "DeadLetters.QueueName");
        assertThat(AwsTemplate.texts(TEMPLATE.properties("QueuePolicy").path("Queues")))
                .contains(name + "Queue");
    }

    @Test
    void theBucketTellsEachFunctionOfItsObjectsAndNoOther() {
        var told = StreamSupport.stream(
                        TEMPLATE.properties("Bucket")
                                .at("/NotificationConfiguration/QueueConfigurations")
                                .spliterator(),
                        false)
                .map(c -> c.path("Queue").asText() + " " + rule(c, "prefix") + " " + rule(c, "suffix"));
        var expected = functions().flatMap(f -> f.triggers().stream()
                .map(t -> AwsTemplate.resource(f.name()) + "Queue.Arn " + t.prefix() + " " + t.suffix()));
        assertThat(told).containsExactlyInAnyOrderElementsOf(expected.toList());
    }

    private static String rule(JsonNode configuration, String name) {
        return StreamSupport.stream(configuration.at("/Filter/S3Key/Rules").spliterator(), false)
                .filter(rule -> rule.path("Name").asText().equals(name))
                .findFirst()
                .map(rule -> rule.path("Value").asText())
                .orElse("");
    }

    @ParameterizedTest
    @MethodSource("api")
    void aRouteHasWhatItNeedsAndMayTouchWhatItMay(ApiSpec api) {
        var properties = TEMPLATE.properties(AwsTemplate.resource(api.name()) + "Api");
        var routes = new ArrayList<String>();
        properties
                .path("Events")
                .forEach(event -> routes.add(event.at("/Properties/Method").asText() + " "
                        + event.at("/Properties/Path").asText()));
        assertThat(routes).containsExactlyElementsOf(api.routes());
        assertThat(properties.path("CodeUri").asText()).isEqualTo("../../target/lambda-http/function.zip");
        assertThat(properties.path("MemorySize").asInt()).isEqualTo(api.memory());
        assertThat(properties.path("Timeout").asInt()).isEqualTo(Math.min(LONGEST_ROUTE, api.timeout()));
        assertThat(properties.path("ReservedConcurrentExecutions").asInt()).isEqualTo(api.concurrency());
        assertThat(TEMPLATE.granted(properties.at("/Policies/0"))).isEqualTo(AwsTemplate.access(api.access()));
    }

    /** By the addresses of {@code POST /datasets/{dataset}/uploads}, which are signed. */
    @Test
    void pagesMaySendFilesToTheBucketAndNothingElse() {
        var rules = TEMPLATE.properties("Bucket").at("/CorsConfiguration/CorsRules");
        assertThat(rules).hasSize(1);
        assertThat(AwsTemplate.texts(rules.path(0).path("AllowedMethods"))).containsExactly("PUT");
        assertThat(AwsTemplate.texts(rules.path(0).path("AllowedOrigins"))).containsExactly("UploadOrigin");
        assertThat(AwsTemplate.texts(rules.path(0).path("AllowedHeaders"))).containsExactly("Content-Type", "x-amz-*");
    }

    @Test
    void theBucketIsEncryptedByTheKeyThatIsGivenOrByItsOwn() {
        assertThat(TEMPLATE.root().at("/Resources/Key/Condition").asText()).isEqualTo("OwnKey");
        var byDefault = TEMPLATE.properties("Bucket")
                .at("/BucketEncryption/ServerSideEncryptionConfiguration/0/ServerSideEncryptionByDefault");
        assertThat(byDefault.path("SSEAlgorithm").asText()).isEqualTo("aws:kms");
        assertThat(AwsTemplate.texts(byDefault.path("KMSMasterKeyID")))
                .containsExactly("OwnKey", "Key.Arn", "KmsKeyArn");
    }
}
