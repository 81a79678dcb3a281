package io.foresale.demo;

import io.foresale.demo.ShopEvent.Action;
import io.foresale.demo.ShopEvent.Line;
import java.util.ArrayList;
import java.util.List;

/** One visit as it goes on, click by click. Whether it ends in a purchase was cast before; the clicks follow from that. */
final class Visit {

    private static final String[] SEARCHES = {"search0", "search1", "search2", "search3", "search4"};
    private static final double SENT_TWICE = 0.003;

    private final World world;
    private final Customer customer;
    private final Season season;
    private final Dice dice;
    private final String session;
    private final long delay;
    private final Product aim;
    private Visitor visitor;
    private long clock;
    private int clicks;

    /** @param delay in seconds, until the shop hears of it */
    Visit(World world, Customer customer, Season season, Visitor visitor, long start, long delay, Dice dice) {
        this.world = world;
        this.customer = customer;
        this.season = season;
        this.visitor = visitor;
        this.session = visitor.session().orElseThrow();
        this.clock = start;
        this.delay = delay;
        this.dice = dice;
        this.aim = customer.intent().seeks() ? customer.sought() : customer.wish(world.catalogue(), dice);
    }

    void browse() {
        var seen = look();
        if (dice.chance(customer.intent() == Intent.DREAMING ? 0.1 : 0.04)) {
            touch("wishlist", seen);
        }
        if (!dice.chance(customer.intent().carting())) {
            return;
        }
        touch("add_to_cart", seen);
        if (dice.chance(0.3)) {
            touch("remove_from_cart", seen);
        } else if (dice.chance(0.3)) {
            happens(new Action.Order("begin_checkout", "", List.of(line(seen, 1))));
        }
    }

    void buy() {
        look();
        var lines = new ArrayList<Line>();
        lines.add(take(dice.chance(0.75) ? aim : customer.wish(world.catalogue(), dice)));
        for (double more = 0.35; lines.size() < 5 && dice.chance(more); more = 0.25) {
            lines.add(take(world.catalogue().any(dice.nextInt(Catalogue.AISLES), customer.theme(), dice)));
        }
        visitor = visitor.loggedIn(Ids.user(customer.number()));
        var order = "O" + session;
        happens(new Action.Order("begin_checkout", "", lines));
        happens(new Action.Order("purchase", order, lines));
        new Aftermath(world, visitor, order, lines, clock, dice).follow(customer);
    }

    private Product look() {
        happens(dice.chance(0.4) ? new Action.Listing(aim.category()) : new Action.Page());
        int searches = dice.poisson(customer.intent().seeks() ? 0.9 : 0.2);
        for (int nth = 0; nth < searches; nth++) {
            happens(new Action.Search(query()));
        }
        var seen = aim;
        for (int views = 1 + dice.poisson(1.8); views > 0; views--) {
            seen = world.catalogue().near(aim, dice);
            touch("view", seen);
        }
        return seen;
    }

    /** What they look for and, in other words than the product's name, of which kind; and how near they are to buying. */
    private String query() {
        var grammar = world.grammar();
        var want = grammar.text(dice)
                .with("product", aim.kind())
                .with("style", grammar.say("style", aim.theme(), dice))
                .with("use", grammar.say("use", aim.theme(), dice))
                .say("want");
        return grammar.text(dice)
                .with("product", want)
                .say(SEARCHES[customer.intent().tone(dice)]);
    }

    private Line take(Product product) {
        if (dice.chance(0.85)) {
            touch("view", product);
        }
        var line = line(product, dice.chance(0.12) ? dice.between(2, 3) : 1);
        happens(new Action.Touch("add_to_cart", line));
        return line;
    }

    private void touch(String word, Product product) {
        happens(new Action.Touch(word, line(product, 1)));
    }

    /** Mostly as it should be; now and then the name is missing, or the price is missing, nothing or a hundredfold. */
    private Line line(Product product, int quantity) {
        int discount = (int) (product.cents() * season.discount());
        int cents = product.cents() - discount;
        double dirt = dice.nextDouble();
        if (dirt < 0.01) {
            return new Line(product.withoutName(), cents, discount, quantity);
        }
        int price = dirt < 0.013 ? -1 : dirt < 0.014 ? 0 : dirt < 0.015 ? cents * 100 : cents;
        return new Line(product, price, discount, quantity);
    }

    private void happens(Action action) {
        clock += dice.between(3, 50);
        var id = session + '-' + ++clicks;
        var event = new ShopEvent(id, visitor, clock, clock + dice.between(1, 4) + delay, action);
        world.outbox().put(event);
        if (dice.chance(SENT_TWICE)) {
            world.outbox().putAgain(event);
        }
    }
}
