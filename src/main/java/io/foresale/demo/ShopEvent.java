package io.foresale.demo;

import java.util.List;

/**
 * One line of the shop's log; an order of several products is one event with several lines.
 *
 * @param id unlike any other's; the same again where an event was uploaded twice
 * @param time in seconds since 1970, UTC
 * @param received when the shop heard of it; never before it happened
 */
public record ShopEvent(String id, Visitor by, long time, long received, Action action) {

    /** What was done. */
    public sealed interface Action {

        /** What shops call it, in canonical words. */
        String word();

        record Page() implements Action {
            @Override
            public String word() {
                return "other";
            }
        }

        record Listing(String category) implements Action {
            @Override
            public String word() {
                return "list_view";
            }
        }

        record Search(String query) implements Action {
            @Override
            public String word() {
                return "search";
            }
        }

        /** Something done to one product: view, add_to_cart, remove_from_cart, wishlist. */
        record Touch(String word, Line line) implements Action {}

        record Review(Line line, String text, int rating) implements Action {
            @Override
            public String word() {
                return "review";
            }
        }

        /** Something done to an order: begin_checkout, purchase, refund. */
        record Order(String word, String order, List<Line> lines) implements Action {}
    }

    /** A product as it stands in an event: @param cents the price of a piece, less the discount; negative where unknown. */
    public record Line(Product product, int cents, int discount, int quantity) {}

    /** How many rows it has in a flat log. */
    public int rows() {
        return action instanceof Action.Order order ? order.lines().size() : 1;
    }

    /** Whether something was bought. */
    public boolean isPurchase() {
        return action.word().equals("purchase");
    }
}
