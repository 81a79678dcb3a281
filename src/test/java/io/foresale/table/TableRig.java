package io.foresale.table;

import io.foresale.adapter.duckdb.DuckDbEngine;
import io.foresale.adapter.upload.PlainUploads;
import io.foresale.domain.Column;
import io.foresale.domain.DatasetConfig;
import io.foresale.domain.Schema;
import io.foresale.port.EmbeddingModel;
import io.foresale.port.EmbeddingModels;
import io.foresale.port.TableEngine.Session;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** One upload in a session, from raw bytes to clean rows. */
final class TableRig implements AutoCloseable {

    static final String NAME = "raw/shop/people.csv";

    final Session session;
    private final TableLimits limits;
    private final long mostBytes;

    TableRig(Path scratch) {
        this(scratch, TableLimits.DEFAULT, 1L << 30);
    }

    TableRig(Path scratch, TableLimits limits, long mostBytes) {
        this.session = new DuckDbEngine(scratch, "2GiB", 2).open();
        this.limits = limits;
        this.mostBytes = mostBytes;
    }

    RawTable load(byte[] bytes, DatasetConfig config) {
        try {
            return load(Files.write(session.directory().resolve("upload"), bytes), config);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    RawTable load(Path file, DatasetConfig config) {
        return new TableLoader(new PlainUploads(mostBytes), limits).load(file, NAME, config, session, (_, _) -> {});
    }

    RawTable load(String text) {
        return load(text.getBytes(StandardCharsets.UTF_8), DatasetConfig.none());
    }

    SchemaInference.Inference infer(RawTable raw, DatasetConfig config) {
        return new SchemaInference(limits, MODELS).infer(raw, config, session);
    }

    CleanTable clean(RawTable raw, Schema schema) {
        return TableCleaner.clean(raw, schema, false, session);
    }

    /** The rows of a relation, cells separated by bars. */
    List<String> rows(String relation, int columns) {
        return session.query(
                row -> {
                    var cells = new StringBuilder();
                    for (int i = 0; i < columns; i++) {
                        cells.append(i == 0 ? "" : "|").append(row.isNull(i) ? "∅" : row.text(i));
                    }
                    return cells.toString();
                },
                "SELECT * FROM " + relation);
    }

    List<String> cleanRows(CleanTable table, int columns) {
        return rows("(SELECT * EXCLUDE (_hash) FROM " + Sql.parquet(List.of(table.parquet())) + ")", columns);
    }

    static List<String> rejects(CleanTable table) {
        try {
            return Files.readAllLines(table.rejects().orElseThrow());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Column column(Schema schema, String name) {
        return schema.columns().stream()
                .filter(c -> c.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    static byte[] gzip(byte[] bytes) {
        var out = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    @Override
    public void close() {
        session.close();
    }

    static final EmbeddingModels MODELS = new EmbeddingModels() {
        @Override
        public EmbeddingModel model(String id) {
            throw new IllegalStateException("nothing is embedded here");
        }

        @Override
        public String suitedTo(Script script) {
            return script == Script.CHINESE ? "chinese-model" : "latin-model";
        }

        @Override
        public List<String> ids() {
            return List.of("chinese-model", "latin-model");
        }
    };
}
