package io.foresale.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foresale.demo.DemoShop;
import io.foresale.demo.Language;
import io.foresale.domain.ObjectRef;
import io.foresale.domain.RetriableException;
import io.foresale.domain.RunRecord;
import io.foresale.domain.RunRecord.State;
import io.foresale.port.HashingJobs;
import io.foresale.port.HashingJobs.Started;
import io.foresale.port.HashingModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A data set whose texts are embedded by jobs elsewhere: what a job writes at its end lets the chain go on by itself. */
class JobsChainTest {

    private static final String CSV = csv(new DemoShop(7, 60, Language.ENGLISH));

    @TempDir
    Path scratch;

    @Test
    void whatAJobWritesLastCallsEmbedWhichJoinsItsVectors() {
        var jobs = jobs(1_000);
        var floor = uploaded(jobs);
        assertThat(floor.runs("embed").getFirst().state()).isEqualTo(State.SKIPPED);
        assertThat(floor.runs("fuse")).isEmpty();

        jobs.end();
        write(floor, jobs.started().getFirst());
        assertThat(floor.runs("embed")).hasSize(2);
        var joined = floor.runs("embed").getFirst();
        assertThat(joined.state()).isEqualTo(State.SUCCEEDED);
        assertThat(joined.counts().get("batch: joined").longValue()).isPositive();
        assertThat(floor.model.asked()).as("texts that were called for").isZero();
        assertThat(floor.runs("fuse")).extracting(RunRecord::state).containsExactly(State.SUCCEEDED);
    }

    @Test
    void aJobThatHasWrittenItsLastAndDoesNotSayThatItHasEndedIsLookedAtAgain() {
        var jobs = jobs(1_000);
        var floor = uploaded(jobs);
        assertThatThrownBy(() -> write(floor, jobs.started().getFirst()))
                .isInstanceOf(RetriableException.class)
                .hasMessageContainingAll("job 1", "InProgress", "manifest.json.out");

        jobs.end();
        floor.functions.call("embed", last(floor, jobs.started().getFirst()));
        assertThat(floor.runs("embed").getFirst().state()).isEqualTo(State.SUCCEEDED);
    }

    @Test
    void whatAnEarlierJobWroteDoesNotHurryTheNextOne() {
        var jobs = jobs(10);
        var floor = uploaded(jobs);
        var first = jobs.started().getFirst();
        jobs.end();
        write(floor, first);
        assertThat(jobs.started()).hasSize(2);

        floor.functions.call("embed", last(floor, first));
        assertThat(floor.runs("embed").getFirst().state()).isEqualTo(State.SKIPPED);
        assertThat(jobs.started()).hasSize(2);
    }

    private static HashingJobs jobs(int atMost) {
        return new HashingJobs(new HashingModel("hashing-8", 8), atMost);
    }

    private ShopFloor uploaded(HashingJobs jobs) {
        var floor = new ShopFloor(scratch, jobs);
        floor.put("raw/shop/shoppers.csv", CSV);
        return floor;
    }

    /** Writes what a job writes, in its order, and lets everything happen that follows. */
    private static void write(ShopFloor floor, Started job) {
        floor.put(job.writes("input.jsonl.out"), floor.text(job.input()));
        floor.put(job.writes("manifest.json.out"), "{\"totalRecordCount\": 1}");
    }

    private static ObjectRef last(ShopFloor floor, Started job) {
        return floor.objects(job.writes("manifest")).getFirst();
    }

    private static String csv(DemoShop shop) {
        try {
            var csv = new StringBuilder();
            shop.write(csv);
            return csv.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
