package io.foresale.bench;

import io.foresale.demo.DemoShop;
import io.foresale.demo.Language;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Locale;
import java.util.SplittableRandom;

/** Writes the tables that the benchmarks read: {@code flat ROWS FILE} without texts, {@code shop ROWS FILE} with them. */
public final class BenchmarkTables {

    private static final long SEED = 7;
    private static final String[] DEVICES = {"phone", "tablet", "desktop"};
    private static final String[] COUNTRIES = {"AT", "CH", "CN", "DE", "FR", "IT", "JP", "NL", "PL", "US"};
    private static final LocalDateTime FIRST_VISIT = LocalDateTime.of(2026, 1, 1, 0, 0);
    private static final int SECONDS_OF_A_YEAR = 365 * 24 * 3600;

    private BenchmarkTables() {}

    public static void main(String[] args) throws IOException {
        int rows = Integer.parseInt(args[1]);
        try (var out = Files.newBufferedWriter(Path.of(args[2]))) {
            switch (args[0]) {
                case "flat" -> flat(rows, out);
                case "shop" -> new DemoShop(SEED, rows, Language.ENGLISH).write(out);
                default -> throw new IllegalArgumentException("flat or shop, not " + args[0]);
            }
        }
    }

    /** Nine columns: an id, a time, four quantities of which one is often missing, two categories and the label. */
    private static void flat(int rows, BufferedWriter out) throws IOException {
        var random = new SplittableRandom(SEED);
        out.write("shopper_id,last_visit,visits,product_pages,cart_adds,spent_eur,device,country,purchased\n");
        for (int row = 0; row < rows; row++) {
            int visits = random.nextInt(1, 30);
            int cartAdds = random.nextInt(0, 6);
            boolean purchased = random.nextDouble() < 0.05 + 0.1 * cartAdds;
            out.write(String.format(
                    Locale.ROOT,
                    "s%07d,%s:%02d,%d,%d,%d,%s,%s,%s,%d%n",
                    row,
                    FIRST_VISIT.plusSeconds(random.nextInt(SECONDS_OF_A_YEAR)).withSecond(0),
                    random.nextInt(60),
                    visits,
                    visits * random.nextInt(1, 12),
                    cartAdds,
                    random.nextInt(3) == 0 ? "" : String.format(Locale.ROOT, "%.2f", random.nextDouble(5, 900)),
                    DEVICES[random.nextInt(DEVICES.length)],
                    COUNTRIES[random.nextInt(COUNTRIES.length)],
                    purchased ? 1 : 0));
        }
    }
}
