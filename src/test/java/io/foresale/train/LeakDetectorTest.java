package io.foresale.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foresale.domain.PermanentException;
import io.foresale.model.Examples;
import io.foresale.model.Examples.Feature;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LeakDetectorTest {

    @Test
    void behaviourThatTellsALittleIsNoLeak() {
        assertThat(check(Small.examples(), Small.labels())).isEmpty();
    }

    @Test
    void whatIsOnlyKnownAfterThePurchaseIsRefusedByNameWithItsAreaAndWhatToDo() {
        var examples = with(amount(), status());

        assertThatThrownBy(() -> check(examples, Small.labels()))
                .isInstanceOf(PermanentException.class)
                .hasMessage("features: wanted none that alone tells who bought (ROC AUC at most 0.95), got 'amount'"
                        + " (ROC AUC 1.0000), 'status' (ROC AUC 1.0000); \"drop\" what is only known after the purchase,"
                        + " or name what is honest in \"allowLeaks\" of the data set's configuration");
    }

    @Test
    void whatTheOwnerAllowsIsSaidAndTheRestIsStillRefused() {
        var allowed = check(with(amount(), status()), Small.labels(), "amount", "status");
        assertThat(allowed).extracting(LeakDetector.Leak::feature).containsExactly("amount", "status");

        assertThatThrownBy(() -> check(with(amount(), status()), Small.labels(), "amount"))
                .hasMessageContaining("got 'status' (ROC AUC 1.0000);");
    }

    @Test
    void aPerfectColumnOfTwentyBuyersMayBeChanceAndIsLet() {
        var labels = new boolean[Small.ROWS];
        Arrays.fill(labels, 0, 20, true);
        var score = new double[Small.ROWS];
        Arrays.setAll(score, row -> labels[row] ? 1 : 0);
        assertThat(check(Small.examples(new Feature.Numbers("score", score)), labels))
                .isEmpty();
    }

    /** There for buyers only. */
    private static Feature amount() {
        var amounts = new double[Small.ROWS];
        Arrays.setAll(amounts, row -> Small.labels()[row] ? row : Double.NaN);
        return new Feature.Numbers("amount", amounts);
    }

    private static Feature status() {
        var status = new String[Small.ROWS];
        Arrays.setAll(status, row -> Small.labels()[row] ? "paid" : "open");
        return new Feature.Levels("status", status);
    }

    private static Examples with(Feature... leaks) {
        var features = new ArrayList<>(Small.examples().features());
        features.addAll(List.of(leaks));
        return new Examples(Small.ROWS, features);
    }

    private static List<LeakDetector.Leak> check(Examples examples, boolean[] labels, String... allowed) {
        var groups = new Groups(IntStream.range(0, labels.length).toArray(), false);
        return new LeakDetector(labels, groups, 7).check(examples, List.of(allowed));
    }
}
