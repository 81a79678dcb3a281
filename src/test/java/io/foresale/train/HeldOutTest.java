package io.foresale.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.foresale.adapter.duckdb.DuckDbEngine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeldOutTest {

    @TempDir
    Path scratch;

    @Test
    void probabilitiesAreFoundAgainByRowAndEqualRowsShareTheMeanOfTheirs() {
        try (var session = new DuckDbEngine(scratch, "1GiB", 1).open()) {
            var file = HeldOut.write(session, List.of("b", "a", "b"), new double[] {0.25, 0.5, 0.75});
            assertThat(HeldOut.read(session, file)).isEqualTo(Map.of("a", 0.5, "b", 0.5));
        }
    }

    @Test
    void theOrderOfRowsChangesNoByte() throws Exception {
        assertThat(bytes(List.of("a", "b"), 0.1, 0.7)).isEqualTo(bytes(List.of("b", "a"), 0.7, 0.1));
    }

    private byte[] bytes(List<String> hashes, double... probabilities) throws Exception {
        try (var session = new DuckDbEngine(scratch, "1GiB", 1).open()) {
            return Files.readAllBytes(HeldOut.write(session, hashes, probabilities));
        }
    }
}
