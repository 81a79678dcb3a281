package io.foresale.events;

import io.foresale.domain.EventType;
import io.foresale.domain.NumberFormat;
import io.foresale.table.CleaningSql;
import io.foresale.table.Masking;
import io.foresale.table.RejectsFile;
import io.foresale.table.Sql;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The SQL that makes typed canonical events of what the SQL of a schema selects. One layer on the other, so that the engine
 * works out each step once: texts, values, the event. Pure.
 */
final class EventSql {

    /** Columns that a schema selects as text; {@code amount} is the price of all pieces where a log has none of one. */
    static final List<String> CANONICAL = List.of(
            "event_id",
            "event_time",
            "received_time",
            "event_type",
            "user_id",
            "anonymous_id",
            "session_id",
            "product_id",
            "product_name",
            "product_description",
            "category",
            "brand",
            "price",
            "quantity",
            "amount",
            "currency",
            "order_id",
            "query",
            "review_text",
            "rating",
            "attributes");

    /** Columns that people write into, or that tell of what they wrote. */
    static final List<String> MASKED =
            Stream.concat(EventColumns.TEXTS.stream(), Stream.of("attributes")).toList();

    private static final List<String> NUMBERS = List.of("price", "quantity", "amount", "rating");

    private static final String OF_PIECES = words(EventType::isOfPieces);

    /** A search that shows twenty products is one search; its first product stands for all. */
    private static final String FIRST_ITEMS =
            " WHERE _item = 1 OR coalesce(v.event_type, 'other') NOT IN " + words(EventType::isOfAllProducts);

    /** A line's number times this leaves room for the places of its products. */
    private static final long ROOM = 1L << 20;

    private static final Set<String> CODES =
            Set.of("event_id", "user_id", "anonymous_id", "session_id", "product_id", "category", "order_id");

    private final LogView log;
    private final boolean cleaned;
    private final Set<String> selected;

    /**
     * For an upload.
     *
     * @param cleaned whether its cells need no more cleaning
     * @param selected the columns that the SQL of the schema selects
     */
    EventSql(LogView log, boolean cleaned, Set<String> selected) {
        this.log = log;
        this.cleaned = cleaned;
        this.selected = new TreeSet<>(selected);
    }

    /** A moment as the engine writes it. */
    static String timestamp(Instant instant) {
        return "TIMESTAMP '"
                + instant.truncatedTo(ChronoUnit.SECONDS)
                        .toString()
                        .replaceAll("[TZ]", " ")
                        .trim() + "'";
    }

    private boolean has(String column) {
        return selected.contains(column);
    }

    /** Whether one line may hold several events. */
    boolean nested() {
        return has("_item");
    }

    boolean named() {
        return has("event_id");
    }

    /** Why an event may be refused, by the numbers in {@code _misfit}. */
    List<RejectsFile.Reason> reasons(Reading reading) {
        return new EventMisfits(log.format, reading.now()).reasons();
    }

    /**
     * Every canonical column as cleaned text, NULL where missing.
     *
     * @param raw the rows of the upload, or a part of them
     */
    String texts(String raw) {
        return "SELECT _at, %s, %s FROM (%s)"
                .formatted(
                        nested() ? "_item" : "NULL::BIGINT AS _item",
                        CANONICAL.stream().map(this::text).collect(Collectors.joining(", ")),
                        log.over(raw));
    }

    private String text(String column) {
        if (!has(column)) {
            return "NULL::VARCHAR AS " + column;
        }
        if (column.equals("attributes")) {
            // Merging into an empty object leaves out what is null.
            return "nullif(json_merge_patch('{}', attributes)::VARCHAR, '{}') AS attributes";
        }
        return (cleaned ? column : CleaningSql.words(column)) + " AS " + column;
    }

    /** The names of {@link EventColumns#DDL}, in its order. */
    static List<String> columns() {
        return EventColumns.names(EventColumns.DDL);
    }

    /**
     * Typed events as {@link EventColumns#DDL} says, with {@code _misfit, _value} (the number of the reason to refuse them,
     * and the cell), {@code _source, _line} (the place in the upload of those refused), {@code _word} (a type of event that
     * is not known) and {@code _shard}.
     *
     * @param raw the rows of the upload, or a part of them
     * @param shards a power of two
     */
    String events(String raw, Reading reading, Map<String, EventType> words, Masking masking, int shards) {
        var content =
                columns().stream().filter(this::tells).map(EventSql::identity).collect(Collectors.joining(", "));
        return "SELECT * REPLACE (CASE WHEN _misfit IS NOT NULL THEN _source END AS _source, CASE WHEN _misfit IS NOT NULL THEN _line END AS _line), CASE WHEN event_id IS NULL THEN md5_number_lower(concat_ws(chr(31), %s)) END AS _hash, (hash(%s) & %d)::INTEGER AS _shard FROM (%s)"
                .formatted(content, Shard.key(""), shards - 1, canonical(raw, reading, words, masking));
    }

    /** Whether a column says anything of an event's identity; what a schema never has does not, and costs time. */
    private boolean tells(String column) {
        return has(column) || column.equals("price") && has("amount") || column.equals("quantity");
    }

    /** The text of a value, for the name of the event's content. */
    private static String identity(String column) {
        var value = column.endsWith("_time") ? "epoch_us(" + column + ")" : column;
        return "coalesce(" + value + "::VARCHAR, chr(30))";
    }

    private String canonical(String raw, Reading reading, Map<String, EventType> words, Masking masking) {
        var misfits = new EventMisfits(log.format, reading.now());
        return """
                SELECT _source, _line, %s AS _row, %s AS event_id, event_time,
                    coalesce(received_time, event_time) AS received_time, coalesce(event_type, 'other') AS event_type,
                    coalesce(v.user_id, v.anonymous_id) AS user_id,
                    CASE WHEN v.user_id <> v.anonymous_id THEN v.anonymous_id END AS anonymous_id, session_id, product_id,
                    product_name, product_description, category, brand,
                    CASE WHEN v.price IS NOT NULL THEN abs(v.price)
                        ELSE abs(v.amount) / coalesce(nullif(abs(v.quantity), 0), 1) END AS price,
                    CASE WHEN v.quantity IS NOT NULL THEN abs(v.quantity)
                        WHEN product_id IS NOT NULL AND v.event_type IN %s THEN 1 END AS quantity,
                    currency, order_id, query, review_text, rating, attributes, %s AS _misfit, %s AS _value,
                    CASE WHEN v.event_type IS NULL THEN _event_type END AS _word
                FROM (%s) v""".formatted(
                                nested() ? "_source * " + ROOM + " + _item" : "_source",
                                nested() ? "event_id || '#' || _item" : "event_id",
                                OF_PIECES,
                                misfits.number(),
                                misfits.value(),
                                values(raw, reading, words, masking))
                + (nested() ? FIRST_ITEMS : "");
    }

    private static String words(Predicate<EventType> which) {
        return Stream.of(EventType.values())
                .filter(which)
                .map(type -> Sql.text(type.word()))
                .collect(Collectors.joining(", ", "(", ")"));
    }

    private String values(String raw, Reading reading, Map<String, EventType> words, Masking masking) {
        var values =
                new ArrayList<>(List.of("_at.row AS _source", "_at.line AS _line", "_at.lacks AS _lacks", "_item"));
        CANONICAL.forEach(column -> values.add(value(column, reading, words, masking) + " AS " + column));
        Stream.concat(Stream.of("event_time", "received_time", "event_type"), NUMBERS.stream())
                .forEach(c -> values.add(c + " AS _" + c));
        return "SELECT " + String.join(", ", values) + " FROM (" + texts(raw) + ")";
    }

    private String value(String column, Reading reading, Map<String, EventType> words, Masking masking) {
        return switch (column) {
            case "event_time" -> reading.time().sql(column);
            case "received_time" -> reading.received().map(r -> r.sql(column)).orElse("NULL::TIMESTAMP");
            case "event_type" -> EventWords.type(words, column);
            case "price", "quantity", "amount", "rating" -> CleaningSql.number(reading.numbers(), column);
            case "attributes" -> has(column) ? masking.json(column) : column;
            default -> CODES.contains(column) ? CleaningSql.category(column) : text(column, masking);
        };
    }

    private String text(String column, Masking masking) {
        return has(column) && EventColumns.TEXTS.contains(column) ? masking.text(column) : column;
    }

    /**
     * How an upload writes what has to be read.
     *
     * @param received how it writes when the shop knew of an event, where it does
     * @param now what happened later than a day from now did not happen
     */
    record Reading(LogTime time, Optional<LogTime> received, NumberFormat numbers, Instant now) {}
}
