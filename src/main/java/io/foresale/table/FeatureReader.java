package io.foresale.table;

import io.foresale.domain.Role;
import io.foresale.domain.Schema;
import io.foresale.port.TableEngine.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Reads a feature table, or a table of that form, as columns. */
public final class FeatureReader {

    private final Schema schema;
    private final boolean events;

    /** Reads what was uploaded as a table. */
    public FeatureReader(Schema schema) {
        this(schema, false);
    }

    /**
     * Reads a feature table.
     *
     * @param events whether it was made of events: then its rows say whose they are, of when, and how they were drawn
     */
    public FeatureReader(Schema schema, boolean events) {
        this.schema = schema;
        this.events = events;
    }

    /**
     * Gives the rows in the order of uploads and rows, so many at a time, the last time the rest; nothing where there are none.
     *
     * @param relation what SQL can read from: a table, {@code read_parquet('…')}
     * @param condition on the rows, as SQL
     */
    public void read(Session session, String relation, String condition, int most, Consumer<FeatureRows> reader) {
        var buffer = new RowBuffer[] {new RowBuffer(schema)};
        session.stream(
                row -> {
                    buffer[0].add(row);
                    if (buffer[0].size() == most) {
                        reader.accept(buffer[0].rows());
                        buffer[0] = new RowBuffer(schema);
                    }
                },
                "SELECT " + columns() + " FROM " + relation + " WHERE " + condition + " ORDER BY _upload, _row");
        if (buffer[0].size() > 0) {
            reader.accept(buffer[0].rows());
        }
    }

    /** The condition under which a row has a label. */
    public String labelled() {
        return schema.single(Role.LABEL)
                .map(c -> Sql.name(c.name()) + " IS NOT NULL")
                .orElse("false");
    }

    private String columns() {
        var columns = new ArrayList<String>();
        columns.add("_upload");
        columns.add("_row");
        columns.add("_hash");
        columns.add(schema.single(Role.ID).map(c -> Sql.name(c.name())).orElse("NULL"));
        columns.add(schema.single(Role.LABEL)
                .map(c -> Sql.name(c.name()) + "::INT::DOUBLE")
                .orElse("NULL::DOUBLE"));
        columns.addAll(
                events
                        ? List.of("_user", "epoch_us(_cutoff)", "epoch_us(_until)", "_rate")
                        : List.of("NULL", "0", "0", "1::DOUBLE"));
        schema.features()
                .forEach(c -> columns.add(
                        c.role() == Role.BOOLEAN ? Sql.name(c.name()) + "::INT::DOUBLE" : Sql.name(c.name())));
        return String.join(", ", columns);
    }
}
