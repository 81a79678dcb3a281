package io.foresale.adapter.duckdb;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foresale.port.TableEngine;
import io.foresale.port.TableEngine.Session;
import io.foresale.port.TableEngineContract;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class DuckDbEngineTest extends TableEngineContract {

    @Override
    protected TableEngine engine(Path scratch) {
        return new DuckDbEngine(scratch, "1GiB", 2);
    }

    @Override
    protected Session open(TableEngine engine) {
        return engine.open();
    }

    @Test
    @Timeout(60)
    void rowsAreReadBeforeTheLastIsThere() {
        var enough = new IllegalStateException("enough");
        assertThatThrownBy(() -> session.stream(
                        _ -> {
                            throw enough;
                        },
                        "SELECT * FROM range(1000000000000)"))
                .isSameAs(enough);
    }
}
