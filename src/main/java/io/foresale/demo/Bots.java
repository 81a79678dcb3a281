package io.foresale.demo;

import io.foresale.demo.ShopEvent.Action;
import io.foresale.demo.ShopEvent.Line;
import java.util.Optional;

/** Programs that look at hundreds or thousands of products on a day, log in or not, and buy nothing. */
final class Bots {

    private static final int CUSTOMERS_PER_BOT = 400;
    private static final double ACTIVE = 0.02;

    private final World world;
    private final int first;
    private final int count;

    /** Numbered after the customers. */
    Bots(World world, int customers) {
        this.world = world;
        this.first = customers;
        this.count = Math.max(2, customers / CUSTOMERS_PER_BOT);
    }

    void act(int day, Dice dice) {
        for (int number = first; number < first + count; number++) {
            dice.setFor(world.seed(), number, day);
            if (dice.chance(ACTIVE)) {
                crawl(number, day, dice);
            }
        }
    }

    private void crawl(int number, int day, Dice dice) {
        var user = number % 2 == 0 ? Optional.of(Ids.user(number)) : Optional.<String>empty();
        var session = Ids.visit(world.seed(), number, day, 0);
        var visitor =
                new Visitor(user, Ids.cookie(number, Device.DESKTOP), Optional.of(session), Device.DESKTOP.word());
        int views = (int) (150 * StrictMath.exp(2.9 * dice.nextDouble()));
        long clock = world.midnight(day) + dice.nextInt(12 * 3_600);
        for (int view = 1; view <= views; view++) {
            clock += dice.between(1, 5);
            var product = world.catalogue().any(dice);
            var look = new Action.Touch("view", new Line(product, product.cents(), 0, 1));
            world.outbox().put(new ShopEvent(session + '-' + view, visitor, clock, clock + 1, look));
        }
    }
}
