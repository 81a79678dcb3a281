package io.foresale.function;

import static org.assertj.core.api.Assertions.assertThat;

import io.foresale.adapter.s3.S3Mock;
import io.foresale.adapter.s3.S3Store;
import io.foresale.domain.DatasetName;
import io.foresale.domain.FeaturesManifest;
import io.foresale.domain.ModelName;
import io.foresale.domain.ObjectRef;
import io.foresale.domain.RunRecord;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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
    void nothingIsLostAndNothingCountsTwiceWhenWritesFailHalfWay() {
        var losing = new AtomicReference<LosingStore>();
        var floor = new ShopFloor(scratch, new S3Store(S3Mock.server().fresh()), bucket -> {
            losing.set(new LosingStore(bucket));
            return losing.get();
        });

        assertThat(new Deliveries(floor, SEED).of(uploads(floor), THREADS)).isEmpty();

        assertThat(losing.get().lost()).hasSizeGreaterThan(UPLOADS);
        for (var name : DATASETS) {
            var dataset = new DatasetName(name);
            var uploads = floor.datasets.uploadRefs(dataset);
            var current = floor.models.current(new ModelName(name)).orElseThrow();
            var version = floor.models.manifest(current.manifest().key());
            var table = floor.manifests.require(version.features().key(), FeaturesManifest.class);
            assertThat(table.sources()).hasSize(UPLOADS).containsExactlyElementsOf(uploads);
            assertThat(table.counts()).containsEntry("rows", rows(UPLOADS));
            assertThat(fused(floor, dataset, version.features()).inputs()).hasSize(UPLOADS);
            assertThat(floor.everyone(dataset, name).stream().map(line -> line.split(",")[2]))
                    .doesNotHaveDuplicates()
                    .hasSize((int) rows(UPLOADS));
        }
    }

    private static RunRecord fused(ShopFloor floor, DatasetName dataset, ObjectRef table) {
        return floor.runs.of(dataset, "fuse").stream()
                .filter(run -> run.outputs().contains(table))
                .findFirst()
                .orElseThrow();
    }

    private static List<Runnable> uploads(ShopFloor floor) {
        var uploads = new ArrayList<Runnable>();
        for (var dataset : DATASETS) {
            for (int i = 0; i < UPLOADS; i++) {
                var key = "raw/%s/%02d.csv".formatted(dataset, i);
                var content = upload(dataset, i);
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
    private static String upload(String dataset, int upload) {
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
}
