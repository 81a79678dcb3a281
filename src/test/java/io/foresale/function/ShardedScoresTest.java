package io.foresale.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foresale.bucket.Keys;
import io.foresale.domain.ModelName;
import io.foresale.domain.ObjectKey;
import io.foresale.domain.ObjectRef;
import io.foresale.domain.Question;
import io.foresale.domain.RetriableException;
import io.foresale.port.Deadline;
import io.foresale.port.MemoryStore;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Products for everyone in a log of four shards: in one call, in many or shard by shard, the scores are the same. */
class ShardedScoresTest {

    private static final int SHARDS = 4;
    private static final ModelName WHAT = Question.WHAT.model(ShopFloor.SHOP);

    @TempDir
    static Path scratch;

    private static WritesStore store;
    private static ShopFloor floor;
    private static ObjectRef version;
    private static List<String> undisturbed;

    @BeforeAll
    static void everyoneIsScoredInOneCall() {
        store = new WritesStore(new MemoryStore());
        floor = new ShopFloor(scratch, store, bucket -> bucket);
        floor.write("datasets/shop.json", "{\"events\": {\"questions\": [\"who\", \"what\"]}}");
        floor.functions.call("ingest", floor.write("raw/shop/log.csv", CutOffScoringTest.log()));
        floor.functions.call("embed", floor.asIfOfSoManyEvents(2_000_000L * SHARDS));
        floor.functions.call("fuse", floor.manifest("vectors/shop/"));
        for (var table : tables()) {
            floor.functions.call("train", table);
        }
        version = floor.models.current(WHAT).orElseThrow().manifest();
        assertThat(score(version, null).done()).isTrue();
        undisturbed = floor.everyone(WHAT.value());
        assertThat(undisturbed).hasSizeGreaterThan(500);
    }

    private static List<ObjectRef> tables() {
        return floor.objects("features/shop/").stream()
                .filter(object -> object.key().fileName().equals("manifest.json"))
                .toList();
    }

    @BeforeEach
    void nobodyIsScored() {
        Stream.of("scores/", "runs/")
                .flatMap(prefix -> floor.objects(prefix).stream())
                .map(ObjectRef::key)
                .forEach(floor::delete);
        store.writes();
    }

    @Test
    void scoringThatIsCutOffAgainAndAgainGoesOnWhereItWas() {
        assertThatThrownBy(() -> cutOff(3))
                .isInstanceOf(RetriableException.class)
                .hasMessageContaining("which are kept; the redelivery goes on");
        assertThat(wholeShards()).hasSize(3);
        floor.functions.answer(
                "score-batch", FunctionCall.of(new ShardCall(version.key().value(), null, null)), Deadline.none());

        assertThat(wholeShards()).as("each made once").hasSize(SHARDS).doesNotHaveDuplicates();
        assertThat(floor.everyone(WHAT.value())).isEqualTo(undisturbed);
    }

    @Test
    void shardsThatAreCalledForInAnyOrderAreJoinedByTheCallForAll() {
        var pointer = current(WHAT);
        for (int shard : List.of(2, 0, 2, 3)) {
            var answer = score(pointer, shard);
            assertThat(answer.done()).isTrue();
            assertThat(answer.result()).contains("scores-of-whole-shard-" + shard + "-");
        }
        assertThat(floor.runs("score-batch").getFirst().outcome()).contains("scored products for shard 3 of 4");
        assertThat(wholeShards()).hasSize(3);

        assertThat(score(pointer, null).done()).isTrue();
        assertThat(wholeShards()).as("the last call does what is lacking").hasSize(SHARDS);
        assertThat(floor.everyone(WHAT.value())).isEqualTo(undisturbed);
        assertThat(score(pointer, 1).reason()).startsWith("done before: scores/shop-what/everyone/");
        assertThat(score(version, null).reason()).startsWith("done before: scores/shop-what/everyone/");
    }

    @Test
    void whereThereIsNothingToDoForAShardThatIsSaid() {
        assertThat(score(version, SHARDS))
                .isEqualTo(new FunctionAnswer(false, "", "there is no shard 4: the shoppers are in 4"));
        assertThat(score(current(Question.WHO.model(ShopFloor.SHOP)), 0))
                .isEqualTo(new FunctionAnswer(
                        false, "", "only products for the shoppers of a log are scored shard by shard"));
        assertThat(floor.objects("scores/")).isEmpty();
    }

    private static ObjectRef current(ModelName model) {
        return floor.objects(Keys.current(model).value()).getFirst();
    }

    private static FunctionAnswer score(ObjectRef object, Integer shard) {
        return floor.functions.answer(
                "score-batch", FunctionCall.of(new ShardCall(object.key().value(), null, shard)), Deadline.none());
    }

    private static void cutOff(int looks) {
        var left = new int[] {looks};
        floor.functions.call("score-batch", version, () -> left[0]-- <= 0);
    }

    private static List<ObjectKey> wholeShards() {
        return floor.objects("scores/").stream()
                .map(ObjectRef::key)
                .filter(key -> key.fileName().contains("whole-shard"))
                .toList();
    }
}
