package io.foresale.function;

import static org.assertj.core.api.Assertions.assertThat;

import io.foresale.adapter.duckdb.DuckDbEngine;
import io.foresale.adapter.s3.S3Mock;
import io.foresale.adapter.s3.S3Store;
import io.foresale.bucket.Keys;
import io.foresale.domain.CurrentFeatures;
import io.foresale.domain.DatasetName;
import io.foresale.domain.FeaturesManifest;
import io.foresale.domain.ModelName;
import io.foresale.domain.ObjectRef;
import io.foresale.domain.Question;
import io.foresale.domain.ScoresManifest;
import io.foresale.port.MemoryStore;
import io.foresale.port.ObjectStore;
import io.foresale.table.Sql;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two data sets that get twenty uploads each while functions run on several threads, every event delivered twice and in any
 * order: in the end each has one model, of all of it.
 */
@Timeout(600)
class ManyUploadsAtOnceTest {

    private static final long SEED = 11;
    private static final int THREADS = 3;
    private static final int UPLOADS = 20;
    private static final List<String> DATASETS = List.of("red", "blue");

    @TempDir
    Path scratch;

    @Test
    void nothingOfTablesIsLostAndNothingCountsTwiceWhenWritesFailHalfWay() {
        var floor = delivered(new S3Store(S3Mock.server().fresh()), List.of(), ManyUploadsAtOnceTest::table);
        for (var dataset : DATASETS) {
            var table = learned(floor, dataset, dataset);
            assertThat(table.counts()).containsEntry("rows", rows(UPLOADS));
            assertThat(everyone(floor, dataset).map(line -> line.split(",")[2]))
                    .doesNotHaveDuplicates()
                    .hasSize((int) rows(UPLOADS));
        }
    }

    @Test
    void nothingOfLogsIsLostAndNothingCountsTwiceWhenWritesFailHalfWay() {
        var asked =
                "{\"horizonDays\": 7, \"events\": {\"questions\": [\"who\"], \"lookBackDays\": %d, \"cutoffs\": [\"%s\"]}}"
                        .formatted(LOOK_BACK, BEGINNING.plus(DAYS - 8, ChronoUnit.DAYS));
        var floor = delivered(new MemoryStore(), List.of(asked), ManyUploadsAtOnceTest::log);
        for (var dataset : DATASETS) {
            var model = dataset + "-who";
            var table = learned(floor, dataset, model);
            var now = floor.manifests.require(
                    Keys.currentFeatures(new DatasetName(dataset), Question.WHO), CurrentFeatures.class);
            assertThat(floor.manifests.require(now.manifest().key(), FeaturesManifest.class))
                    .as("what is known as of now is of all uploads, too")
                    .isEqualTo(table);
            var events = eventsOfUsers(floor, table);
            assertThat(events).isEqualTo(eventsOfUsers(dataset));
            assertThat(everyone(floor, model).map(line -> line.split(",")[0]))
                    .containsExactlyInAnyOrderElementsOf(events.keySet());
        }
    }

    /** How an upload of a data set reads. */
    private interface Contents {

        String of(String dataset, int upload);
    }

    private ShopFloor delivered(ObjectStore bucket, List<String> configuration, Contents contents) {
        var losing = new AtomicReference<LosingStore>();
        var floor = new ShopFloor(scratch, bucket, store -> {
            losing.set(new LosingStore(store));
            return losing.get();
        });
        var uploads = uploads(floor, contents);
        for (var dataset : DATASETS) {
            configuration.forEach(json -> uploads.addFirst(() -> floor.write("datasets/" + dataset + ".json", json)));
        }
        assertThat(new Deliveries(floor, SEED).of(uploads, THREADS))
                .as("what cannot be learned from the first few uploads is refused")
                .allMatch(refusal -> refusal.contains("labelled rows: wanted at least 20 that bought"));
        assertThat(losing.get().lost()).hasSizeGreaterThan(UPLOADS);
        return floor;
    }

    /** The table that the model learned from in the end, which is of all uploads. */
    private static FeaturesManifest learned(ShopFloor floor, String name, String model) {
        var dataset = new DatasetName(name);
        var current = floor.models.current(new ModelName(model)).orElseThrow();
        var version = floor.models.manifest(current.manifest().key());
        var table = floor.manifests.require(version.features().key(), FeaturesManifest.class);
        assertThat(table.sources()).hasSize(UPLOADS).containsExactlyElementsOf(floor.datasets.uploadRefs(dataset));
        assertThat(table.parts()).hasSize(UPLOADS);
        return table;
    }

    /** What the model says of everyone, line by line; found by its manifest, as the record of the run may be lost. */
    private static Stream<String> everyone(ShopFloor floor, String model) {
        var version = floor.models.current(new ModelName(model)).orElseThrow().version();
        var scores = floor.objects("scores/" + model + "/everyone/").stream()
                .map(ObjectRef::key)
                .filter(key -> key.value().endsWith("/manifest.json"))
                .map(key -> floor.manifests.require(key, ScoresManifest.class))
                .filter(manifest -> manifest.version().equals(version))
                .findFirst()
                .orElseThrow();
        return floor.text(scores.objects().get("csv").key()).lines().skip(1);
    }

    private static List<Runnable> uploads(ShopFloor floor, Contents contents) {
        var uploads = new ArrayList<Runnable>();
        for (var dataset : DATASETS) {
            for (int i = 0; i < UPLOADS; i++) {
                var key = "raw/%s/%02d.csv".formatted(dataset, i);
                var content = contents.of(dataset, i);
                uploads.add(() -> floor.write(key, content));
            }
        }
        Collections.shuffle(uploads, new Random(SEED));
        return uploads;
    }

    private static int size(int upload) {
        return 25 + upload;
    }

    private static long rows(int uploads) {
        return IntStream.range(0, uploads).map(ManyUploadsAtOnceTest::size).sum();
    }

    /** Each is larger than the one before, and the last ones have words where the others have codes. */
    private static String table(String dataset, int upload) {
        return IntStream.range(0, size(upload))
                .mapToObj(row -> "%s-%d-%d,%d,%s,\"a %s coat of size %d\",%s"
                        .formatted(
                                dataset,
                                upload,
                                row,
                                (row * 7 + upload) % 23,
                                upload < UPLOADS - 5
                                        ? ""
                                        : List.of("web", "app", "shop").get(row % 3),
                                row % 3 == 0 ? "warm" : "light",
                                30 + row,
                                row % 3 == 0))
                .collect(Collectors.joining("\n", "visitor_id,visits,channel,note,purchased\n", "\n"));
    }

    private static final Instant BEGINNING = Instant.parse("2026-01-01T08:00:00Z");
    private static final int DAYS = 30;
    private static final int LOOK_BACK = 14;

    /** What each of a few shoppers did in a month; one of them is in all uploads. */
    private static String log(String dataset, int upload) {
        return lines(dataset, upload).stream()
                .collect(Collectors.joining("\n", "event_id,event_time,event_type,user_id,product_id\n", "\n"));
    }

    private static List<String> lines(String dataset, int upload) {
        var chance = new Random(upload * 31L + dataset.hashCode());
        var lines = new ArrayList<String>();
        for (int shopper = 0; shopper < 8; shopper++) {
            var user = dataset + (shopper == 0 ? "-everywhere" : "-" + upload + "-" + shopper);
            for (int day = 0; day < DAYS; day++) {
                if (chance.nextInt(3) == 0) {
                    var type = List.of("view", "view", "view", "add_to_cart", "purchase")
                            .get(chance.nextInt(shopper % 4 == 0 ? 4 : 5));
                    lines.add("%s-%d-%d,%s,%s,%s,P%d"
                            .formatted(
                                    user,
                                    upload,
                                    day,
                                    BEGINNING.plus(day, ChronoUnit.DAYS).plusSeconds(upload),
                                    type,
                                    user,
                                    chance.nextInt(9)));
                }
            }
        }
        return lines;
    }

    /** How many events of each user's lie in the look-back from the last event of all, as the uploads have them. */
    private static Map<String, Long> eventsOfUsers(String dataset) {
        var all = IntStream.range(0, UPLOADS)
                .boxed()
                .flatMap(upload -> lines(dataset, upload).stream())
                .map(line -> line.split(","))
                .toList();
        var last = all.stream()
                .map(cells -> Instant.parse(cells[1]))
                .max(Instant::compareTo)
                .orElseThrow();
        return all.stream()
                .filter(cells -> Instant.parse(cells[1]).isAfter(last.minus(LOOK_BACK, ChronoUnit.DAYS)))
                .collect(Collectors.groupingBy(cells -> cells[3], Collectors.counting()));
    }

    /** The same as the features as of now have them. */
    private Map<String, Long> eventsOfUsers(ShopFloor floor, FeaturesManifest table) {
        try (var session = new DuckDbEngine(scratch, "256MiB", 1).open()) {
            var now = floor.fetch(table.events().orElseThrow().now(), session.directory());
            return session
                    .query(
                            row -> Map.entry(row.text(0), row.whole(1)),
                            "SELECT user_id, events_all::BIGINT FROM " + Sql.parquet(now))
                    .stream()
                    .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        }
    }
}
