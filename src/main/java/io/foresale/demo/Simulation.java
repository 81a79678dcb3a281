package io.foresale.demo;

import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Lets the days of a shop go by. */
final class Simulation {

    private static final int HOUR = 3_600;
    private static final int MOST_VISITS_A_DAY = 50;

    private final Shop shop;
    private final Truth truth;
    private final World world;
    private final Customer[] customers;
    private final Bots bots;
    private final Dice dice = new Dice();

    Simulation(Shop shop, Truth truth) {
        this.shop = shop;
        this.truth = truth;
        var grammar = shop.language().grammar();
        var opened = shop.opened().atStartOfDay(ZoneOffset.UTC).toEpochSecond();
        this.world = new World(
                shop.seed(), opened, grammar, new Catalogue(shop.seed(), shop.products(), grammar), new Outbox());
        this.customers = new Customer[shop.customers()];
        this.bots = new Bots(world, customers.length);
    }

    void run(Consumer<ShopEvent> log) {
        for (int number = 0; number < customers.length; number++) {
            customers[number] = Customer.of(shop.seed(), number, shop.days(), world.catalogue(), dice);
        }
        for (int day = 0; day < shop.days(); day++) {
            tell(day);
            var season = shop.season(day);
            for (var customer : customers) {
                if (customer.isHere(day)) {
                    live(customer, day, season);
                }
            }
            bots.act(day, dice);
            world.outbox().deliver(world.midnight(day) / Outbox.DAY, log);
        }
    }

    private void tell(int day) {
        var cutoff = shop.opened().plusDays(day);
        if (!truth.cutoffs().contains(cutoff)) {
            return;
        }
        List<Season> horizon = IntStream.range(day, day + truth.horizonDays())
                .mapToObj(shop::season)
                .toList();
        for (var customer : customers) {
            if (customer.hasArrived(day)) {
                truth.customers()
                        .accept(new Truth.OfCustomer(
                                cutoff,
                                Ids.user(customer.number()),
                                Ids.cookie(customer.number(), customer.device()),
                                customer.isKnown(),
                                Truth.ofBuying(customer, horizon)));
            }
        }
    }

    private void live(Customer customer, int day, Season season) {
        dice.setFor(shop.seed(), customer.number(), day);
        customer.sleep(world.catalogue(), dice);
        int visits = Math.min(MOST_VISITS_A_DAY, dice.poisson(customer.visits(customer.intent(), season)));
        for (int nth = 0; nth < visits; nth++) {
            visit(customer, day, nth, season);
        }
    }

    private void visit(Customer customer, int day, int nth, Season season) {
        var session = Ids.visit(shop.seed(), customer.number(), day, nth);
        double probability = customer.buying(customer.intent(), season);
        truth.visits().accept(new Truth.OfVisit(session, probability));
        boolean buys = dice.chance(probability);
        var visit = new Visit(world, customer, season, visitor(customer, session), start(customer, day), delay(), dice);
        if (buys) {
            visit.buy();
        } else {
            visit.browse();
        }
    }

    /** Who is known is logged in mostly; who is not uses one device only, so that one cookie leads to them. */
    private Visitor visitor(Customer customer, String session) {
        var device = customer.isKnown() && dice.chance(0.2) ? Device.any(dice) : customer.device();
        var user = customer.isKnown() && dice.chance(0.8)
                ? Optional.of(Ids.user(customer.number()))
                : Optional.<String>empty();
        return new Visitor(user, Ids.cookie(customer.number(), device), Optional.of(session), device.word());
    }

    /** Around the customer's usual hour and never so late that the visit would last beyond midnight. */
    private long start(Customer customer, int day) {
        int hour = Math.clamp(customer.hour() + Math.round(2 * dice.nextGaussian()), 6, 22);
        return world.midnight(day) + hour * HOUR + dice.nextInt(HOUR);
    }

    /** Some phones send what happened hours or days later. */
    private long delay() {
        return dice.chance(0.02) ? dice.between(HOUR, 72 * HOUR) : 0;
    }
}
