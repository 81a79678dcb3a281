package io.foresale.bench;

import io.foresale.demo.EventLog;
import io.foresale.demo.Language;
import io.foresale.demo.Shop;
import io.foresale.demo.Truth;
import java.io.BufferedWriter;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.Locale;

/**
 * Writes the log of a made-up shop: {@code csv|ga4 EVENTS SEED FILE [english|chinese]}, about so many events; {@code -} as
 * FILE writes nowhere. {@code truth EVENTS SEED DIRECTORY} writes what the log does not tell instead: customers.csv, at a
 * cut-off every seven days from the 28th on, each for the seven days after it, and visits.csv. Prints events, seconds,
 * the seconds of its one thread (which other work on the machine leaves alone) and events in a second of those.
 */
public final class ShopLog {

    private static final int LOOK_BACK_DAYS = 28;
    private static final int HORIZON_DAYS = 7;

    private ShopLog() {}

    public static void main(String[] args) throws IOException {
        var language = args.length > 4 ? Language.valueOf(args[4].toUpperCase(Locale.ROOT)) : Language.ENGLISH;
        var shop = Shop.ofEvents(Long.parseLong(args[2]), Long.parseLong(args[1]), language);
        switch (args[0]) {
            case "csv", "ga4" -> log(shop, args[0], args[3]);
            case "truth" -> truth(shop, Path.of(args[3]));
            default -> throw new IllegalArgumentException("csv, ga4 or truth, not " + args[0]);
        }
    }

    private static void log(Shop shop, String form, String file) throws IOException {
        try (var out = file.equals("-") ? OutputStream.nullOutputStream() : new FileOutputStream(file);
                var log = form.equals("csv") ? EventLog.csv(out) : EventLog.ga4(out)) {
            long start = System.nanoTime();
            shop.play(log);
            double seconds = (System.nanoTime() - start) / 1e9;
            double busy = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() / 1e9;
            System.out.printf(Locale.ROOT, "%d %.1f %.1f %.0f%n", log.rows(), seconds, busy, log.rows() / busy);
        }
    }

    private static void truth(Shop shop, Path directory) throws IOException {
        var cutoffs = new HashSet<LocalDate>();
        for (int day = LOOK_BACK_DAYS; day + HORIZON_DAYS <= shop.days(); day += HORIZON_DAYS) {
            cutoffs.add(shop.opened().plusDays(day));
        }
        try (var customers = Files.newBufferedWriter(directory.resolve("customers.csv"));
                var visits = Files.newBufferedWriter(directory.resolve("visits.csv"))) {
            line(customers, Truth.OfCustomer.HEADER);
            line(visits, Truth.OfVisit.HEADER);
            shop.play(
                    _ -> {},
                    new Truth(
                            cutoffs,
                            HORIZON_DAYS,
                            customer -> line(customers, customer.line()),
                            visit -> line(visits, visit.line())));
        }
    }

    private static void line(BufferedWriter out, String line) {
        try {
            out.write(line);
            out.write('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
