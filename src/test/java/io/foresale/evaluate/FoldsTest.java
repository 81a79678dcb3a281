package io.foresale.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FoldsTest {

    private static final boolean[] LABELS = labels(103, 13);

    private final Folds folds = Folds.stratified(LABELS, 5, 7);

    @Test
    void everyFoldHasItsShareOfBothClasses() {
        for (int fold = 0; fold < 5; fold++) {
            assertThat(positives(folds.heldOut(fold))).isBetween(2L, 3L);
            assertThat(folds.heldOut(fold)).hasSizeBetween(20, 21);
        }
    }

    @Test
    void aRowIsHeldOutOnceAndTrainedOnInAllOtherFolds() {
        var heldOut = IntStream.range(0, 5).flatMap(fold -> Arrays.stream(folds.heldOut(fold)));
        assertThat(heldOut.sorted().toArray()).isEqualTo(all());
        for (int fold = 0; fold < 5; fold++) {
            var both = IntStream.concat(Arrays.stream(folds.heldOut(fold)), Arrays.stream(folds.training(fold)));
            assertThat(both.sorted().toArray()).isEqualTo(all());
        }
    }

    @Test
    void theSeedDecides() {
        assertThat(Folds.stratified(LABELS, 5, 7).heldOut(0))
                .isEqualTo(folds.heldOut(0))
                .isNotEqualTo(Folds.stratified(LABELS, 5, 8).heldOut(0));
    }

    private static int[] all() {
        return IntStream.range(0, LABELS.length).toArray();
    }

    private static long positives(int[] rows) {
        return Arrays.stream(rows).filter(row -> LABELS[row]).count();
    }

    private static boolean[] labels(int rows, int positives) {
        var labels = new boolean[rows];
        Arrays.fill(labels, 0, positives, true);
        return labels;
    }

    @Test
    void copiesOfARowComeIntoOneFold() {
        var labels = new boolean[40];
        var groups = new int[40];
        for (int i = 0; i < 40; i++) {
            labels[i] = i % 2 == 0;
            groups[i] = i / 4 * 2 + i % 2; // every row twice
        }
        var folds = Folds.stratified(labels, groups, 5, 7);
        for (int f = 0; f < 5; f++) {
            var held = java.util.Arrays.stream(folds.heldOut(f))
                    .map(i -> groups[i])
                    .boxed()
                    .toList();
            var training = java.util.Arrays.stream(folds.training(f))
                    .map(i -> groups[i])
                    .boxed()
                    .toList();
            assertThat(held).hasSize(8).doesNotContainAnyElementsOf(training);
        }
    }
}
