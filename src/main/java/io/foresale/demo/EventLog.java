package io.foresale.demo;

import java.io.OutputStream;
import java.util.function.Consumer;

/** Writes what happens in a shop to a file, in one of the forms that shops have; closing writes the rest. */
public sealed interface EventLog extends Consumer<ShopEvent>, AutoCloseable permits CsvLog, Ga4Log {

    /** One row per event and product, in the canonical columns. */
    static EventLog csv(OutputStream out) {
        return new CsvLog(out);
    }

    /** As Google Analytics 4 exports to BigQuery: JSON Lines with nested items and parameters. */
    static EventLog ga4(OutputStream out) {
        return new Ga4Log(out);
    }

    /** Rows written. */
    long rows();

    /** Does not close the stream. */
    @Override
    void close();
}
