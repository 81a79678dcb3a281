package io.foresale.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foresale.demo.DemoShop;
import io.foresale.demo.Language;
import io.foresale.domain.ObjectRef;
import io.foresale.domain.PermanentException;
import io.foresale.domain.Question;
import io.foresale.domain.RetriableException;
import io.foresale.domain.RunRecord.State;
import io.foresale.embed.Metered;
import io.foresale.embed.OneModel;
import io.foresale.port.Budget;
import io.foresale.port.HashingModel;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scoring that is to end before it is done goes on with the next call where it was, and to the same end. */
class CutOffScoringTest {

    /** A block of users, and some more. */
    private static final int USERS = 290;

    private static final Duration DAY = Duration.ofDays(1);

    @TempDir
    Path scratch;

    @Test
    void productsGoOnBehindTheUsersThatWereScored() {
        var floor = new ShopFloor(scratch);
        floor.put("datasets/shop.json", "{\"events\": {\"questions\": [\"what\"]}}");
        floor.put("raw/shop/log.csv", log());
        assertThat(floor.refusals).isEmpty();
        var undisturbed = floor.everyone("shop-what");
        var version = floor.models
                .current(Question.WHAT.model(ShopFloor.SHOP))
                .orElseThrow()
                .manifest();
        forget(floor, "scores/shop-what/");

        assertThatThrownBy(() -> floor.call("score-batch", version, 1))
                .isInstanceOf(RetriableException.class)
                .hasMessage("time ran out after 250 of 290 shoppers, which are kept; the redelivery goes on");
        assertThat(floor.runs("score-batch").getFirst().state()).isEqualTo(State.FAILED);
        assertThat(floor.objects("scores/shop-what/")).hasSize(1);
        floor.call("score-batch", version, 1);

        assertThat(floor.everyone("shop-what")).isEqualTo(undisturbed);
    }

    @Test
    void textsOfARequestAreNotEmbeddedAgain() {
        var floor = new ShopFloor(scratch);
        floor.put("raw/shop/shoppers.csv", shoppers());
        assertThat(floor.refusals).isEmpty();
        var undisturbed = request(floor, "score-requests/shop/undisturbed.csv", Integer.MAX_VALUE);
        int before = floor.model.asked();

        assertThatThrownBy(() -> request(floor, "score-requests/shop/cut-off.csv", 2))
                .isInstanceOf(RetriableException.class)
                .hasMessage("time ran out after 200 of 250 texts, which are kept; the redelivery goes on");
        assertThat(floor.model.asked()).isEqualTo(before + 200);
        var scores = request(floor, "score-requests/shop/cut-off.csv", Integer.MAX_VALUE);
        assertThat(floor.model.asked()).isEqualTo(before + 250);
        assertThat(scores).isEqualTo(undisturbed);
    }

    @Test
    void theTextsOfARequestMayNotCostMoreThanAJobMayAndWhatWasPaidForIsKept() {
        var floor = new ShopFloor(scratch);
        floor.put("raw/shop/shoppers.csv", shoppers());
        var undisturbed = request(floor, "score-requests/shop/undisturbed.csv", Integer.MAX_VALUE);
        var paid = new Metered(new HashingModel("hashing-8", 8));
        var file = floor.write("score-requests/shop/paid.csv", file());

        for (int delivery = 0; delivery < 2; delivery++) {
            assertThatThrownBy(() ->
                            floor.requests(new OneModel(paid), tokens(120)).request(file))
                    .isInstanceOf(PermanentException.class)
                    .hasMessageContainingAll(
                            "score-requests/shop/paid.csv",
                            "at most 120 tokens",
                            "raise foresale.embed.max-tokens and call score-batch again");
            assertThat(paid.asked).as("all deliveries together").hasSize(120);
        }
        assertThat(floor.runs("score-batch").get(1).counts())
                .containsEntry("modelCalls", 120L)
                .containsEntry("tokens", 120L);
        floor.requests(new OneModel(paid), tokens(250)).request(file);
        assertThat(paid.asked).hasSize(250).doesNotHaveDuplicates();
        assertThat(floor.scores()).isEqualTo(undisturbed);

        var cost = new Budget(OptionalLong.empty(), OptionalDouble.of(0.305), DAY, false);
        var other = floor.write("score-requests/shop/other.csv", file());
        assertThatThrownBy(() -> floor.requests(new OneModel(paid), cost).request(other))
                .isInstanceOf(PermanentException.class)
                .hasMessageContainingAll("score-requests/shop/other.csv", "foresale.embed.max-cost");
        assertThat(paid.asked).as("another file has a budget of its own").hasSize(280);
    }

    @Test
    void textsThatWereNotReachedAreAskedForAgainWithoutTheirNeighbours() {
        var floor = new ShopFloor(scratch);
        floor.put("raw/shop/shoppers.csv", shoppers());
        var undisturbed = request(floor, "score-requests/shop/undisturbed.csv", Integer.MAX_VALUE);
        var paid = new Metered(new HashingModel("hashing-8", 8));
        var lost = List.of("a lamp of size 1", "a lamp of size 10");
        paid.unreachable.addAll(lost);
        var file = floor.write("score-requests/shop/paid.csv", file());
        var step = floor.requests(new OneModel(paid), Budget.unlimited());
        assertThatThrownBy(() -> step.request(file))
                .isInstanceOf(RetriableException.class)
                .hasMessageContaining("the line was busy");
        paid.unreachable.clear();
        step.request(file);
        assertThat(paid.asked).hasSize(252).contains(lost.toArray(String[]::new));
        assertThat(floor.scores()).isEqualTo(undisturbed);
    }

    private static Budget tokens(long most) {
        return new Budget(OptionalLong.of(most), OptionalDouble.empty(), DAY, false);
    }

    private static List<String> request(ShopFloor floor, String key, int looks) {
        floor.call("score-batch", floor.write(key, file()), looks);
        return floor.scores();
    }

    private static String file() {
        var rows = IntStream.range(0, 250).mapToObj(i -> "s%d,%d,\"a lamp of size %d\"".formatted(i, i % 9, i));
        return rows.collect(Collectors.joining("\n", "shopper_id,visits_28d,last_search\n", "\n"));
    }

    private static void forget(ShopFloor floor, String prefix) {
        floor.objects(prefix).stream().map(ObjectRef::key).forEach(floor::delete);
    }

    private static String shoppers() {
        var csv = new StringWriter();
        try {
            new DemoShop(7, 300, Language.ENGLISH).write(csv);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return csv.toString();
    }

    /** Forty users who come and buy now and then, and many who came once. */
    static String log() {
        var random = new Random(7);
        var regulars = IntStream.range(0, 4_800)
                .mapToObj(i -> event(
                        day(i / 40),
                        i % 60,
                        random.nextInt(7) == 0 ? "purchase" : "view",
                        "r" + random.nextInt(40),
                        random));
        var guests =
                IntStream.range(0, USERS - 40).mapToObj(i -> event(day(110 + i % 10), i % 60, "view", "g" + i, random));
        return Stream.concat(regulars, guests)
                .collect(Collectors.joining("\n", "event_time,event_type,user_id,product_id,price\n", "\n"));
    }

    private static String event(LocalDate day, int minute, String type, String user, Random random) {
        int product = random.nextInt(23);
        return "%sT10:%02d:00Z,%s,%s,p%d,%d".formatted(day, minute, type, user, product, 2 + product);
    }

    private static LocalDate day(int day) {
        return LocalDate.of(2026, 1, 1).plusDays(day);
    }
}
