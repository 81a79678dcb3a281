package io.foresale.function;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.foresale.domain.CleanManifest;
import io.foresale.domain.ObjectRef;
import io.foresale.domain.RunRecord.State;
import io.foresale.port.MemoryStore;
import io.foresale.trigger.Arrivals;
import io.foresale.trigger.FunctionTable;
import io.foresale.trigger.ObjectEvents;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An upload that is replaced while its events are under way: what is there in the end is taken in, once. */
class ReplacedUploadsTest {

    private static final String KEY = "raw/shop/a.csv";
    private static final String OLD = shoppers(30);
    private static final String NEW = shoppers(40);

    @TempDir
    Path scratch;

    private final MemoryStore bucket = new MemoryStore();
    private ShopFloor floor;
    private Arrivals arrivals;

    @BeforeEach
    void open() {
        floor = new ShopFloor(scratch, bucket, store -> store);
        arrivals = new Arrivals(
                FunctionTable.load(),
                bucket,
                Optional.empty(),
                delivery -> floor.functions.call(delivery.function(), delivery.object()));
    }

    @Test
    void eventsOfBothVersionsInTheWrongOrderAndTwiceTakeInTheLaterOneOnce() {
        var old = event(floor.write(KEY, OLD));
        var later = event(floor.write(KEY, NEW));
        List.of(later, old, later, old).forEach(this::deliver);

        assertThat(rows()).containsExactly(40L);
        assertThat(floor.runs("ingest")).singleElement().satisfies(run -> assertThat(run.state())
                .isEqualTo(State.SUCCEEDED));
    }

    @Test
    void whereOnlyTheEventOfTheEarlierVersionComesTheLaterOneIsNotLost() {
        var old = event(floor.write(KEY, OLD));
        floor.write(KEY, NEW);
        deliver(old);

        assertThat(rows()).containsExactly(40L);
    }

    @Test
    void aVersionThatWasPutBackCountsWhicheverEventComesLast() {
        var old = event(floor.write(KEY, OLD));
        deliver(old);
        var later = event(floor.write(KEY, NEW));
        floor.write(KEY, OLD);
        deliver(later);

        assertThat(rows()).containsExactly(30L);
    }

    private void deliver(String event) {
        arrivals.takeAll(ObjectEvents.of(event.getBytes(UTF_8)));
    }

    /** As a bucket with versions tells of it. */
    private static String event(ObjectRef object) {
        return """
                {"Records": [{"eventVersion": "2.1", "eventSource": "aws:s3", "eventName": "ObjectCreated:Put", "s3": {
                "bucket": {"name": "shop"}, "object": {"key": "%s", "eTag": "%s", "versionId": "%s"}}}]}""".formatted(
                        object.key(),
                        object.eTag(),
                        UUID.nameUUIDFromBytes(object.eTag().value().getBytes(UTF_8)));
    }

    /** Of each clean part that there is. */
    private List<Long> rows() {
        return floor.objects("clean/shop/").stream()
                .filter(object -> object.key().fileName().equals("manifest.json"))
                .map(object -> floor.manifests.require(object.key(), CleanManifest.class))
                .map(clean -> clean.counts().get("accepted"))
                .toList();
    }

    private static String shoppers(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "%d,%d,%s".formatted(i + 1000, i % 7, i % 3 == 0 ? "yes" : "no"))
                .collect(Collectors.joining("\n", "user_id,visits,purchased\n", "\n"));
    }
}
