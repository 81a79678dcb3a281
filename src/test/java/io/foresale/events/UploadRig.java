package io.foresale.events;

import io.foresale.adapter.duckdb.DuckDbEngine;
import io.foresale.adapter.upload.PlainUploads;
import io.foresale.domain.DatasetConfig;
import io.foresale.domain.DatasetKind;
import io.foresale.domain.EventType;
import io.foresale.domain.EventsConfig;
import io.foresale.port.TableEngine.Session;
import io.foresale.table.Masking;
import io.foresale.table.RawTable;
import io.foresale.table.Sql;
import io.foresale.table.TableLimits;
import io.foresale.table.TableLoader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One log in a session, from the upload to clean events. */
final class UploadRig implements AutoCloseable {

    static final String NAME = "raw/shop/log";
    static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

    final Session session;
    private final TableLimits limits;

    UploadRig(Path scratch) {
        this(scratch, TableLimits.DEFAULT);
    }

    UploadRig(Path scratch, TableLimits limits) {
        this.session = new DuckDbEngine(scratch, "1GiB", 2).open();
        this.limits = limits;
    }

    /** What became of an upload. */
    record Cleaned(RawTable raw, RecognisedLog log, CleanEvents events) {

        List<String> rejects() {
            try {
                return Files.readAllLines(events.rejects().orElseThrow());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        long count(String name) {
            return events.counts().getOrDefault(name, 0L);
        }
    }

    Optional<RecognisedLog> recognise(RawTable raw, DatasetConfig config) {
        return new LogRecognition(InstantSource.fixed(NOW)).recognise(raw, config, session);
    }

    RawTable load(Path upload) {
        try {
            var file = session.directory().resolve("upload");
            Files.copy(upload, file);
            return new TableLoader(new PlainUploads(1L << 32), limits)
                    .load(file, NAME, DatasetConfig.none(), session, (_, _) -> {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    RawTable load(String text) {
        try {
            return load(Files.writeString(session.directory().resolve("text"), text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Cleaned clean(RawTable raw, DatasetConfig config) {
        var log = recognise(raw, config).orElseThrow(() -> new AssertionError("not recognised: " + raw.columns()));
        var types = config.events().map(EventsConfig::types).orElse(Map.of());
        return new Cleaned(
                raw,
                log,
                EventCleaner.clean(
                        raw, log, types, Masking.in(session, config.masking().orElse(true)), session));
    }

    Cleaned clean(String text) {
        return clean(load(text), DatasetConfig.none());
    }

    /** Cleans a fixture. */
    Cleaned fixture(String name) {
        return clean(load(Path.of("src/test/resources/events", name)), DatasetConfig.none());
    }

    /** Columns of all events, cells separated by bars, whole numbers without decimals. */
    List<String> rows(Cleaned cleaned, String columns) {
        int count = columns.split(",").length;
        return session.query(
                row -> {
                    var cells = new StringBuilder();
                    for (int i = 0; i < count; i++) {
                        cells.append(i == 0 ? "" : "|")
                                .append(row.isNull(i) ? "∅" : row.text(i).replaceFirst("\\.0$", ""));
                    }
                    return cells.toString();
                },
                "SELECT %s FROM %s ORDER BY _row"
                        .formatted(
                                columns,
                                Sql.parquet(
                                        List.copyOf(cleaned.events().shards().values()))));
    }

    /** A configuration of events only. */
    static DatasetConfig config(
            Optional<DatasetKind> kind, Map<String, String> columns, Map<String, EventType> types, String timeZone) {
        var none = DatasetConfig.none();
        var events = new EventsConfig(
                columns,
                types,
                Optional.of(timeZone).filter(z -> !z.isEmpty()),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of());
        return new DatasetConfig(
                kind,
                none.label(),
                none.positive(),
                none.id(),
                none.time(),
                none.drop(),
                none.text(),
                none.roles(),
                none.delimiter(),
                none.encoding(),
                none.dropDuplicates(),
                none.masking(),
                none.embeddingModel(),
                none.intent(),
                none.folds(),
                none.seed(),
                none.horizonDays(),
                none.allowLeaks(),
                Optional.of(events));
    }

    @Override
    public void close() {
        session.close();
    }
}
