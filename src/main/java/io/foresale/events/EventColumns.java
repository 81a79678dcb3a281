package io.foresale.events;

import io.foresale.domain.Column;
import io.foresale.domain.NumberFormat;
import io.foresale.domain.Role;
import io.foresale.domain.Schema;
import io.foresale.domain.TimeFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The one event that all logs are translated to: one row per thing that a visitor did to at most one product, so an order of
 * three products is three purchases with one {@code order_id}.
 */
public final class EventColumns {

    /** What an event is about, as SQL: the last columns of {@link #DDL}. */
    static final String ABOUT = """
            product_id VARCHAR, product_name VARCHAR, product_description VARCHAR, category VARCHAR, brand VARCHAR,
            price DOUBLE, quantity DOUBLE, currency VARCHAR, order_id VARCHAR, query VARCHAR, review_text VARCHAR, rating DOUBLE, attributes VARCHAR""";

    /**
     * Clean events as SQL. {@code _row} is the event's number in its upload, {@code _hash} names the content of
     * one that has no id. Times are UTC; an event that knows only its day counts as 23:59:59. {@code received_time} equals
     * {@code event_time} where the log has none. {@code user_id} is the known id where there is one, else the anonymous one;
     * {@code anonymous_id} is there where an event carries both, and so links them. {@code price} is per piece; {@code quantity} is never negative.
     * {@code attributes} is a JSON object of what else is worth keeping: {@code device}, {@code country}, {@code coupon},
     * {@code discount}, {@code page} …
     */
    public static final String DDL = """
            _row BIGINT, _hash UBIGINT, event_id VARCHAR, event_time TIMESTAMP, received_time TIMESTAMP, event_type VARCHAR,
            user_id VARCHAR, anonymous_id VARCHAR, session_id VARCHAR,
            """ + ABOUT;

    /** The columns whose texts are embedded. */
    public static final List<String> TEXTS = List.of("product_name", "product_description", "query", "review_text");

    /** The columns with what shoppers wrote themselves, which tells what they intend. */
    public static final List<String> WORDS = List.of("query", "review_text");

    private EventColumns() {}

    /** The names of columns that are written as SQL, in their order. */
    static List<String> names(String ddl) {
        return Stream.of(ddl.split(",")).map(c -> c.trim().split(" ")[0]).toList();
    }

    /**
     * Clean events as the schema of a data set.
     *
     * @param embeddingModel for their texts; empty where a log has none
     * @param masking whether personal data in them is masked
     * @param intentModel that judges the intent in what shoppers wrote
     */
    public static Schema schema(
            Optional<String> embeddingModel, Optional<Boolean> masking, Optional<String> intentModel) {
        return new Schema(
                List.of(
                        carried("event_id", "names the event"),
                        Column.time("event_time", TimeFormat.ISO, "when it happened"),
                        carried("received_time", "when the shop knew of it"),
                        carried("event_type", "what was done"),
                        Column.of("user_id", Role.ID, "who did it"),
                        carried("anonymous_id", "who it was before the shop knew"),
                        carried("session_id", "the visit it belongs to"),
                        carried("product_id", "what it was done to"),
                        text("product_name", "what the product is called", embeddingModel),
                        text("product_description", "what the shop says of the product", embeddingModel),
                        carried("category", "of the product"),
                        carried("brand", "of the product"),
                        Column.numeric("price", NumberFormat.POINT, "of one piece"),
                        Column.numeric("quantity", NumberFormat.POINT, "pieces"),
                        carried("currency", "of the price"),
                        carried("order_id", "the order it belongs to"),
                        text("query", "what was searched for", embeddingModel),
                        text("review_text", "what was written of the product", embeddingModel),
                        Column.numeric("rating", NumberFormat.POINT, "given to the product"),
                        carried("attributes", "what else is known, as JSON")),
                Optional.empty(),
                embeddingModel,
                masking,
                embeddingModel.flatMap(_ -> intentModel));
    }

    private static Column carried(String name, String reason) {
        return Column.of(name, Role.DROP, reason);
    }

    private static Column text(String name, String reason, Optional<String> embeddingModel) {
        return Column.of(name, embeddingModel.isPresent() ? Role.TEXT : Role.DROP, reason);
    }
}
