package io.foresale.table;

import io.foresale.domain.Column;
import io.foresale.domain.NumberFormat;
import io.foresale.domain.Schema;
import io.foresale.domain.TimeFormat;
import io.foresale.text.Cells;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The SQL that makes typed values of an upload's cells; {@link Cells} says the same of one cell. Pure. */
public final class CleaningSql {

    private static final String MISSING = Cells.MISSING.stream()
            .sorted()
            .map(w -> w.replace("?", "[?]"))
            .collect(Collectors.joining("|", "(?i:", ")"));

    private static final String DAY = "[0-9]{4}-[0-9]{2}-[0-9]{2}";
    private static final String TIME = "[T ][0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]{1,9})?)?";
    private static final String USUAL_TIME = DAY + "(" + TIME + "(Z| UTC| GMT)?)?";
    private static final String USUAL_TIME_OFFSET = DAY + TIME + "[+-][0-9]{2}(:?[0-9]{2})?";

    private CleaningSql() {}

    /**
     * The value of a cell, NULL where it is missing or does not fit.
     *
     * @param cell a column of type VARCHAR, cleaned as {@link #words} does
     */
    static String value(Column column, Schema schema, String cell) {
        return switch (column.role()) {
            case LABEL -> label(schema.label().orElseThrow(), cell);
            case ID, TEXT -> cell;
            case TIME -> time(column.times().orElseThrow(), cell);
            case CATEGORICAL -> category(cell);
            case NUMERIC -> number(column.numbers().orElseThrow(), cell);
            case BOOLEAN -> flag(cell);
            case SIMILARITY, INTENT, DROP ->
                throw new IllegalArgumentException(column.name() + " is no column of an upload");
        };
    }

    /** Why a cell of the column does not fit, as a name to count it by; the empty string where every cell fits. */
    static String misfit(Column column) {
        var where = " in '" + column.name() + "'";
        return switch (column.role()) {
            case LABEL -> "an unknown label" + where;
            case TIME -> "no time" + where;
            case NUMERIC -> "no number, or one beyond 1e30," + where;
            case BOOLEAN -> "neither true nor false" + where;
            case ID, TEXT, CATEGORICAL, SIMILARITY, INTENT, DROP -> "";
        };
    }

    /** A name for the i-th cleaned cell; no column has it, as names of columns do not begin with blanks. */
    static String cell(int i) {
        return "\"  " + i + '"';
    }

    /**
     * The cell without needless blanks, in normal form; NULL where it is missing. Most cells are so already. Not with
     * {@code IN}: of a list of words the engine makes a join, of each column, and works out both forms of every cell for it.
     */
    public static String words(String cell) {
        var plain = "trim(regexp_replace(nfc_normalize(%s), '%s', ' ', 'g'))".formatted(cell, Cells.BLANKS);
        return "CASE WHEN regexp_full_match(%1$s, '[!-~]+( [!-~]+)*') AND NOT regexp_full_match(%1$s, '%3$s') THEN %1$s WHEN NOT regexp_full_match(%2$s, '%3$s') THEN %2$s END"
                .formatted(cell, plain, MISSING);
    }

    /** A code as it is, but for the decimals that a spreadsheet gave it: {@code 5.0} is {@code 5}. */
    public static String category(String cell) {
        return "CASE WHEN contains(%1$s, '.0') THEN regexp_replace(%1$s, '%2$s', '\\1') ELSE %1$s END"
                .formatted(cell, Cells.WHOLE);
    }

    private static String label(Schema.Label label, String cell) {
        var level = "lower(" + category(cell) + ")";
        var no = label.negative()
                .map(n -> "WHEN %s = %s THEN false ELSE NULL".formatted(level, folded(n)))
                .orElse("ELSE false");
        return "CASE WHEN %s IS NULL THEN NULL WHEN %s = %s THEN true %s END"
                .formatted(level, level, folded(label.positive()), no);
    }

    private static String folded(String level) {
        return "lower(" + Sql.text(level) + ")";
    }

    /** The number in a cleaned cell. The engine's own cast is fast and reads nearly all; the pattern is for thousands, currencies and the like. */
    public static String number(NumberFormat format, String cell) {
        var fast = format == NumberFormat.POINT
                ? "try_cast(%s AS DOUBLE)".formatted(cell)
                : "CASE WHEN contains(%1$s, '.') THEN NULL ELSE try_cast(replace(%1$s, ',', '.') AS DOUBLE) END"
                        .formatted(cell);
        var digits = "regexp_replace(%s, '%s', '', 'g')".formatted(cell, Cells.besidesNumber(format));
        var slow = "CASE WHEN regexp_matches(%s, '%s') THEN try_cast(replace(%s, ',', '.') AS DOUBLE) END"
                .formatted(cell, Cells.numberPattern(format).replace("'", "''"), digits);
        // The engine reads 1_000 as a thousand, +-5 as -5, and 'nan' and 'inf' as numbers; a comparison with NaN or
        // infinity fails
        // here.
        return "CASE WHEN abs(%1$s) <= 1e30 AND NOT contains(%2$s, '_') AND NOT contains(%2$s, '+-') THEN %1$s WHEN abs(%3$s) <= 1e30 THEN %3$s END"
                .formatted(fast, cell, slow);
    }

    private static String flag(String cell) {
        return Cells.FLAGS.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(e -> " WHEN " + Sql.text(e.getKey()) + " THEN " + e.getValue())
                .collect(Collectors.joining("", "CASE lower(" + cell + ")", " END"));
    }

    /** The time in a cleaned cell, in UTC. */
    public static String time(TimeFormat format, String cell) {
        return switch (format) {
            case ISO -> isoTime(cell);
            case DAY_FIRST -> parts(cell, "%d/%m/%Y");
            case MONTH_FIRST -> parts(cell, "%m/%d/%Y");
            case EPOCH_SECONDS -> epoch(cell, "1000000");
            case EPOCH_MILLIS -> epoch(cell, "1000");
            case EPOCH_MICROS -> epoch(cell, "1");
        };
    }

    /**
     * The engine's plain cast reads the usual times and would read others wrongly, such as those with an offset. What comes
     * last reads all, but an attempt of it that fails costs as much as thirty plain casts.
     */
    private static String isoTime(String cell) {
        return """
                CASE WHEN regexp_full_match(%1$s, '%2$s') THEN try_cast(%1$s AS TIMESTAMP)
                WHEN regexp_full_match(%1$s, '%3$s') THEN try_cast(%1$s AS TIMESTAMPTZ) AT TIME ZONE 'UTC'
                ELSE coalesce(try_strptime(%1$s, ['%%Y-%%m-%%dT%%H:%%M:%%SZ', '%%Y-%%m-%%d %%H:%%M:%%S', '%%Y-%%m-%%d']),
                try_cast(regexp_replace(replace(%1$s, ',', '.'), ' ?(UTC|GMT)$', 'Z') AS TIMESTAMPTZ) AT TIME ZONE 'UTC') END
                """.formatted(cell, USUAL_TIME, USUAL_TIME_OFFSET);
    }

    private static String parts(String cell, String date) {
        var slashes = "regexp_replace(%s, '^(\\d+)[./-](\\d+)[./-](\\d+)[T ]?', '\\1/\\2/\\3 ')".formatted(cell);
        var formats = List.of(date + " %H:%M:%S", date + " %H:%M", date + " ").stream()
                .map(Sql::text)
                .collect(Collectors.joining(", ", "[", "]"));
        return "try_strptime(" + slashes + ", " + formats + ")";
    }

    /** Beyond the year 9999 is no time; it would not be printed in ISO form. */
    private static String epoch(String cell, String micros) {
        return "CASE WHEN abs(try_cast(%1$s AS DOUBLE)) * %2$s < 253402300800000000 THEN make_timestamp(try_cast(try_cast(%1$s AS DOUBLE) * %2$s AS BIGINT)) END"
                .formatted(cell, micros);
    }

    /** The text of a clean value, for the name of the row's content: the same for the same value, in every part. */
    static String identity(Column column) {
        return "coalesce(" + Sql.name(column.name()) + "::VARCHAR, chr(30))";
    }
}
