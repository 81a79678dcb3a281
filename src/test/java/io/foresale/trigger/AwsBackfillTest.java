package io.foresale.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.foresale.domain.RetriableException;
import io.foresale.function.ShardCall;
import io.foresale.trigger.FunctionTable.FunctionSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/**
 * {@code infra/aws/backfill.asl.json}, the state machine that works through a bucket, by the rules of its language, and
 * against functions.yaml and the template.
 *
 * @see <a href="https://states-language.net/spec.html">Amazon States Language</a>
 */
class AwsBackfillTest {

    private static final Set<String> ENDS = Set.of("Succeed", "Fail");
    private static final Pattern SUBSTITUTED = Pattern.compile("\\$\\{([A-Za-z]+)}");

    private final String definition = definition();
    private final JsonNode machine = json(definition);
    private final AwsTemplate template = AwsTemplate.read();

    @Test
    void everyStateLeadsOnToOneThatThereIsOrEndsAndNoneIsForgotten() {
        for (var states : machines()) {
            var reached = new HashSet<String>();
            var next = new ArrayDeque<>(List.of(states.path("StartAt").asText()));
            while (!next.isEmpty()) {
                var name = next.pop();
                assertThat(states.path("States").has(name)).as(name).isTrue();
                if (reached.add(name)) {
                    next.addAll(after(name, states.path("States").path(name)));
                }
            }
            assertThat(reached).containsExactlyInAnyOrderElementsOf(names(states.path("States")));
        }
    }

    private static List<String> after(String name, JsonNode state) {
        var type = state.path("Type").asText();
        assertThat(type).as(name).isIn("Choice", "Map", "Pass", "Task", "Succeed", "Fail");
        var following = Stream.of(state.path("Next"), state.path("Default")).filter(JsonNode::isTextual);
        var chosen =
                StreamSupport.stream(state.path("Choices").spliterator(), false).map(choice -> choice.path("Next"));
        var all = Stream.concat(following, chosen).map(JsonNode::asText).toList();
        assertThat(all.isEmpty())
                .as(name)
                .isEqualTo(ENDS.contains(type) || state.path("End").asBoolean());
        return all;
    }

    /** The whole, and what each Map does with an item. */
    private List<JsonNode> machines() {
        var all = within(machine).toList();
        assertThat(all).as("the whole, a stage, an object, a shard").hasSize(4);
        return all;
    }

    private static Stream<JsonNode> within(JsonNode machine) {
        var processors = StreamSupport.stream(machine.path("States").spliterator(), false)
                .filter(state -> state.has("ItemProcessor"))
                .flatMap(state -> within(state.path("ItemProcessor")));
        return Stream.concat(Stream.of(machine), processors);
    }

    @Test
    void aTaskIsTriedAgainWhereLambdaIsBusyAndWhereTheFunctionAsksForIt() {
        var tasks = states().filter(s -> s.path("Type").asText().equals("Task")).toList();
        assertThat(tasks).isNotEmpty().allSatisfy(task -> {
            assertThat(task.path("Resource").asText()).isEqualTo("arn:${Partition}:states:::lambda:invoke");
            var retried = task.path("Retry").findValues("ErrorEquals").stream()
                    .flatMap(errors -> AwsTemplate.texts(errors).stream());
            assertThat(retried).contains("Lambda.TooManyRequestsException", RetriableException.class.getName());
        });
        assertThat(tasks.stream().map(task -> task.path("Retry")).distinct())
                .as("objects and shards alike")
                .hasSize(1);
    }

    @Test
    void objectsAndShardsAreSpreadOverManyCallsOfWhichSomeMayFail() {
        var spread = states().filter(s -> s.has("ToleratedFailurePercentage")).toList();
        assertThat(spread).hasSize(2).allSatisfy(map -> {
            assertThat(map.at("/ItemProcessor/ProcessorConfig/Mode").asText()).isEqualTo("DISTRIBUTED");
            // An express execution ends after five minutes.
            assertThat(map.at("/ItemProcessor/ProcessorConfig/ExecutionType").asText())
                    .isEqualTo("STANDARD");
            assertThat(map.path("MaxConcurrency").asInt()).isPositive();
            assertThat(map.path("ToleratedFailurePercentage").asInt()).isBetween(1, 99);
        });
        assertThat(spread).extracting(map -> map.path("Label").asText()).doesNotHaveDuplicates();
        assertThat(spread)
                .extracting(map -> map.at("/ItemReader/Resource").asText())
                .containsExactlyInAnyOrder("arn:${Partition}:states:::s3:listObjectsV2", "");
    }

    @Test
    void aLogIsFusedInTwoPassesOverAsManyShardsAsThereMayBeAndThenJoined() {
        var fuse = stages().filter(s -> s.path("function").asText().equals("${Fuse}"))
                .toList();
        assertThat(fuse.stream().map(s -> s.path("shards.$").asText()))
                .containsExactly("States.ArrayRange(0, 63, 1)", "States.ArrayRange(0, 63, 1)", "");
        assertThat(fuse.getFirst()).as("statistics of products, then examples").isEqualTo(fuse.get(1));
        assertThat(fuse.getLast().path("most").asInt()).isEqualTo(1);
    }

    @Test
    void everyoneIsScoredShardByShardAndThenJoinedBeforeTheFilesThatWait() {
        var score = stages().filter(s -> s.path("function").asText().equals("${ScoreBatch}"))
                .toList();
        var pointer = "States.Format('models/{}/current.json', $.model)";
        assertThat(score.stream().map(s -> s.path("shards.$").asText()))
                .containsExactly("States.ArrayRange(0, 63, 1)", "", "");
        assertThat(score.getFirst().path("key.$").asText()).isEqualTo(pointer);
        assertThat(score.get(1).path("prefix.$").asText()).isEqualTo(pointer);
        assertThat(score.getLast().path("prefix.$").asText()).contains("score-requests/");
    }

    @Test
    void aShardsCallIsOneThatFunctionsTake() throws IOException {
        var payload = states().map(s -> s.at("/Parameters/Payload"))
                .filter(p -> p.has("shard.$"))
                .toList();
        assertThat(payload).hasSize(1);
        var arguments = "{\"key\": \"vectors/shop/any/manifest.json\", \"eTag\": \"%s\", \"shard\": 63}"
                .formatted(payload.getFirst().path("eTag").asText());
        assertThat(new JsonMapper().readValue(arguments, ShardCall.class).shard())
                .isEqualTo(63);
        assertThat(names(payload.getFirst())).isEqualTo(new TreeSet<>(Set.of("key.$", "eTag", "shard.$")));
    }

    private Stream<JsonNode> stages() {
        return machine.findValues("stages").stream().flatMap(list -> StreamSupport.stream(list.spliterator(), false));
    }

    @Test
    void eachFunctionIsCalledForTheObjectsThatStartItAnyhow() {
        assertThat(stages()).hasSize(8).allSatisfy(stage -> {
            var function = only(SUBSTITUTED, stage.path("function").asText());
            var prefix = only(
                    Pattern.compile("'([a-z-]+/)"),
                    stage.path("prefix.$").asText() + stage.path("key.$").asText());
            assertThat(function(function).triggers())
                    .extracting(FunctionTable.TriggerSpec::prefix)
                    .contains(prefix);
        });
    }

    @Test
    void theTemplatePutsInWhatTheDefinitionLeavesOpenAndLetsItCallThoseFunctionsOnly() {
        var open = found(SUBSTITUTED, definition);
        var backfill = template.properties("Backfill");
        assertThat(backfill.path("DefinitionUri").asText()).isEqualTo("backfill.asl.json");
        assertThat(names(backfill.path("DefinitionSubstitutions"))).isEqualTo(open);
        var called = new TreeSet<>(open);
        called.removeAll(Set.of("Partition", "Bucket"));
        assertThat(called).allSatisfy(name -> {
            assertThat(function(name).name()).isNotEmpty();
            assertThat(backfill.at("/DefinitionSubstitutions/" + name).asText()).isEqualTo(name + ".Arn");
        });
        var itself = "arn:${AWS::Partition}:states:${AWS::Region}:${AWS::AccountId}:%s:${AWS::StackName}-backfill";
        var expected = new TreeSet<>(Set.of(
                "s3:ListBucket arn:${AWS::Partition}:s3:::${Bucket}",
                "states:StartExecution " + itself.formatted("stateMachine"),
                "states:DescribeExecution " + itself.formatted("execution") + "*",
                "states:StopExecution " + itself.formatted("execution") + "*"));
        called.forEach(name -> expected.add("lambda:InvokeFunction " + name + ".Arn"));
        assertThat(template.granted(backfill.at("/Policies/0"))).isEqualTo(expected);
    }

    private static FunctionSpec function(String resource) {
        return FunctionTable.load().functions().stream()
                .filter(f -> AwsTemplate.resource(f.name()).equals(resource))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no function is " + resource));
    }

    private Stream<JsonNode> states() {
        return machines().stream()
                .flatMap(m -> StreamSupport.stream(m.path("States").spliterator(), false));
    }

    private static Set<String> names(JsonNode object) {
        var names = new TreeSet<String>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static Set<String> found(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(m -> m.group(1)).collect(Collectors.toCollection(TreeSet::new));
    }

    private static String only(Pattern pattern, String text) {
        assertThat(found(pattern, text)).as(text).hasSize(1);
        return found(pattern, text).iterator().next();
    }

    private static String definition() {
        try {
            return Files.readString(Path.of("infra/aws/backfill.asl.json"));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static JsonNode json(String text) {
        try {
            return new JsonMapper().readTree(text);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
