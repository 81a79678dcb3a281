package io.foresale.function;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foresale.demo.EventLog;
import io.foresale.demo.Language;
import io.foresale.demo.Shop;
import io.foresale.domain.ObjectKey;
import io.foresale.domain.ObjectRef;
import io.foresale.domain.PermanentException;
import io.foresale.domain.RetriableException;
import io.foresale.domain.RunRecord.State;
import io.foresale.port.Deadline;
import io.foresale.port.MemoryStore;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** However a log of four shards is fused, in one call, in many or by many at once: what comes out is the same, byte by byte. */
class ShardedFuseTest {

    private static final int SHARDS = 4;

    @TempDir
    static Path scratch;

    private static WritesStore store;
    private static ShopFloor floor;
    private static ObjectRef vectors;
    private static Map<ObjectKey, String> undisturbed;

    @BeforeAll
    static void aLogIsFusedInOneCall() {
        store = new WritesStore(new MemoryStore());
        floor = new ShopFloor(scratch, store, bucket -> bucket);
        floor.write("datasets/shop.json", "{\"events\": {\"cutoffs\": [\"2026-02-22T00:00:00Z\"]}}");
        floor.functions.call("ingest", floor.write("raw/shop/log.csv", log()));
        floor.functions.call("embed", floor.asIfOfSoManyEvents(2_000_000L * SHARDS));
        vectors = floor.manifest("vectors/shop/");
        assertThat(fuse(Integer.MAX_VALUE).done()).isTrue();
        undisturbed = results();
    }

    @BeforeEach
    void nothingIsFused() {
        assertThat(undisturbed.keySet())
                .as("a table each question, and the log")
                .hasSize(4);
        floor.objects("features/").stream().map(ObjectRef::key).forEach(floor::delete);
        floor.objects("runs/").stream().map(ObjectRef::key).forEach(floor::delete);
        store.writes();
    }

    @Test
    void aFuseThatIsCutOffAgainAndAgainGoesOnWhereItWas() {
        assertThatThrownBy(() -> fuse(3))
                .isInstanceOf(RetriableException.class)
                .hasMessage(
                        "time ran out after 3 of 4 shards' statistics of products, which are kept; the redelivery goes on");
        assertThatThrownBy(() -> fuse(3))
                .isInstanceOf(RetriableException.class)
                .hasMessage("time ran out after 2 of 4 shards, which are kept; the redelivery goes on");
        assertThat(results()).isEmpty();
        assertThat(fuse(2).done()).isTrue();

        assertThat(floor.runs("fuse").stream().map(run -> run.state()))
                .containsExactly(State.SUCCEEDED, State.FAILED, State.FAILED);
        assertThat(results()).isEqualTo(undisturbed);
        assertThat(kept(store.writes())).as("each made once").doesNotHaveDuplicates();
    }

    @Test
    void shardsThatAreCalledForOneByOneInAnyOrderAreJoinedByTheLastCall() {
        List.of(2, 0, 2, 3).forEach(ShardedFuseTest::shard);
        assertThat(shard(3).reason()).isEqualTo("shard 3 waits for the statistics of products of 1 of 4 shards");
        assertThat(shard(1).reason())
                .isEqualTo("the statistics of products of shard 1, which come before its examples");
        for (int shard : List.of(3, 1, 0)) {
            var answer = shard(shard);
            assertThat(answer.done()).isTrue();
            assertThat(answer.result()).contains("/shard-" + shard + "-");
        }
        assertThat(shard(1).reason()).startsWith("done before: features/shop/");
        assertThat(results()).isEmpty();
        assertThat(kept(store.writes())).as("each made once").doesNotHaveDuplicates();

        assertThat(fuse(Integer.MAX_VALUE).done()).isTrue();
        assertThat(results()).isEqualTo(undisturbed);
        assertThat(kept(store.writes()).map(ObjectKey::fileName))
                .as("what was lacking")
                .singleElement()
                .asString()
                .startsWith("shard-2-");
        assertThat(shard(2).reason())
                .startsWith("done before: features/shop/")
                .endsWith("/log.json has what would come out again");
    }

    @Test
    void shardsThatAreCalledForAtOnceAndTwiceComeToTheSame() throws Exception {
        var shards = List.of(3, 0, 2, 0, 1);
        for (int pass = 0; pass < 2; pass++) {
            try (var calls = Executors.newFixedThreadPool(SHARDS)) {
                var answers = new ArrayList<Future<FunctionAnswer>>();
                shards.forEach(shard -> answers.add(calls.submit(() -> shard(shard))));
                for (var answer : answers) {
                    answer.get();
                }
            }
        }
        store.writes();

        assertThat(fuse(Integer.MAX_VALUE).done()).isTrue();
        assertThat(results()).isEqualTo(undisturbed);
        assertThat(kept(store.writes())).as("the last call only joins").isEmpty();
    }

    @Test
    void whereNoShardIsThereIsNothingToDoAndThatIsSaid() {
        assertThat(shard(SHARDS)).isEqualTo(new FunctionAnswer(false, "", "there is no shard 4: shop has 4"));
        assertThatThrownBy(() -> shard(-1))
                .isInstanceOf(PermanentException.class)
                .hasMessage("'shard': wanted a whole number from 0, got -1; leave it out for all");
        assertThat(store.writes()).isEmpty();
    }

    private static FunctionAnswer fuse(int looks) {
        var left = new int[] {looks};
        return fuse(FunctionCall.of(new ObjectCreated(vectors.key().value(), null)), () -> left[0]-- <= 0);
    }

    private static FunctionAnswer shard(int shard) {
        return fuse(FunctionCall.of(new ShardCall(vectors.key().value(), null, shard)), Deadline.none());
    }

    private static FunctionAnswer fuse(FunctionCall call, Deadline deadline) {
        return floor.functions.answer("fuse", call, deadline);
    }

    /** Manifests of what is kept until the log is fused. */
    private static Stream<ObjectKey> kept(List<ObjectKey> writes) {
        return writes.stream()
                .filter(key -> key.fileName().matches("(shard|products-of-shard|products-at-moment)-.*\\.json"));
    }

    /** The contents of the manifests, which name data by its content, and of the pointers to them. */
    private static Map<ObjectKey, String> results() {
        var results = new TreeMap<ObjectKey, String>();
        for (var object : floor.objects("features/shop/")) {
            if (List.of("manifest.json", "log.json").contains(object.key().fileName())) {
                results.put(object.key(), floor.text(object.key()));
            }
        }
        return results;
    }

    private static String log() {
        var out = new ByteArrayOutputStream();
        try (var log = EventLog.csv(out)) {
            new Shop(7, 200, 50, 50, Language.ENGLISH).play(log);
        }
        return out.toString(UTF_8);
    }
}
