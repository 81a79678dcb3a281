package io.foresale.table;

import io.foresale.domain.DatasetConfig;
import io.foresale.domain.PermanentException;
import io.foresale.port.TableEngine.Session;
import io.foresale.port.Uploads;
import java.nio.file.Path;

/** Reads an upload of any format into a session. */
public final class TableLoader {

    private final Uploads uploads;
    private final TableLimits limits;

    public TableLoader(Uploads uploads, TableLimits limits) {
        this.uploads = uploads;
        this.limits = limits;
    }

    /**
     * Makes the upload readable; once in a session.
     *
     * @param raw in the session's directory
     * @param name of the upload, for messages
     * @throws PermanentException where it is no table that can be read
     */
    public RawTable load(Path raw, String name, DatasetConfig config, Session session, Progress progress) {
        var plain = uploads.plain(raw, name, config.encoding(), session.directory());
        var table =
                switch (plain.format()) {
                    case CSV -> new CsvLoader(plain, name, limits).load(config.delimiter(), session, progress);
                    case JSON_LINES, JSON_ARRAY -> new JsonLoader(plain, name, limits).load(session, progress);
                    case PARQUET -> new ParquetLoader(plain.file(), name, limits).load(session);
                };
        return checked(table);
    }

    private RawTable checked(RawTable table) {
        if (table.columns().size() > limits.columns()) {
            throw tooManyColumns(table.name(), table.columns().size(), limits);
        }
        if (table.records() == 0) {
            throw PermanentException.invalid(
                    table.name(), "rows below the header", "a header only", "upload a file with rows");
        }
        if (table.readable() == 0) {
            throw PermanentException.invalid(
                    table.name(),
                    "rows that fit the header",
                    "none of " + table.records() + " (" + table.unreadable() + ")",
                    "check delimiter, quotes and encoding of the file");
        }
        return table;
    }

    static PermanentException tooManyColumns(String name, int columns, TableLimits limits) {
        return PermanentException.tooLarge(
                name, "at most " + limits.columns() + " columns", columns + "", "leave out columns nobody needs");
    }

    /** Hears how many bytes of how many have been read. */
    @FunctionalInterface
    public interface Progress {
        void bytes(long done, long total);
    }
}
