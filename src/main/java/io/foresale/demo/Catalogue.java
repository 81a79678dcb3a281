package io.foresale.demo;

import java.util.ArrayList;
import java.util.List;

/** All products, laid out by aisle (category) and theme; of each some sell much and many little. */
final class Catalogue {

    static final int AISLES = 8;
    static final int THEMES = 6;

    private static final int CELLS = AISLES * THEMES;
    private static final int COMMON_PRICE = 3_500;

    private final long seed;
    private final Grammar grammar;
    private final List<List<Product>> cells = new ArrayList<>();

    /** At least one product for each aisle and theme. */
    Catalogue(long seed, int products, Grammar grammar) {
        this.seed = seed;
        this.grammar = grammar;
        for (int cell = 0; cell < CELLS; cell++) {
            cells.add(new ArrayList<>());
        }
        var dice = new Dice();
        for (int number = 0; number < products; number++) {
            int cell = number % CELLS;
            cells.get(cell).add(draw(number, cell % AISLES, cell / AISLES, dice.setFor(seed, number, -1)));
        }
    }

    /** A product of an aisle and a theme; the first of each sell best. */
    Product any(int aisle, int theme, Dice dice) {
        var cell = cells.get(theme * AISLES + aisle);
        double place = dice.nextDouble();
        return cell.get((int) (cell.size() * place * place));
    }

    Product any(Dice dice) {
        return any(dice.nextInt(AISLES), dice.nextInt(THEMES), dice);
    }

    /** What is shown to who looks for something: mostly of the same aisle, now and then the thing itself. */
    Product near(Product sought, Dice dice) {
        double way = dice.nextDouble();
        if (way < 0.15) {
            return sought;
        }
        int theme = way < 0.45 ? sought.theme() : dice.nextInt(THEMES);
        return any(way < 0.9 ? sought.aisle() : dice.nextInt(AISLES), theme, dice);
    }

    private Product draw(int number, int aisle, int theme, Dice dice) {
        var kinds = grammar.words("product", aisle);
        var kind = kinds.get(dice.nextInt(kinds.size()));
        var use = grammar.say("use", theme, dice);
        var name = grammar.text(dice)
                .with("style", grammar.say("style", theme, dice))
                .with("use", use)
                .with("product", kind)
                .say("name");
        double price = COMMON_PRICE * StrictMath.exp(0.6 * dice.nextGaussian() + 0.1 * aisle);
        var category = grammar.say("category", aisle, dice);
        var brand = grammar.say("brand", aisle, dice);
        double quality = dice.nextGaussian();
        return new Product(
                "P" + (10_000 + number),
                name,
                describe(kind, theme, dice.setFor(seed, number, -4)),
                aisle,
                theme,
                category,
                brand,
                kind,
                use,
                (int) (price / 100) * 100 + 95,
                quality);
    }

    private String describe(String kind, int theme, Dice dice) {
        return grammar.text(dice)
                .with("style", grammar.say("style", theme, dice))
                .with("use", grammar.say("use", theme, dice))
                .with("product", kind)
                .say("description");
    }
}
