package io.foresale.function;

import static org.assertj.core.api.Assertions.assertThat;

import io.foresale.domain.RunRecord;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One wrong time must not make a log of four months one of a quarter of a century. */
class StrayTimesTest {

    private static final String STRAY = "2000-01-01T00:00:00Z,view,r1,p1,5\n";
    private static final String YOUNG = "2026-10-01T00:00:00Z,view,r1,p1,5\n";

    @TempDir
    Path scratch;

    private RunRecord fused(String name, String log) {
        var floor = new ShopFloor(scratch.resolve(name));
        floor.functions.call("ingest", floor.write("raw/shop/log.csv", log));
        floor.functions.call("embed", floor.manifest("clean/shop/"));
        floor.functions.call("fuse", floor.manifest("vectors/shop/"));
        return floor.runs("fuse").getLast();
    }

    @Test
    void aLogBeginsBehindEventsMonthsOlderAndEndsBeforeEventsMonthsYoungerThanAllOthers() {
        var sound = fused("sound", CutOffScoringTest.log());
        var strayed = fused("strayed", CutOffScoringTest.log() + STRAY + YOUNG);
        assertThat(strayed.outcome()).isPresent().isEqualTo(sound.outcome());
        assertThat(strayed.warnings())
                .satisfiesExactly(
                        early -> assertThat(early)
                                .startsWith("1 of all events lie months before the others, which begin at 20"),
                        late -> assertThat(late)
                                .startsWith("1 of all events lie months behind the others, which end at 20"));
        assertThat(sound.warnings()).isEmpty();
    }

    @Test
    void whatIsMoreThanAThousandthBelongsToTheLog() {
        assertThat(fused("old", CutOffScoringTest.log() + STRAY.repeat(20)).warnings())
                .noneMatch(warning -> warning.contains("months before"));
    }
}
