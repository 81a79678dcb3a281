package io.foresale.demo;

import io.foresale.demo.ShopEvent.Action;
import io.foresale.demo.ShopEvent.Line;
import java.io.OutputStream;

/** The log as CSV. */
final class CsvLog implements EventLog {

    private static final String HEADER = "event_id,event_time,received_time,event_type,user_id,anonymous_id,session_id,"
            + "product_id,product_name,product_description,category,brand,price,quantity,currency,order_id,query,review_text,"
            + "rating,device,discount";

    private final Lines out;
    private long rows;

    CsvLog(OutputStream out) {
        this.out = new Lines(out);
        this.out.put(HEADER).end();
    }

    @Override
    public void accept(ShopEvent event) {
        switch (event.action()) {
            case Action.Page() -> withoutProduct(event, "", "");
            case Action.Listing(var category) -> withoutProduct(event, category, "");
            case Action.Search(var query) -> withoutProduct(event, "", query);
            case Action.Touch touch -> withProduct(event, 1, touch.line(), "", "", "");
            case Action.Review(var line, var text, int rating) ->
                withProduct(event, 1, line, "", text, Integer.toString(rating));
            case Action.Order order -> {
                for (int place = 0; place < order.lines().size(); place++) {
                    withProduct(event, place + 1, order.lines().get(place), order.order(), "", "");
                }
            }
        }
    }

    private void withoutProduct(ShopEvent event, String category, String query) {
        begin(event, 1);
        out.put(",,,").put(category).put(",,,,,,");
        text(query);
        out.put(",,,");
        end(event, 0);
    }

    private void withProduct(ShopEvent event, int place, Line line, String order, String review, String rating) {
        begin(event, place);
        var product = line.product();
        out.put(product.id()).put(',');
        text(product.name());
        out.put(',');
        if (isOfDetails(event)) {
            text(product.description());
        }
        out.put(',').put(product.category()).put(',').put(product.brand()).put(',');
        if (line.cents() >= 0) {
            out.cents(line.cents());
        }
        out.put(',').put(line.quantity()).put(",EUR,").put(order).put(",,");
        text(review);
        out.put(',').put(rating).put(',');
        end(event, line.discount());
    }

    /** Of some views the shop's pages send what they show of the product; all would make the log twice as long. */
    private static boolean isOfDetails(ShopEvent event) {
        return event.action().word().equals("view") && event.id().hashCode() % 4 == 0;
    }

    /** The rows of one event have ids of their own, for each is an event to who reads them. */
    private void begin(ShopEvent event, int place) {
        rows++;
        out.put(event.id());
        if (place > 1) {
            out.put('.').put(place);
        }
        var by = event.by();
        out.put(',').time(event.time()).put(',').time(event.received()).put(',');
        out.put(event.action().word()).put(',').put(by.user().orElse("")).put(',');
        out.put(by.cookie()).put(',').put(by.session().orElse("")).put(',');
    }

    private void end(ShopEvent event, int discount) {
        out.put(event.by().device()).put(',');
        if (discount > 0) {
            out.cents(discount);
        }
        out.end();
    }

    private void text(String words) {
        if (words.indexOf(',') < 0 && words.indexOf('"') < 0) {
            out.put(words);
        } else {
            out.put('"').put(words.replace("\"", "\"\"")).put('"');
        }
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
