package io.foresale.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.foresale.adapter.duckdb.DuckDbEngine;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpreadRowsTest {

    @TempDir
    Path scratch;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 16, 32, 64})
    void everyRowIsReadInItsShardAndNowhereElse(int shards) {
        try (var session = new DuckDbEngine(scratch, "256MiB", 2).open()) {
            var spread = SpreadRows.write(
                    session, List.of("SELECT i AS n, i % " + shards + " AS _shard FROM range(10_000) t(i)"), shards);

            long found = 0;
            for (int shard = 0; shard < shards; shard++) {
                found += session.query(
                                row -> row.whole(0),
                                "SELECT count(*) FROM %s WHERE n %% %d = %d".formatted(spread.of(shard), shards, shard))
                        .getFirst();
                assertThat(session.query(
                                row -> row.whole(0),
                                "SELECT count(*) FROM %s WHERE n %% %d <> %d"
                                        .formatted(spread.of(shard), shards, shard)))
                        .containsExactly(0L);
            }
            assertThat(found).isEqualTo(10_000);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 32})
    void aShardWithoutRowsIsEmpty(int shards) {
        try (var session = new DuckDbEngine(scratch, "256MiB", 2).open()) {
            var spread = SpreadRows.write(session, List.of("SELECT i AS n, 0 AS _shard FROM range(0) t(i)"), shards);

            assertThat(session.query(row -> row.whole(0), "SELECT count(*) FROM " + spread.of(shards - 1)))
                    .containsExactly(0L);
        }
    }
}
