package io.foresale.demo;

/** Someone with tastes, habits and a mind that changes from day to day. */
final class Customer {

    private static final double OTHER_AISLE = 0.15;
    private static final double OTHER_THEME = 0.3;

    private final int number;
    private final int arrives;
    private final int aisle;
    private final int secondAisle;
    private final int theme;
    private final int hour;
    private final Device device;
    private final float eagerness;
    private final float readiness;
    private final float budget;
    private boolean known;
    private float goodwill = 1;
    private Intent intent;
    private Product sought;

    private Customer(int number, int days, Catalogue catalogue, Dice dice) {
        this.number = number;
        boolean regular = dice.chance(0.7);
        this.arrives = regular ? 0 : dice.nextInt(days);
        this.aisle = dice.nextInt(Catalogue.AISLES);
        this.secondAisle = dice.nextInt(Catalogue.AISLES);
        this.theme = dice.nextInt(Catalogue.THEMES);
        this.hour = dice.between(8, 21);
        this.device = Device.any(dice);
        this.eagerness = spread(0.7, 4, dice);
        this.readiness = spread(0.6, 2.5, dice);
        this.budget = spread(0.5, 3, dice);
        this.known = dice.chance(0.65);
        this.intent = regular ? Intent.ofRegular(dice) : Intent.ofNewcomer(dice);
        this.sought = wish(catalogue, dice);
    }

    /** The same customer for a seed and a number, however many others there are. */
    static Customer of(long seed, int number, int days, Catalogue catalogue, Dice dice) {
        return new Customer(number, days, catalogue, dice.setFor(seed, number, -2));
    }

    private static float spread(double sigma, double most, Dice dice) {
        return (float) Math.min(most, StrictMath.exp(sigma * dice.nextGaussian()));
    }

    /** Goes to bed and gets up with the same or another intent. */
    void sleep(Catalogue catalogue, Dice dice) {
        var before = intent;
        intent = intent.overnight(dice);
        if (intent.seeks() && !before.seeks()) {
            sought = wish(catalogue, dice);
        }
    }

    /** Something of their taste and, where there is a choice, of their means. */
    Product wish(Catalogue catalogue, Dice dice) {
        var one = wishAtAnyPrice(catalogue, dice);
        var other = wishAtAnyPrice(catalogue, dice);
        return distance(one) <= distance(other) ? one : other;
    }

    private Product wishAtAnyPrice(Catalogue catalogue, Dice dice) {
        double way = dice.nextDouble();
        int where = way < OTHER_AISLE ? dice.nextInt(Catalogue.AISLES) : way < 0.4 ? secondAisle : aisle;
        return catalogue.any(where, dice.chance(OTHER_THEME) ? dice.nextInt(Catalogue.THEMES) : theme, dice);
    }

    private double distance(Product product) {
        double ratio = product.cents() / (5_000 * budget);
        return Math.max(ratio, 1 / ratio);
    }

    /** How often they come on such a day, on average, were they of that intent. */
    double visits(Intent as, Season season) {
        return eagerness * as.visits() * season.visits();
    }

    /** How likely a visit on such a day ends in a purchase, were they of that intent. */
    double buying(Intent as, Season season) {
        return Math.min(0.9, readiness * goodwill * as.buying() * season.buying());
    }

    /**
     * Has ordered: the shop knows them from now on, what they got pleases them or not, and they want nothing more or what
     * goes with it, perhaps from another aisle.
     */
    void ordered(double satisfaction, Catalogue catalogue, Dice dice) {
        known = true;
        goodwill = satisfaction < -1 ? 0.35f : satisfaction > 1 ? 1.25f : 1;
        intent = dice.chance(0.35) ? Intent.IDLE : intent;
        int where = dice.chance(0.5) ? sought.aisle() : dice.nextInt(Catalogue.AISLES);
        sought = catalogue.any(where, sought.theme(), dice);
    }

    int number() {
        return number;
    }

    boolean isHere(int day) {
        return day >= arrives && intent != Intent.GONE;
    }

    boolean hasArrived(int day) {
        return day >= arrives;
    }

    boolean isKnown() {
        return known;
    }

    Intent intent() {
        return intent;
    }

    Product sought() {
        return sought;
    }

    int theme() {
        return theme;
    }

    int hour() {
        return hour;
    }

    Device device() {
        return device;
    }
}
