package io.foresale.demo;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A table data set, for tests, of a shop that does not exist. Whether a shopper buys depends on their behaviour, on an intent that
 * shows in their words only, and on chance; about one in five does. The same seed gives the same bytes everywhere.
 *
 * @param rows shoppers; the file has five lines more, see {@link #write}
 */
public record DemoShop(long seed, int rows, Language language) {

    public static final int DEFAULT_ROWS = 3_000;

    private static final String HEADER = "shopper_id,last_visit,visits_28d,product_pages,cart_adds,"
            + "days_since_last_order,avg_basket_eur,device,country,channel,newsletter,last_search,last_message,purchased";

    public DemoShop {
        if (rows < 10) {
            throw new IllegalArgumentException("a demo has at least 10 rows, not " + rows);
        }
    }

    public static DemoShop english(long seed) {
        return new DemoShop(seed, DEFAULT_ROWS, Language.ENGLISH);
    }

    /** Every shopper once, in the order of the file, with the true probability that the file does not tell. */
    public List<Shopper> shoppers() {
        var shoppers = new Shoppers(seed, language.grammar());
        return IntStream.range(0, rows).mapToObj(_ -> shoppers.next()).toList();
    }

    /**
     * Writes the shoppers as CSV with a header, and what real files have: two rows twice and three broken lines (one cut
     * short, two with cells too many), for the reports to show.
     */
    public void write(Appendable out) throws IOException {
        var lines = new ArrayList<>(shoppers().stream().map(DemoShop::line).toList());
        var cut = lines.get(rows / 2);
        lines.add(rows * 9 / 10, lines.get(rows / 3));
        lines.add(rows * 8 / 10, lines.get(rows / 7));
        lines.add(rows * 7 / 10, lines.get(rows / 4) + ",,");
        lines.add(rows * 6 / 10, cut.substring(0, cut.indexOf(',', 40)));
        lines.add(rows * 2 / 10, lines.get(rows / 5).replaceFirst(",", ",late,"));
        out.append(HEADER).append('\n');
        for (var line : lines) {
            out.append(line).append('\n');
        }
    }

    private static String line(Shopper shopper) {
        return Stream.of(
                        shopper.id(),
                        shopper.lastVisit() + ":00",
                        shopper.visits(),
                        shopper.productPages(),
                        shopper.cartAdds(),
                        shopper.daysSinceLastOrder().isPresent()
                                ? shopper.daysSinceLastOrder().getAsInt()
                                : "",
                        shopper.averageBasket().isPresent()
                                ? String.format(
                                        Locale.ROOT,
                                        "%.2f",
                                        shopper.averageBasket().getAsDouble())
                                : "",
                        shopper.device().orElse(""),
                        shopper.country(),
                        shopper.channel(),
                        shopper.newsletter(),
                        text(shopper.lastSearch()),
                        text(shopper.lastMessage()),
                        shopper.purchased().map(bought -> bought ? "1" : "0").orElse(""))
                .map(Object::toString)
                .collect(Collectors.joining(","));
    }

    private static String text(Optional<String> words) {
        return words.map(said ->
                        said.contains(",") || said.contains("\"") ? '"' + said.replace("\"", "\"\"") + '"' : said)
                .orElse("");
    }
}
