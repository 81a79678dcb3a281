package io.foresale.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.foresale.adapter.ejml.EjmlEigenSolver;
import io.foresale.model.Encoder;
import io.foresale.model.Examples.Feature;
import io.foresale.model.NumericTransform;
import io.foresale.model.TextReduction;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What each kind of column learns from training rows. */
class FitsTest {

    @Test
    void aSymmetricNumberIsStandardisedAsItIsAndFilledWithItsMedian() {
        var fitted = number(5, 1, 2, 4, 3);

        assertThat(fitted.transform()).isInstanceOf(NumericTransform.Identity.class);
        assertThat(fitted.mean()).isCloseTo(3, within(1e-12));
        assertThat(fitted.deviation()).isCloseTo(Math.sqrt(2), within(1e-12));
        assertThat(fitted.fill()).isEqualTo(3);
        assertThat(fitted.width()).isOne();
    }

    @Test
    void aLongTailOfAmountsTakesTheLogarithm() {
        assertThat(number(1, 2, 4, 8, 16, 32, 64, 128, 256).transform()).isInstanceOf(NumericTransform.Log.class);
    }

    @Test
    void aTailThatTheLogarithmLeavesTakesTheShareBelowWithTiesHalved() {
        var quantile = (NumericTransform.Quantile) number(0.01, 0.01, 0.02, 0.02, 0.02, 0.03, 0.03, 0.03, 0.04, 0.9)
                .transform();

        assertThat(quantile.knots()).containsExactly(0.01, 0.02, 0.03, 0.04, 0.9);
        // 0.01 is shared by the first two of ten: (0 + 2) / 2 of 10.
        assertThat(quantile.shares()).containsExactly(new double[] {0.1, 0.35, 0.65, 0.85, 0.95}, within(1e-12));
    }

    @Test
    void missingIsMarkedOnlyWhereTrainingRowsMissSome() {
        assertThat(number(1, Double.NaN, 3).showsMissing()).isTrue();
        assertThat(number(1, 2, 3).showsMissing()).isFalse();
    }

    @Test
    void zeroIsMarkedWhereItIsNeitherRareNorAllThereIsNorInTheMiddleOfTheRange() {
        assertThat(number(0, 2, 3, 4, 5).showsZero()).isTrue();
        assertThat(number(1, 2, 3, 4, 5).showsZero()).isFalse();
        assertThat(number(0, 0, 0).showsZero()).isFalse();
        assertThat(number(-1, 0, 1).showsZero()).isFalse();
    }

    @Test
    void aNumberThatIsNeverThereOrAlwaysTheSameHasNoDeviationToDivideBy() {
        var never = number(Double.NaN, Double.NaN);
        assertThat(never.deviation()).isOne();
        assertThat(never.fill()).isZero();
        assertThat(number(7, 7, 7).deviation()).isOne();
        assertThat(number(7, 7, 7).mean()).isEqualTo(7);
    }

    @Test
    void onlyTheNamedRowsAreLookedAt() {
        assertThat(NumericFit.fit("pages", new double[] {1, 1000, 3}, new int[] {0, 2})
                        .mean())
                .isEqualTo(2);
        var levels = new String[20];
        Arrays.fill(levels, "seen");
        Arrays.fill(levels, 10, 20, "held out");
        assertThat(CategoricalFit.fit("kind", levels, rows(10)).levels()).containsExactly("seen");
        assertThat(CategoricalFit.fit("kind", levels, rows(10)).rare()).isEmpty();
    }

    @Test
    void levelsOfFewerThanTenRowsAreRareAndTheEmptyOneIsMissing() {
        var levels = new String[100];
        Arrays.fill(levels, "common");
        Arrays.fill(levels, 0, 10, "frequent");
        Arrays.fill(levels, 10, 19, "rare");
        levels[19] = "";

        assertThat(CategoricalFit.fit("kind", levels, rows(100)))
                .isEqualTo(new Encoder.Categorical("kind", List.of("common", "frequent"), List.of("rare"), true));
    }

    @Test
    void vectorsAreCentredAndScaledToTheVarianceOfThreeColumnsSquared() {
        // By hand: means 0 and 0.5; variances 1 and 0.25, together 1.25; wanted are 9. The empty one does not count.
        var fitted = text(0, new float[][] {{1, 1}, {-1, 0}, {}});

        var whole = (TextReduction.Whole) fitted.reduction();
        assertThat(whole.mean()).containsExactly(0, 0.5f);
        assertThat(whole.scale()).isCloseTo((float) Math.sqrt(9 / 1.25), within(1e-5f));
        assertThat(fitted.showsMissing()).isTrue();
    }

    @Test
    void theFirstComponentIsTheDirectionAllVectorsVaryIn() {
        // The two differ by (2, 1) only.
        var fitted = text(1, new float[][] {{1, 1}, {-1, 0}});

        var components = (TextReduction.PrincipalComponents) fitted.reduction();
        float root = (float) Math.sqrt(5);
        assertThat(components.components()).hasNumberOfRows(1);
        assertThat(components.components()[0]).containsExactly(new float[] {2 / root, 1 / root}, within(1e-6f));
        assertThat(fitted.showsMissing()).isFalse();
    }

    @Test
    void asManyComponentsAsDimensionsAreAllDimensions() {
        assertThat(text(2, new float[][] {{1, 1}, {-1, 0}}).reduction()).isInstanceOf(TextReduction.Whole.class);
    }

    @Test
    void aTextThatNobodyWroteIsAlwaysMissingAndMakesFiniteNumbers() {
        var fitted = text(0, new float[][] {{}, {}});
        var out = new float[3];
        fitted.encode(new Feature.Vectors("note", 2, new float[][] {{0.6f, 0.8f}}), 0, out, 0);
        for (float number : out) {
            assertThat(number).isFinite();
        }
    }

    private static Encoder.Numeric number(double... values) {
        return NumericFit.fit("number", values, rows(values.length));
    }

    private static Encoder.Text text(int components, float[][] vectors) {
        return new TextFit(new EjmlEigenSolver()).fit("note", 2, vectors, rows(vectors.length), components);
    }

    private static int[] rows(int count) {
        return IntStream.range(0, count).toArray();
    }
}
