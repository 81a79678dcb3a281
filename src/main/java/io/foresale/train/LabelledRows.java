package io.foresale.train;

import io.foresale.domain.FeaturesManifest;
import io.foresale.domain.ObjectKey;
import io.foresale.domain.PermanentException;
import io.foresale.domain.Role;
import io.foresale.port.TableEngine.Session;
import io.foresale.table.FeatureReader;
import io.foresale.table.FeatureRows;
import io.foresale.table.Sql;
import java.util.ArrayList;
import java.util.Optional;

/**
 * Reads the rows of a feature table that have a label, as many as the limits allow. A table with more is refused, as its
 * owner knows best which rows matter; of a log, whose owner never sees the examples, a sample of users is taken.
 */
final class LabelledRows {

    /** Users are sampled in millionths. */
    private static final int PARTS = 1_000_000;

    private final ObjectKey features;
    private final FeaturesManifest table;
    private final FeatureReader reader;
    private final FitStep.Settings settings;
    private final int maxRows;
    private final long maxBytes;
    private final long mostNumbers;
    private final long seed;

    /**
     * Makes one.
     *
     * @param mostNumbers rows times encoded columns that a fit may hold
     */
    LabelledRows(FitStep.Job job, FitStep.Settings settings, long mostNumbers, long seed) {
        this.features = job.features().key();
        this.table = job.table();
        this.reader = new FeatureReader(table.schema(), table.events().isPresent());
        this.settings = settings;
        this.maxRows = settings.maxRows();
        this.maxBytes = settings.maxBytes();
        this.mostNumbers = mostNumbers;
        this.seed = seed;
    }

    /**
     * What was read.
     *
     * @param sampled says that and how far rows were left out
     */
    record Read(FeatureRows rows, Optional<String> sampled) {}

    Read read(Session session, String relation) {
        long labelled = table.counts().get("positives") + table.counts().get("negatives");
        long bytes = bytes(session, relation);
        long most = Math.min(Math.min(maxRows, maxBytes / bytes), fitting());
        if (labelled <= most) {
            return new Read(rows(session, relation, reader.labelled()), Optional.empty());
        }
        if (table.events().isEmpty()) {
            throw most == maxRows
                    ? tooMany("labelled rows", labelled, maxRows, "max-rows")
                    : tooMany("bytes of the labelled rows", labelled * bytes, maxBytes, "max-bytes");
        }
        int parts = parts(session, relation, labelled, most);
        var rows = rows(session, relation, sample(parts));
        var sentence =
                "%,d labelled examples are more than may be trained on (%,d by foresale.train.%s): a sample of %.1f %% of the users was used, %,d examples"
                        .formatted(labelled, most, limit(most), 100.0 * parts / PARTS, rows.count());
        return new Read(rows, Optional.of(sentence));
    }

    private FeatureRows rows(Session session, String relation, String condition) {
        var all = new ArrayList<FeatureRows>();
        reader.read(session, relation, condition, Integer.MAX_VALUE, all::add);
        return all.isEmpty() ? FeatureRows.none() : all.getFirst();
    }

    /** So many millionths of the users that their rows fit; users with many rows may need a second try. */
    private int parts(Session session, String relation, long labelled, long most) {
        int parts = (int) (PARTS * most / labelled);
        while (count(session, relation, parts) > most) {
            parts = parts * 49 / 50;
        }
        return parts;
    }

    private long count(Session session, String relation, int parts) {
        return session.query(row -> row.whole(0), "SELECT count(*) FROM %s WHERE %s".formatted(relation, sample(parts)))
                .getFirst();
    }

    /** A user is in the sample or not, with all rows, whichever others there are. */
    private String sample(int parts) {
        return "%s AND md5_number_lower(coalesce(nullif(_user, ''), _hash) || ' ' || %d) %% %d < %d"
                .formatted(reader.labelled(), seed, PARTS, parts);
    }

    /** Of a row in memory: vectors as floats, everything else as doubles or references. */
    private long bytes(Session session, String relation) {
        var schema = table.schema();
        long texts = schema.of(Role.TEXT).size();
        return Math.max(
                1,
                texts * dimensions(session, relation) * Float.BYTES
                        + (schema.features().size() - texts) * Double.BYTES);
    }

    /** How many rows a fit may hold. Of a table the examples alone count, as they always did. */
    private long fitting() {
        return table.events().isPresent()
                ? mostNumbers / Math.max(1, Selection.leastWidth(table.schema()))
                : Long.MAX_VALUE;
    }

    private int dimensions(Session session, String relation) {
        return table.schema().of(Role.TEXT).stream()
                .map(c -> "SELECT len(%1$s) FROM %2$s WHERE %1$s IS NOT NULL LIMIT 1"
                        .formatted(Sql.name(c.name()), relation))
                .flatMap(sql -> session.query(row -> (int) row.whole(0), sql).stream())
                .findFirst()
                .orElse(0);
    }

    private String limit(long most) {
        return most == maxRows ? "max-rows" : "max-bytes";
    }

    private PermanentException tooMany(String what, long came, long most, String limit) {
        return PermanentException.tooLarge(
                what, "at most %,d".formatted(most), "%,d".formatted(came), settings.remedy(limit, features));
    }
}
