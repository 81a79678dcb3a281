package io.foresale.function;

import static org.assertj.core.api.Assertions.assertThat;

import io.foresale.domain.PermanentException.Kind;
import io.foresale.domain.RunRecord.State;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a training may take: 60 rows of a number, 8 dimensions of a text and whether it is missing: 10 floats of 4 bytes. */
class TrainingLimitsTest {

    private static final String CSV = "minutes,note,purchased\n"
            + IntStream.range(0, 60)
                    .mapToObj(i ->
                            "%d.5,a note with words of number %d,%s\n".formatted(i * 7 % 23, i, i % 3 == 0 ? 1 : 0))
                    .collect(Collectors.joining());

    private static final long BYTES = 60 * 10 * 4;

    @TempDir
    Path scratch;

    @Test
    void exactlyAsManyRowsAndBytesAsAllowedAreTrainedOn() {
        var floor = new ShopFloor(scratch, 60, BYTES, Duration.ofMinutes(5));
        floor.put("raw/shop/shoppers.csv", CSV);
        assertThat(floor.refusals).isEmpty();
        assertThat(floor.models.current(ShopFloor.modelName())).isPresent();
    }

    @Test
    void moreRowsThanAllowedAreRefusedWithTheSettingToRaise() {
        refused(
                new ShopFloor(scratch, 59, BYTES, Duration.ofMinutes(5)),
                "labelled rows: wanted at most 59, got 60; train on a sample, or raise foresale.train.max-rows");
    }

    @Test
    void moreBytesThanAllowedAreRefusedWithTheSettingToRaise() {
        refused(
                new ShopFloor(scratch, 60, BYTES - 1, Duration.ofMinutes(5)),
                "bytes of the labelled rows: wanted at most 2,399, got 2,400; train on a sample, or raise"
                        + " foresale.train.max-bytes");
    }

    /** The clock of a test goes on by a millisecond at each look. */
    @Test
    void aTrainingThatTakesLongerThanAllowedEndsWithTheSettingToRaise() {
        refused(
                new ShopFloor(scratch, 60, BYTES, Duration.ofMillis(2)),
                "training: wanted an end within PT0.002S, got more to do; train on a sample, or raise"
                        + " foresale.train.max-time");
    }

    private static void refused(ShopFloor floor, String sentence) {
        floor.put("raw/shop/shoppers.csv", CSV);
        assertThat(floor.refusals).hasSize(1);
        assertThat(floor.refusals.getFirst().kind()).isEqualTo(Kind.TOO_LARGE);
        var run = floor.runs("train").getFirst();
        assertThat(run.state()).isEqualTo(State.FAILED);
        var features = floor.runs("fuse").getFirst().outputs().getFirst().key();
        assertThat(run.problem().orElseThrow().sentence())
                .isEqualTo(sentence + ", or train " + features + " elsewhere");
        assertThat(floor.models.current(ShopFloor.modelName())).isEmpty();
    }
}
