package io.foresale.demo;

import io.foresale.demo.ShopEvent.Action;
import io.foresale.demo.ShopEvent.Line;
import java.util.List;

/**
 * What follows from an order: refunds, reviews, and the shopping list that the app kept on the phone until then. The list's
 * events are dated one or two weeks before the order and received with it, so whoever reads them by their date alone reads
 * the future.
 */
final class Aftermath {

    private static final int HOUR = 3_600;
    private static final int DAY = 24 * HOUR;

    private final World world;
    private final Visitor visitor;
    private final String order;
    private final List<Line> lines;
    private final long bought;
    private final Dice dice;

    Aftermath(World world, Visitor visitor, String order, List<Line> lines, long bought, Dice dice) {
        this.world = world;
        this.visitor = visitor.outsideOfVisits();
        this.order = order;
        this.lines = lines;
        this.bought = bought;
        this.dice = dice;
    }

    void follow(Customer customer) {
        double satisfaction = 0.6 * lines.getFirst().product().quality() + 0.8 * dice.nextGaussian();
        if (dice.chance(0.95)) {
            shoppingList();
        }
        if (satisfaction < -1.1 && dice.chance(0.7)) {
            refund();
        }
        if (dice.chance(0.25)) {
            review(satisfaction);
        }
        customer.ordered(satisfaction, world.catalogue(), dice);
    }

    private void shoppingList() {
        for (int item = 0; item < lines.size(); item++) {
            long noted = bought - dice.between(5 * DAY, 14 * DAY);
            if (noted >= world.opened()) {
                happens("l" + item, noted, bought + dice.between(1, 60), new Action.Touch("wishlist", lines.get(item)));
            }
        }
    }

    private void refund() {
        long sentBack = bought + dice.between(3 * DAY, 15 * DAY);
        var which = dice.chance(0.5) ? lines : lines.subList(0, 1);
        happens("r", sentBack, sentBack + dice.between(1, 4 * DAY), new Action.Order("refund", order, which));
    }

    private void review(double satisfaction) {
        long written = bought + dice.between(2 * DAY, 14 * DAY);
        int rating = Math.clamp(StrictMath.round(3.6 + 1.2 * satisfaction), 1, 5);
        var product = lines.getFirst().product();
        var text = world.grammar()
                .text(dice)
                .with("product", product.kind())
                .with("use", product.use())
                .say("review" + rating);
        var moderated = written + dice.between(HOUR, 3 * DAY);
        happens("v", written, moderated, new Action.Review(lines.getFirst(), text, rating));
    }

    private void happens(String suffix, long time, long received, Action action) {
        world.outbox().put(new ShopEvent(order + '-' + suffix, visitor, time, received, action));
    }
}
