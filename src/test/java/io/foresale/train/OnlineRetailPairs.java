package io.foresale.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.github.luben.zstd.ZstdInputStream;
import io.foresale.adapter.duckdb.DuckDbEngine;
import io.foresale.adapter.ejml.EjmlEigenSolver;
import io.foresale.adapter.liblinear.LiblinearLearner;
import io.foresale.adapter.onnx.EmbeddedModels;
import io.foresale.domain.Column;
import io.foresale.domain.Question;
import io.foresale.domain.Role;
import io.foresale.evaluate.UserBootstrap;
import io.foresale.events.FeatureSet;
import io.foresale.events.ProductSql;
import io.foresale.events.TextSimilarity;
import io.foresale.events.VectorTable;
import io.foresale.model.Examples;
import io.foresale.model.Examples.Feature;
import io.foresale.port.EmbeddingModels.Script;
import io.foresale.port.TableEngine.Session;
import io.foresale.port.TextModel.Outcome;
import io.foresale.table.Sql;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Which products that are new to a customer will the customer buy within 30 days, on real invoices (UCI Online Retail II)? Takes
 * minutes; runs when it is named: {@code ./mvnw test -Dtest=OnlineRetailPairs}. Pairs are drawn for evaluation and for learning
 * as {@code peers/events.py product} draws them: at most 20 bought ones a customer, and as many others in proportion to what
 * sold in those 30 days.
 */
class OnlineRetailPairs {

    private static final Path FILE =
            Path.of(System.getProperty("foresale.data", "../shared/data"), "online_retail_II.csv.zst");
    private static final List<String> TRAINING = List.of("2010-12-01", "2011-02-01", "2011-04-01", "2011-06-01");
    private static final List<String> TEST = List.of("2011-09-01", "2011-10-01");
    private static final int LOOK_BACK = 365;
    private static final int MOST = 20;

    private static final String EVENTS = """
            CREATE TABLE events AS
            SELECT row_number() OVER () AS _row, strptime(InvoiceDate, %s) AS event_time, 'purchase' AS event_type,
                   CustomerID AS user_id, InvoiceNo AS session_id, InvoiceNo AS order_id, StockCode AS product_id,
                   lower(trim(Description)) AS product_name, NULL::VARCHAR AS product_description,
                   NULL::VARCHAR AS category, NULL::VARCHAR AS brand,
                   UnitPrice::DOUBLE AS price, Quantity::DOUBLE AS quantity, NULL::VARCHAR AS query,
                   NULL::VARCHAR AS review_text, NULL::DOUBLE AS rating
            FROM read_csv(%s, header = true, all_varchar = true)
            WHERE CustomerID <> '' AND InvoiceNo NOT LIKE 'C%%' AND UnitPrice::DOUBLE > 0 AND Quantity::DOUBLE > 0
              AND trim(Description) <> ''""";

    private static final String SEEN = """
            CREATE OR REPLACE TABLE seen AS
            SELECT *, epoch(TIMESTAMP '%1$s' - event_time) / 86400 AS age FROM events
            WHERE event_time < TIMESTAMP '%1$s' AND event_time >= TIMESTAMP '%1$s' - INTERVAL 365 DAY""";

    private static final String BOUGHT = """
            CREATE OR REPLACE TABLE future AS
            SELECT user_id, product_id, _row FROM events
            WHERE event_time >= TIMESTAMP '%1$s' AND event_time < TIMESTAMP '%1$s' + INTERVAL 30 DAY""";

    /** One row a pair, from all cut-offs of one side. */
    private record Table(Examples examples, boolean[] labels, List<String> customers) {}

    @Test
    void textSaysMoreThanBehaviourOfWhichNewProductsACustomerWillBuy() {
        assumeTrue(Files.exists(FILE), () -> "skipped: " + FILE + " is not there; -Dforesale.data names its folder");
        try (var session = new DuckDbEngine(Path.of("target", "scratch"), "3GiB", 2).open()) {
            load(session);
            embed(session);
            var training = table(session, TRAINING);
            var test = table(session, TEST);
            var bootstrap = new UserBootstrap(test.labels(), test.customers());
            var scores = new TreeMap<View, double[]>();
            for (var view : View.values()) {
                scores.put(view, scores(view, training, test));
                System.out.printf(
                        Locale.ROOT,
                        "| Online Retail II: buys this new product in 30 days, %s | %.4f of %,d pairs |%n",
                        view.title(),
                        bootstrap.auc(scores.get(view)),
                        test.labels().length);
            }
            var gain = bootstrap.gain(scores.get(View.FUSED), scores.get(View.BEHAVIOUR));
            System.out.printf(
                    Locale.ROOT,
                    "%nGain of text over behaviour: ROC AUC %+.4f, 95 %% interval over customers [%+.4f, %+.4f]%n",
                    gain.value(),
                    gain.low(),
                    gain.high());
            assertThat(bootstrap.auc(scores.get(View.FUSED))).isGreaterThanOrEqualTo(0.645);
            assertThat(gain.low()).isPositive();
        }
    }

    private static void load(Session session) {
        var plain = session.directory().resolve("retail.csv");
        try (var in = new ZstdInputStream(Files.newInputStream(FILE))) {
            Files.copy(in, plain);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        session.run(EVENTS.formatted("'%Y-%m-%d %H:%M:%S'", Sql.text(plain)));
    }

    /** Embeds what products are called; keeps the vectors for the next time. */
    private static void embed(Session session) {
        session.run(
                "CREATE TABLE texts AS SELECT text, %s AS hash FROM (SELECT DISTINCT product_name AS text FROM events)"
                        .formatted(Sql.textHash("text")));
        session.run("CREATE TABLE vectors (hash VARCHAR, vector FLOAT[384])");
        var kept = Path.of("target", "online-retail-vectors.parquet");
        var local = session.directory().resolve("vectors.parquet");
        try (var models = new EmbeddedModels(Path.of("target", "native-libraries"), 2)) {
            if (Files.exists(kept)) {
                Files.copy(kept, local);
                session.run("INSERT INTO vectors SELECT * FROM " + Sql.parquet(List.of(local)));
            }
            var missing = session.query(
                    row -> Map.entry(row.text(0), row.text(1)),
                    "SELECT hash, text FROM texts WHERE hash NOT IN (SELECT hash FROM vectors) ORDER BY hash");
            if (!missing.isEmpty()) {
                var outcomes = models.model(models.suitedTo(Script.LATIN))
                        .embed(missing.stream().map(Map.Entry::getValue).toList());
                var rows = new ArrayList<Object[]>();
                for (int i = 0; i < missing.size(); i++) {
                    rows.add(new Object[] {
                        missing.get(i).getKey(), ((Outcome.Answered<float[]>) outcomes.get(i)).answer()
                    });
                }
                session.append("vectors", rows);
                Files.deleteIfExists(local);
                session.run("COPY vectors TO " + Sql.text(local) + " (FORMAT parquet)");
                Files.copy(local, kept, StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Table table(Session session, List<String> cutoffs) {
        var columns = Stream.concat(
                        FeatureSet.of(Question.WHAT, LOOK_BACK).columns().stream(), TextSimilarity.columns().stream())
                .toList();
        var values = new LinkedHashMap<Column, List<Double>>();
        columns.forEach(column -> values.put(column, new ArrayList<>()));
        var labels = new ArrayList<Boolean>();
        var customers = new ArrayList<String>();
        for (var cutoff : cutoffs) {
            long start = System.nanoTime();
            session.run(SEEN.formatted(cutoff));
            session.run(BOUGHT.formatted(cutoff));
            ProductSql.statements().forEach(session::run);
            long products = System.nanoTime();
            draw(session, cutoff);
            FeatureSet.of(Question.WHAT, LOOK_BACK).compute(session, "features");
            long features = System.nanoTime();
            new TextSimilarity(new VectorTable()).compute(session, "alike");
            System.out.printf(
                    "%s: products %.1f s, features %.1f s, text %.1f s%n",
                    cutoff,
                    (products - start) / 1e9,
                    (features - products) / 1e9,
                    (System.nanoTime() - features) / 1e9);
            session.stream(
                    row -> {
                        labels.add(row.flag(0));
                        customers.add(row.text(1));
                        for (int c = 0; c < columns.size(); c++) {
                            values.get(columns.get(c)).add(row.number(c + 2));
                        }
                    },
                    "SELECT bought, user_id, %s FROM drawn JOIN features USING (user_id, product_id) JOIN alike USING (user_id, product_id) ORDER BY user_id, product_id, place"
                            .formatted(String.join(
                                    ", ",
                                    columns.stream()
                                            .map(c -> Sql.name(c.name()))
                                            .toList())));
        }
        var features = values.entrySet().stream()
                .map(e -> (Feature) new Feature.Numbers(
                        e.getKey().name(),
                        e.getValue().stream().mapToDouble(d -> d).toArray(),
                        e.getKey().role() == Role.SIMILARITY))
                .toList();
        var truth = new boolean[labels.size()];
        IntStream.range(0, truth.length).forEach(i -> truth[i] = labels.get(i));
        return new Table(new Examples(truth.length, features), truth, customers);
    }

    /** Makes {@code drawn(user_id, product_id, bought, place)} and {@code pairs}. */
    private static void draw(Session session, String cutoff) {
        var popular = session.query(
                row -> row.text(0), "SELECT product_id FROM products WHERE last_sold <= 60 ORDER BY product_id");
        var sold = new HashMap<String, Long>();
        session.stream(
                row -> sold.put(row.text(0), row.whole(1)), "SELECT product_id, count(*) FROM future GROUP BY ALL");
        var upTo = new long[popular.size()];
        long total = 0;
        for (int i = 0; i < upTo.length; i++) {
            total += sold.getOrDefault(popular.get(i), 0L);
            upTo[i] = total;
        }
        var known = new HashMap<String, Set<String>>();
        session.stream(
                row -> known.computeIfAbsent(row.text(0), _ -> new LinkedHashSet<>())
                        .add(row.text(1)),
                "SELECT DISTINCT user_id, product_id FROM seen");
        var now = new TreeMap<String, Set<String>>();
        session.stream(
                row -> now.computeIfAbsent(row.text(0), _ -> new LinkedHashSet<>())
                        .add(row.text(1)),
                "SELECT user_id, product_id FROM future ORDER BY _row");
        var inPopular = Set.copyOf(popular);
        var random = new SplittableRandom(cutoff.hashCode());
        var rows = new ArrayList<Object[]>();
        for (var entry : now.entrySet()) {
            var before = known.get(entry.getKey());
            if (before == null) {
                continue;
            }
            var positives = entry.getValue().stream()
                    .filter(p -> !before.contains(p) && inPopular.contains(p))
                    .limit(MOST)
                    .toList();
            positives.forEach(p -> rows.add(new Object[] {entry.getKey(), p, true, rows.size()}));
            int left = positives.size();
            for (int d = 0; left > 0 && d < 4 * positives.size() + 5; d++) {
                var product = popular.get(at(upTo, random.nextLong(upTo[upTo.length - 1])));
                if (!before.contains(product) && !entry.getValue().contains(product)) {
                    rows.add(new Object[] {entry.getKey(), product, false, rows.size()});
                    left--;
                }
            }
        }
        session.run(
                "CREATE OR REPLACE TABLE drawn (user_id VARCHAR, product_id VARCHAR, bought BOOLEAN, place INTEGER)");
        session.append("drawn", rows);
        session.run("CREATE OR REPLACE TABLE pairs AS SELECT DISTINCT user_id, product_id FROM drawn");
    }

    /** The first place whose sum is above a number. */
    private static int at(long[] upTo, long number) {
        int low = 0;
        int high = upTo.length - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (upTo[middle] > number) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    private static double[] scores(View view, Table training, Table test) {
        var fit = new ModelFit(new LiblinearLearner(), new EjmlEigenSolver());
        var numbers = new HashMap<String, Integer>();
        var groups = training.customers().stream()
                .mapToInt(c -> numbers.computeIfAbsent(c, _ -> numbers.size()))
                .toArray();
        var seen = view.of(training.examples());
        var rows = IntStream.range(0, training.labels().length).toArray();
        var choice =
                new Selection(fit, new Groups(groups, true), 7, Long.MAX_VALUE).choose(seen, training.labels(), rows);
        var fitted = fit.fit(seen, training.labels(), rows, choice.components(), List.of(choice.strength()));
        if (view == View.FUSED) {
            print(fitted);
        }
        return fitted.predict(
                0,
                view.of(test.examples()),
                IntStream.range(0, test.labels().length).toArray());
    }

    private static void print(ModelFit.Fitted fitted) {
        int at = 0;
        for (var encoder : fitted.preprocessing().encoders()) {
            System.out.printf("%-32s", encoder.name());
            for (int i = 0; i < encoder.width(); i++) {
                System.out.printf(" %8.3f", fitted.models().getFirst().weights()[at++]);
            }
            System.out.println();
        }
    }
}
