package io.foresale.demo;

/**
 * What a customer is up to. Who dreams, compares or is ready comes about equally often and looks at about as much; how near
 * they are to buying shows in their words. It changes overnight.
 */
enum Intent {
    /** Comes no more. */
    GONE(0, 0, 0, new double[] {1, 0, 0, 0, 0}),
    /** Wants nothing in particular. */
    IDLE(0.02, 0.04, 0.05, new double[] {0.3, 0.4, 0.25, 0.05, 0}),
    /** Would like something, some day. */
    DREAMING(0.3, 0.002, 0.06, new double[] {0.15, 0.7, 0.15, 0, 0}),
    /** Compares. */
    COMPARING(0.3, 0.03, 0.15, new double[] {0, 0.05, 0.6, 0.33, 0.02}),
    /** Has made up their mind, if not about the day. */
    READY(0.35, 0.22, 0.4, new double[] {0, 0, 0.02, 0.25, 0.73});

    private static final Intent[] ALL = values();

    /** From one day to the next, unless something is bought. */
    private static final double[][] OVERNIGHT = {
        {1, 0, 0, 0, 0},
        {0.002, 0.981, 0.007, 0.005, 0.005},
        {0.002, 0.020, 0.970, 0.008, 0},
        {0.002, 0.023, 0.005, 0.950, 0.020},
        {0.002, 0.018, 0, 0.005, 0.975}
    };

    private static final double[] AT_FIRST = {0, 0.7, 0.14, 0.08, 0.08};
    private static final double[] OF_NEWCOMERS = {0, 0.2, 0.35, 0.3, 0.15};

    private final double visits;
    private final double buying;
    private final double carting;
    private final double[] tones;

    Intent(double visits, double buying, double carting, double[] tones) {
        this.visits = visits;
        this.buying = buying;
        this.carting = carting;
        this.tones = tones;
    }

    static Intent ofRegular(Dice dice) {
        return ALL[dice.weighted(AT_FIRST)];
    }

    static Intent ofNewcomer(Dice dice) {
        return ALL[dice.weighted(OF_NEWCOMERS)];
    }

    Intent overnight(Dice dice) {
        return ALL[dice.weighted(OVERNIGHT[ordinal()])];
    }

    /** How likely it is to turn into another overnight. */
    double turnsInto(Intent other) {
        return OVERNIGHT[ordinal()][other.ordinal()];
    }

    boolean seeks() {
        return this == DREAMING || this == COMPARING || this == READY;
    }

    /** Visits a day of an average customer. */
    double visits() {
        return visits;
    }

    /** How likely a visit of an average customer is to end in a purchase. */
    double buying() {
        return buying;
    }

    /** How likely a visit without a purchase is to put something into the cart. */
    double carting() {
        return carting;
    }

    /** How warm a search sounds, 0 to 4; who means the same does not always say the same. */
    int tone(Dice dice) {
        return dice.weighted(tones);
    }
}
