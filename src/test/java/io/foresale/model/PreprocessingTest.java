package io.foresale.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.foresale.model.Encoder.Categorical;
import io.foresale.model.Encoder.Numeric;
import io.foresale.model.Encoder.Text;
import io.foresale.model.Examples.Feature;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Numbers a row: pages 3 (value, missing, zero), month 4 (May, Dec, rare or unknown, missing), note 3 (vector, missing). */
class PreprocessingTest {

    private static final Preprocessing PREPROCESSING = new Preprocessing(List.of(
            new Numeric("pages", new NumericTransform.Identity(), 15, 10, 5, true, true),
            new Categorical("month", List.of("May", "Dec"), List.of("Feb"), true),
            new Text("note", new TextReduction.Whole(new float[] {0.5f, 0}, 2), true)));
    private static final Examples NOTHING = new Examples(1, List.of());

    @Test
    void aRowBecomesItsStandardisedNumberItsLevelAndItsCentredVector() {
        assertThat(PREPROCESSING.width()).isEqualTo(10);
        assertThat(encode(shopper(20, "Dec", 0.6f, 0.8f)))
                .containsExactly(new float[] {2, 0, 0, 0, 1, 0, 0, 0.2f, 1.6f, 0}, within(1e-6f));
    }

    @Test
    void whatIsMissingBecomesTheMedianNoLevelTheMeanTextAndAMark() {
        assertThat(encode(NOTHING)).containsExactly(1, 1, 0, 0, 0, 0, 1, 0, 0, 1);
    }

    @Test
    void anEmptyValueAndAColumnOfAnotherKindReadLikeAnAbsentColumn() {
        var empty = shopper(Double.NaN, "");
        var mistaken = new Examples(
                1,
                List.of(
                        new Feature.Levels("pages", new String[] {"many"}),
                        new Feature.Numbers("month", new double[] {5}),
                        new Feature.Vectors("note", 3, new float[][] {{1, 0, 0}})));
        for (var examples : List.of(empty, mistaken, NOTHING)) {
            var bound = PREPROCESSING.bind(examples);
            assertThat(bound.encode(0)).isEqualTo(encode(NOTHING));
            assertThat(bound.missing(0)).containsExactly("pages", "month", "note");
            assertThat(bound.unknown(0)).isEmpty();
        }
    }

    @Test
    void columnsInAnotherOrderBesideOthersMakeTheSameNumbers() {
        var straight = shopper(20, "Dec", 0.6f, 0.8f);
        var turned = new Examples(
                1,
                List.of(
                        straight.features().get(2),
                        new Feature.Numbers("never learned", new double[] {7}),
                        straight.features().get(1),
                        straight.features().get(0)));
        assertThat(encode(turned)).isEqualTo(encode(straight));
    }

    @Test
    void aLevelThatTrainingNeverSawIsUnknownAndCountsAsARareOne() {
        var unknown = PREPROCESSING.bind(shopper(10, "Brumaire", 1, 0));
        var rare = PREPROCESSING.bind(shopper(10, "Feb", 1, 0));

        assertThat(unknown.unknown(0)).containsExactly("month");
        assertThat(rare.unknown(0)).isEmpty();
        assertThat(unknown.missing(0)).isEmpty();
        assertThat(unknown.encode(0)).isEqualTo(rare.encode(0));
        assertThat(rare.encode(0)[5]).isOne();
    }

    @Test
    void aNumberFarOutsideCountsAsEightDeviationsAndZeroIsMarked() {
        assertThat(encode(shopper(1e300, "May"))[0]).isEqualTo(8);
        assertThat(encode(shopper(-1e300, "May"))[0]).isEqualTo(-8);
        assertThat(encode(shopper(0, "May"))).startsWith(-2, 0, 1);
    }

    @Test
    void marksThatTrainingRowsDidNotShowTakeNoPlace() {
        var plain = new Preprocessing(List.of(
                new Numeric("pages", new NumericTransform.Identity(), 15, 10, 5, false, false),
                new Categorical("month", List.of("May"), List.of(), false),
                new Text("note", new TextReduction.Whole(new float[] {0.5f, 0}, 2), false)));
        assertThat(plain.bind(NOTHING).encode(0)).containsExactly(1, 0, 0, 0, 0);
        assertThat(plain.bind(shopper(0, "May", 0.5f, 1)).encode(0)).containsExactly(-2, 1, 0, 0, 2);
    }

    @Test
    void principalComponentsReduceAVectorToItsCoordinatesAlongThem() {
        var reduced = new Preprocessing(List.of(new Text(
                "note",
                new TextReduction.PrincipalComponents(new float[] {0.5f, 0.2f}, 2, new float[][] {{0, 1}}),
                false)));
        assertThat(reduced.bind(shopper(1, "May", 0.6f, 0.8f)).encode(0))
                .containsExactly(new float[] {1.2f}, within(1e-6f));
    }

    @Test
    void theLogOddsAreTheInterceptAndTheWeightedNumbers() {
        // 0.5 + 2 · 1 − 1 · 3 = −0.5
        assertThat(new LogisticModel(new double[] {2, -1}, 0.5).probability(new float[] {1, 3}))
                .isCloseTo(1 / (1 + Math.exp(0.5)), within(1e-12));
    }

    @Test
    void aProbabilityOnTheEdgeOfABandBelongsAbove() {
        var bands = new FittedModel.Bands(0.1, 0.3);
        assertThat(List.of(bands.of(0.0999), bands.of(0.1), bands.of(0.2999), bands.of(0.3)))
                .containsExactly("low", "medium", "medium", "high");
    }

    @Property
    void theProbabilityIsNeverOutsideZeroAndOneNorNothing(@ForAll double pages, @ForAll String month) {
        var model = new LogisticModel(new double[] {1, 2, 4, 8, 16, 32, 64, 128, 256, 512}, 0.25);
        assertThat(model.probability(encode(shopper(pages, month, 0.6f, 0.8f)))).isBetween(0.0, 1.0);
    }

    private static float[] encode(Examples examples) {
        return PREPROCESSING.bind(examples).encode(0);
    }

    private static Examples shopper(double pages, String month, float... vector) {
        return new Examples(
                1,
                List.of(
                        new Feature.Numbers("pages", new double[] {pages}),
                        new Feature.Levels("month", new String[] {month}),
                        new Feature.Vectors("note", 2, new float[][] {vector})));
    }
}
