package io.foresale.demo;

import io.foresale.demo.ShopEvent.Action;
import io.foresale.demo.ShopEvent.Line;
import java.io.OutputStream;
import java.util.List;

/** The log as a GA4 export: one JSON object a line, times in microseconds, the products of an event nested in it. */
final class Ga4Log implements EventLog {

    private static final String MICROSECONDS = "000000";

    private final Lines out;
    private long rows;

    Ga4Log(OutputStream out) {
        this.out = new Lines(out);
    }

    @Override
    public void accept(ShopEvent event) {
        rows += event.rows();
        begin(event);
        switch (event.action()) {
            case Action.Page() -> items(List.of());
            case Action.Listing(var category) -> {
                parameter("item_list_name", category);
                items(List.of());
            }
            case Action.Search(var query) -> {
                parameter("search_term", query);
                items(List.of());
            }
            case Action.Touch touch -> items(List.of(touch.line()));
            case Action.Review(var line, var text, int rating) -> {
                parameter("review_text", text);
                number("rating", rating);
                items(List.of(line));
            }
            case Action.Order order -> {
                parameter("transaction_id", order.order());
                items(order.lines());
            }
        }
        out.put('}').end();
    }

    /** Up to the first of the event's parameters. Google's words for events are not quite the canonical ones. */
    private void begin(ShopEvent event) {
        out.put("{\"event_date\":\"").compactDate(event.time()).put("\",\"event_timestamp\":");
        out.put(event.time()).put(MICROSECONDS).put(",\"event_name\":\"").put(name(event.action()));
        out.put("\",\"event_server_timestamp_offset\":").put(event.received() - event.time());
        out.put(MICROSECONDS)
                .put(",\"user_pseudo_id\":\"")
                .put(event.by().cookie())
                .put('"');
        event.by().user().ifPresent(user -> out.put(",\"user_id\":\"").put(user).put('"'));
        out.put(",\"device\":{\"category\":\"").put(event.by().device()).put("\"},\"event_params\":[");
        out.put("{\"key\":\"currency\",\"value\":{\"string_value\":\"EUR\"}}");
        event.by().session().ifPresent(session -> number("ga_session_id", Long.parseUnsignedLong(session, 16) >>> 32));
    }

    private static String name(Action action) {
        return switch (action.word()) {
            case "view" -> "view_item";
            case "list_view" -> "view_item_list";
            case "wishlist" -> "add_to_wishlist";
            case "other" -> "page_view";
            default -> action.word();
        };
    }

    private void parameter(String key, String text) {
        out.put(",{\"key\":\"").put(key).put("\",\"value\":{\"string_value\":\"");
        text(text);
        out.put("\"}}");
    }

    private void number(String key, long value) {
        out.put(",{\"key\":\"")
                .put(key)
                .put("\",\"value\":{\"int_value\":")
                .put(value)
                .put("}}");
    }

    /** Ends the parameters. */
    private void items(List<Line> lines) {
        out.put("],\"items\":[");
        for (int place = 0; place < lines.size(); place++) {
            if (place > 0) {
                out.put(',');
            }
            item(lines.get(place));
        }
        out.put(']');
    }

    private void item(Line line) {
        var product = line.product();
        out.put("{\"item_id\":\"").put(product.id()).put("\",\"item_name\":\"");
        text(product.name());
        out.put("\",\"item_brand\":\"").put(product.brand());
        out.put("\",\"item_category\":\"").put(product.category()).put('"');
        if (line.cents() >= 0) {
            out.put(",\"price\":").cents(line.cents());
        }
        if (line.discount() > 0) {
            out.put(",\"discount\":").cents(line.discount());
        }
        out.put(",\"quantity\":").put(line.quantity()).put('}');
    }

    private void text(String words) {
        out.put(words.indexOf('"') < 0 ? words : words.replace("\"", "\\\""));
    }

    @Override
    public long rows() {
        return rows;
    }

    @Override
    public void close() {
        out.flush();
    }
}
