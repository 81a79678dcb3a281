package io.foresale.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
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

    @Test
    void aUserWithRowsOfBothClassesIsInOneFoldAndTheFoldsAreAsEvenAsUsersAllow() {
        // 60 users of 1 to 5 rows; of every third user the first row is a positive, and of the last user all ten are.
        var users = new ArrayList<Integer>();
        var bought = new ArrayList<Boolean>();
        for (int user = 0; user < 60; user++) {
            for (int row = 0; row < (user == 59 ? 10 : 1 + user % 5); row++) {
                users.add(user);
                bought.add(user == 59 || user % 3 == 0 && row == 0);
            }
        }
        var groups = users.stream().mapToInt(user -> user).toArray();
        var labels = new boolean[groups.length];
        IntStream.range(0, labels.length).forEach(row -> labels[row] = bought.get(row));

        var grouped = Folds.grouped(labels, groups, 5, 7);

        for (int f = 0; f < 5; f++) {
            var held = usersOf(grouped.heldOut(f), groups);
            assertThat(usersOf(grouped.training(f), groups))
                    .hasSize(60 - held.size())
                    .doesNotContainAnyElementsOf(held);
            long positives =
                    Arrays.stream(grouped.heldOut(f)).filter(row -> labels[row]).count();
            // 20 single ones and the ten of one user: that user's fold has no others.
            assertThat(positives).isIn(5L, 10L);
            assertThat(grouped.heldOut(f)).hasSizeBetween(36, 38);
        }
        assertThat(grouped.heldOut()).hasSize(groups.length);
        assertThat(Folds.grouped(labels, groups, 5, 7).heldOut(0)).isEqualTo(grouped.heldOut(0));
        assertThat(Folds.grouped(labels, groups, 5, 8).heldOut(0)).isNotEqualTo(grouped.heldOut(0));
    }

    private static Set<Integer> usersOf(int[] rows, int[] groups) {
        return Arrays.stream(rows).map(row -> groups[row]).boxed().collect(Collectors.toSet());
    }

    @Test
    void laterCutOffsAreHeldOutAndOnlyWhatWasKnownAtTheFirstOfThemIsLearnedFrom() {
        // Seven days of label each: the one of the 3rd ends on the 10th, the one of the 4th a day too late.
        var cutoffs = List.of(day(1), day(3), day(4), day(10), day(12));
        var untils =
                cutoffs.stream().map(cutoff -> cutoff.plus(Duration.ofDays(7))).toList();

        var rolling = Folds.rolling(cutoffs, untils, day(9));

        assertThat(rolling.count()).isOne();
        assertThat(rolling.training(0)).containsExactly(0, 1);
        assertThat(rolling.heldOut(0)).containsExactly(3, 4);
        assertThat(rolling.heldOut()).containsExactly(3, 4);
    }

    @Test
    void whereNothingComesLaterNothingIsHeldOut() {
        var rolling = Folds.rolling(List.of(day(1)), List.of(day(8)), day(9));
        assertThat(rolling.training(0)).containsExactly(0);
        assertThat(rolling.heldOut()).isEmpty();
    }

    private static Instant day(int day) {
        return Instant.parse("2026-03-%02dT00:00:00Z".formatted(day));
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
