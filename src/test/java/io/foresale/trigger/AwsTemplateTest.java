package io.foresale.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.foresale.trigger.FunctionTable.ApiSpec;
import io.foresale.trigger.FunctionTable.FunctionSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code infra/aws/template.yaml} against functions.yaml. */
class AwsTemplateTest {

    private static final String OBJECTS = "arn:${AWS::Partition}:s3:::${Bucket}/";

    /** The longest that Lambda, and a route of an HTTP API, may take, in seconds. */
    private static final int LONGEST_FUNCTION = 900;

    private static final int LONGEST_ROUTE = 29;

    private static final FunctionTable TABLE = FunctionTable.load();
    private static final JsonNode RESOURCES = resources();

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
        functions().forEach(f -> expected.add(resource(f.name())));
        api().forEach(a -> expected.add(resource(a.name()) + "Api"));
        assertThat(ofType("AWS::Serverless::Function")).isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("functions")
    void aFunctionHasWhatItNeedsAndMayTouchWhatItMay(FunctionSpec function) {
        var properties = properties(resource(function.name()));
        assertThat(properties.at("/Environment/Variables/FORESALE_FUNCTION").asText())
                .isEqualTo(function.name());
        assertThat(properties.path("CodeUri").asText()).isEqualTo("../../target/lambda/function.zip");
        assertThat(properties.path("MemorySize").asInt()).isEqualTo(function.memory());
        assertThat(properties.path("Timeout").asInt()).isEqualTo(Math.min(LONGEST_FUNCTION, function.timeout()));
        assertAccess(properties, function.access());
    }

    @ParameterizedTest
    @MethodSource("functions")
    void eventsWaitInAQueueThatHandsThemOverAgainUntilTheyAreGivenUp(FunctionSpec function) {
        var name = resource(function.name());
        var queue = properties(name + "Queue");
        assertThat(queue.path("VisibilityTimeout").asInt())
                .as("six times the function's time, as AWS advises")
                .isGreaterThanOrEqualTo(6 * properties(name).path("Timeout").asInt());
        assertThat(queue.at("/RedrivePolicy/deadLetterTargetArn").asText()).isEqualTo(name + "DeadLetters.Arn");
        assertThat(queue.at("/RedrivePolicy/maxReceiveCount").asInt()).isGreaterThan(1);
        var source = properties(name).at("/Events/Objects/Properties");
        assertThat(source.path("Queue").asText()).isEqualTo(name + "Queue.Arn");
        assertThat(texts(source.path("FunctionResponseTypes"))).containsExactly("ReportBatchItemFailures");
        assertThat(source.at("/ScalingConfig/MaximumConcurrency").asInt())
                .isEqualTo(Math.max(2, function.concurrency()));
        assertThat(properties(name + "Alarm").at("/Dimensions/0/Value").asText())
                .isEqualTo(name + "DeadLetters.QueueName");
        assertThat(texts(properties("QueuePolicy").path("Queues"))).contains(name + "Queue");
    }

    @Test
    void theBucketTellsEachFunctionOfItsObjectsAndNoOther() {
        var told = StreamSupport.stream(
                        properties("Bucket")
                                .at("/NotificationConfiguration/QueueConfigurations")
                                .spliterator(),
                        false)
                .map(c -> c.path("Queue").asText() + " " + rule(c, "prefix") + " " + rule(c, "suffix"));
        var expected = functions().flatMap(f -> f.triggers().stream()
                .map(t -> resource(f.name()) + "Queue.Arn " + t.prefix() + " " + t.suffix()));
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
        var properties = properties(resource(api.name()) + "Api");
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
        assertAccess(properties, api.access());
    }

    /** Who writes looks at what is there before, so may read that as well; nobody deletes. */
    private static void assertAccess(JsonNode properties, Map<String, List<String>> access) {
        var granted = properties.at("/Policies/0/Statement");
        var allowed = new TreeSet<String>();
        for (var statement : granted) {
            for (var action : texts(statement.path("Action"))) {
                texts(statement.path("Resource")).forEach(resource -> allowed.add(action + " " + resource));
            }
        }
        var read = Stream.concat(access.get("read").stream(), access.get("write").stream())
                .map(pattern -> "s3:GetObject " + OBJECTS + pattern);
        var written = access.get("write").stream()
                .flatMap(pattern -> Stream.of("s3:PutObject ", "s3:AbortMultipartUpload ")
                        .map(action -> action + OBJECTS + pattern));
        var always = Stream.of("s3:ListBucket arn:${AWS::Partition}:s3:::${Bucket}", "kms:Decrypt Key.Arn");
        var ofWriters = access.get("write").isEmpty() ? Stream.<String>of() : Stream.of("kms:GenerateDataKey Key.Arn");
        assertThat(allowed)
                .isEqualTo(Stream.of(read, written, always, ofWriters)
                        .flatMap(s -> s)
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    private static List<String> texts(JsonNode node) {
        return node.isArray()
                ? StreamSupport.stream(node.spliterator(), false)
                        .map(JsonNode::asText)
                        .toList()
                : List.of(node.asText());
    }

    /** A resource's name is letters only: {@code score-batch} is {@code ScoreBatch}. */
    private static String resource(String name) {
        return Arrays.stream(name.split("-"))
                .map(part -> Character.toUpperCase(part.charAt(0)) + part.substring(1))
                .collect(Collectors.joining());
    }

    private static Set<String> ofType(String type) {
        var names = new HashSet<String>();
        RESOURCES.properties().forEach(entry -> {
            if (entry.getValue().path("Type").asText().equals(type)) {
                names.add(entry.getKey());
            }
        });
        return names;
    }

    private static JsonNode properties(String resource) {
        assertThat(RESOURCES.has(resource)).as(resource).isTrue();
        return RESOURCES.path(resource).path("Properties");
    }

    private static JsonNode resources() {
        try {
            return new YAMLMapper()
                    .readTree(Path.of("infra/aws/template.yaml").toFile())
                    .path("Resources");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
