package io.foresale.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.foresale.domain.DatasetConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real logs of shops, recognised without configuration; the folder's README counts their rows. */
class RealLogsTest {

    private static final Path FOLDER = Path.of(System.getProperty("foresale.data", "../shared/data"));

    @TempDir
    Path scratch;

    private interface Look {
        void at(UploadRig rig, UploadRig.Cleaned log);
    }

    private void clean(String name, Look look) {
        var file = FOLDER.resolve(name);
        assumeTrue(Files.exists(file), () -> "skipped: " + file + " is not there; -Dforesale.data names its folder");
        try (var rig = new UploadRig(scratch)) {
            var log = rig.clean(rig.load(file), DatasetConfig.none());
            assertThat(log.count("accepted") + log.count("rejected"))
                    .isEqualTo(log.raw().records());
            look.at(rig, log);
        }
    }

    /** Five lines are negative prices: bad debt that was written off. */
    @Test
    void everyLineOfOnlineRetailIsAccountedFor() {
        clean("online_retail_II.csv.zst", (_, log) -> {
            assertThat(log.log().title()).isEqualTo("Invoice lines");
            assertThat(log.raw().records()).isEqualTo(1_044_847);
            assertThat(log.count("users")).isEqualTo(5_942);
            assertThat(log.events().rejectedByReason()).containsOnly(java.util.Map.entry("a negative price", 5L));
            assertThat(log.events().firstTime()).contains("2009-12-01T07:45:00Z");
            assertThat(log.events().lastTime()).contains("2011-12-09T12:50:00Z");
        });
    }

    /** The file ends in the middle of its last line. */
    @Test
    void everyLineOfRees46IsAccountedFor() {
        clean("rees46_2019-10-01.csv.gz", (_, log) -> {
            assertThat(log.log().title()).isEqualTo("REES46");
            assertThat(log.raw().records()).isEqualTo(17_435);
            assertThat(log.count("purchase")).isEqualTo(214);
            assertThat(log.count("add_to_cart")).isEqualTo(165);
            assertThat(log.events().rejectedByReason()).containsOnly(java.util.Map.entry("too few cells", 1L));
        });
    }

    @Test
    void everyPurchaseOfCdnowIsAccountedFor() {
        clean("cdnow_master.txt.gz", (_, log) -> {
            assertThat(log.log().title()).isEqualTo("Order list");
            assertThat(log.count("purchase")).isEqualTo(69_659);
            assertThat(log.count("users")).isEqualTo(23_570);
            assertThat(log.events().lastTime()).contains("1998-06-30T23:59:59Z");
        });
    }
}
