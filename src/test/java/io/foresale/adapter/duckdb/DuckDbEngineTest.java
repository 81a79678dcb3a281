package io.foresale.adapter.duckdb;

import io.foresale.port.TableEngine;
import io.foresale.port.TableEngineContract;
import java.nio.file.Path;

class DuckDbEngineTest extends TableEngineContract {

    @Override
    protected TableEngine engine(Path scratch) {
        return new DuckDbEngine(scratch, "1GiB", 2);
    }
}
