package io.foresale.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DemoShopTest {

    private static final DemoShop DEMO = DemoShop.english(7);
    private static final List<Shopper> MANY = new DemoShop(11, 20_000, Language.ENGLISH).shoppers();

    @Test
    void theSameSeedGivesTheSameBytesAndAnotherSeedOthers() throws IOException {
        assertThat(csv(DEMO)).isEqualTo(csv(DemoShop.english(7)));
        assertThat(csv(DEMO)).isNotEqualTo(csv(DemoShop.english(8)));
    }

    @Test
    void theFileHasEveryShopperTwoRowsTwiceAndThreeBrokenLines() throws IOException {
        var lines = csv(DEMO).lines().skip(1).toList();
        var cells = lines.stream().map(DemoShopTest::cells).toList();

        assertThat(lines).hasSize(3_000 + 2 + 3);
        assertThat(cells.stream().filter(n -> n < 14)).hasSize(1);
        assertThat(cells.stream().filter(n -> n > 14)).hasSize(2);
        assertThat(lines.size() - new HashSet<>(lines).size()).isEqualTo(2);
    }

    @Test
    void aSmallDemoHasItsBrokenLinesToo() throws IOException {
        assertThat(csv(new DemoShop(1, 10, Language.ENGLISH)).lines()).hasSize(1 + 10 + 5);
    }

    @Test
    void aboutOneInFiveBuysAsOftenAsTheTruthSays() {
        var bought = MANY.stream().flatMap(s -> s.purchased().stream()).mapToDouble(b -> b ? 1 : 0);
        var truth = MANY.stream().mapToDouble(Shopper::probability).average().orElseThrow();

        assertThat(truth).isBetween(0.18, 0.23);
        assertThat(bought.average().orElseThrow()).isCloseTo(truth, within(0.01));
    }

    @Test
    void theTruthTellsBuyersWellButNotForCertain() {
        assertThat(areaUnderCurve(Shopper::probability)).isBetween(0.87, 0.92);
    }

    @Test
    void cartsTellSomethingAndIdsAndDatesNothing() {
        assertThat(areaUnderCurve(Shopper::cartAdds)).isBetween(0.6, 0.75);
        assertThat(areaUnderCurve(s -> Integer.parseInt(s.id().substring(1)))).isCloseTo(0.5, within(0.02));
        assertThat(areaUnderCurve(s -> s.lastVisit().getDayOfYear())).isCloseTo(0.5, within(0.02));
    }

    @Test
    void someRowsHaveNoLabelNoWordsOrNoOrderYet() {
        var shoppers = DEMO.shoppers();

        assertThat(shoppers.stream().filter(s -> s.purchased().isEmpty()).count())
                .isBetween(60L, 180L);
        assertThat(shoppers.stream().filter(s -> s.lastSearch().isEmpty()).count())
                .isBetween(360L, 540L);
        assertThat(shoppers.stream()
                        .filter(s -> s.daysSinceLastOrder().isEmpty())
                        .count())
                .isBetween(700L, 1_100L);
    }

    @Test
    void mostTextsAreDistinctAndFewEnoughToEmbedInHalfAMinute() {
        var shoppers = DEMO.shoppers();
        var searches = shoppers.stream().flatMap(s -> s.lastSearch().stream()).toList();
        var messages = shoppers.stream().flatMap(s -> s.lastMessage().stream()).toList();

        assertThat(new HashSet<>(searches).size()).isGreaterThan(searches.size() * 6 / 10);
        assertThat(new HashSet<>(messages).size()).isGreaterThan(messages.size() * 9 / 10);
        assertThat(Stream.of(searches, messages).flatMap(List::stream).distinct())
                .hasSizeLessThan(5_000);
    }

    @Test
    void noTextHasAHoleInItsGrammar() {
        for (var language : Language.values()) {
            assertThat(new DemoShop(3, 2_000, language)
                            .shoppers().stream()
                                    .flatMap(s -> Stream.of(s.lastSearch(), s.lastMessage()))
                                    .flatMap(Optional::stream))
                    .allSatisfy(text -> assertThat(text).isNotBlank().doesNotContain("{", "}", "|", "  "));
        }
    }

    @Test
    void chineseShoppersWriteChineseAndBehaveTheSame() {
        var messages = new DemoShop(7, 100, Language.CHINESE)
                .shoppers().stream().flatMap(s -> s.lastMessage().stream()).toList();

        assertThat(messages).allSatisfy(message -> assertThat(message).matches(".*\\p{IsHan}.*"));
    }

    /** The share of pairs of a buyer and another in which the buyer has the higher value; ties count half. */
    private static double areaUnderCurve(ToDoubleFunction<Shopper> value) {
        var buyers = values(true, value);
        var others = values(false, value);
        double won = 0;
        for (var buyer : buyers) {
            for (var other : others) {
                won += buyer > other ? 1 : buyer < other ? 0 : 0.5;
            }
        }
        return won / ((double) buyers.length * others.length);
    }

    private static double[] values(boolean bought, ToDoubleFunction<Shopper> value) {
        return MANY.stream()
                .filter(s -> s.purchased().equals(Optional.of(bought)))
                .mapToDouble(value)
                .toArray();
    }

    private static String csv(DemoShop demo) throws IOException {
        var out = new StringBuilder();
        demo.write(out);
        return out.toString();
    }

    private static int cells(String line) {
        var open = false;
        var commas = new ArrayList<Integer>();
        for (int i = 0; i < line.length(); i++) {
            open ^= line.charAt(i) == '"';
            if (line.charAt(i) == ',' && !open) {
                commas.add(i);
            }
        }
        return commas.size() + 1;
    }
}
