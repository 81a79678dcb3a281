package io.foresale.adapter.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.foresale.port.TableEngine;
import io.foresale.port.TableEngine.Session;
import io.foresale.port.TableEngineContract;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class RequestSessionTest extends TableEngineContract {

    @Override
    protected TableEngine engine(Path scratch) {
        return new DuckDbEngine(scratch, "1GiB", 2);
    }

    @Override
    protected Session open(TableEngine engine) {
        return engine.openForRequests();
    }

    @Test
    void moreStatementsThanAreKeptAreAnsweredAllTheSame() {
        for (int round = 0; round < 3; round++) {
            for (long i = 0; i < 300; i++) {
                assertThat(session.query(row -> row.whole(0), "SELECT " + i)).containsExactly(i);
            }
        }
    }
}
