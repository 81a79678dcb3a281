package io.foresale.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foresale.adapter.json.JsonDocuments;
import io.foresale.domain.PermanentException;
import io.foresale.evaluate.Folds;
import io.foresale.model.Examples;
import io.foresale.model.Examples.Feature;
import io.foresale.model.ModelBundle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrainingTest {

    @Test
    void textAndBehaviourTogetherBeatEachAlone() {
        var evaluation = Small.train(Small.examples(), Small.labels()).evaluation();

        assertThat(evaluation.views()).containsOnlyKeys(View.BEHAVIOUR, View.TEXT, View.FUSED);
        assertThat(evaluation.main()).isSameAs(evaluation.views().get(View.FUSED));
        assertThat(evaluation.main().rocAuc()).isGreaterThan(0.8);
        assertThat(evaluation.fusedMinus()).containsOnlyKeys(View.BEHAVIOUR, View.TEXT);
        assertThat(evaluation.fusedMinus().values()).allMatch(d -> d.rocAuc().above());
    }

    @Test
    void theNumberOfThreadsAndASecondTimeChangeNoByte() {
        var one = bytes(Small.training(1), 5);
        assertThat(bytes(Small.training(3), 5)).isEqualTo(one);
        assertThat(bytes(Small.training(3), 5)).isEqualTo(one);
        assertThat(bytes(Small.training(3), 6)).isNotEqualTo(one);
    }

    private static String bytes(Training training, long seed) {
        var trained = training.train(Small.examples(), Small.labels(), new Training.Options(4, seed), done -> {});
        var documents = new JsonDocuments();
        return new String(documents.write(new ModelBundle(trained.model(), trained.behaviour())))
                + new String(documents.write(trained.evaluation()));
    }

    @Test
    void whatStandsInARowTouchesNoOtherProbabilityOfItsFold() {
        // Folds depend on labels and seed alone, so row 0 stays in its fold whatever its features are.
        var before = heldOut(Small.behaviour());
        var pages = ((Feature.Numbers) Small.behaviour().features().getFirst()).values();
        pages[0] = 1e9;
        var months = (Feature.Levels) Small.behaviour().features().getLast();
        months.values()[0] = "Ventose";

        var after = heldOut(Small.examples(new Feature.Numbers("pages", pages), months));

        var folds = Folds.stratified(Small.labels(), 4, 5);
        var mates = IntStream.range(0, 4)
                .mapToObj(folds::heldOut)
                .filter(fold -> fold[0] == 0)
                .flatMap(fold -> Arrays.stream(fold).skip(1).boxed())
                .toList();
        assertThat(mates).hasSizeGreaterThan(40).allMatch(row -> before[row] == after[row]);
        assertThat(after[0]).isNotEqualTo(before[0]);
    }

    private static double[] heldOut(Examples examples) {
        return Small.train(examples, Small.labels()).heldOut().get(View.BEHAVIOUR);
    }

    @Test
    void noiseStaysNoise() {
        var random = new SplittableRandom(9);
        var codes = new String[Small.ROWS];
        var numbers = new double[Small.ROWS];
        for (int row = 0; row < Small.ROWS; row++) {
            codes[row] = "code " + random.nextInt(60);
            numbers[row] = Math.exp(random.nextDouble(9));
        }
        var noise = Small.examples(new Feature.Levels("code", codes), new Feature.Numbers("number", numbers));

        assertThat(Small.train(noise, Small.labels()).evaluation().main().rocAuc())
                .isBetween(0.35, 0.65);
    }

    @Test
    void withoutTextThereIsOneViewAndTheBehaviourModelIsTheModel() {
        var trained = Small.train(Small.behaviour(), Small.labels());

        assertThat(trained.evaluation().views()).containsOnlyKeys(View.BEHAVIOUR);
        assertThat(trained.evaluation().fusedMinus()).isEmpty();
        assertThat(trained.behaviour()).usingRecursiveComparison().isEqualTo(trained.model());
    }

    @Test
    void withTextAloneTheBehaviourModelKnowsTheShareOfBuyers() {
        var behaviour = Small.train(Small.text(), Small.labels()).behaviour();
        var nobody = behaviour.preprocessing().bind(new Examples(1, List.of())).encode(0);
        assertThat(behaviour.model().probability(nobody)).isBetween(0.24, 0.26);
    }

    @Test
    void columnsThatSayNothingOrAreHugeAreHarmless() {
        var empty = new double[Small.ROWS];
        Arrays.fill(empty, Double.NaN);
        var huge = new double[Small.ROWS];
        Arrays.setAll(huge, row -> row % 2 == 0 ? 1e30 : -1e30);
        var features = new ArrayList<>(Small.behaviour().features());
        features.add(new Feature.Numbers("empty", empty));
        features.add(new Feature.Numbers("constant", new double[Small.ROWS]));
        features.add(new Feature.Numbers("huge", huge));
        features.add(new Feature.Vectors("silent", 3, new float[Small.ROWS][0]));

        var trained = Small.train(new Examples(Small.ROWS, features), Small.labels());

        assertThat(trained.evaluation().main().rocAuc()).isGreaterThan(0.7);
    }

    @Test
    void whereRowsAreFewForTheDimensionsTextIsReducedIfThatIsBetter() {
        var random = new SplittableRandom(6);
        var notes = new float[Small.ROWS][100];
        for (int row = 0; row < Small.ROWS; row++) {
            for (int i = 0; i < 100; i++) {
                notes[row][i] = (float) random.nextDouble(-0.1, 0.1);
            }
            notes[row][7] += (float) random.nextDouble(-0.5, 0.5) + (row % 4 == 0 ? 0.5f : 0);
        }
        var trained = Small.train(Small.examples(new Feature.Vectors("note", 100, notes)), Small.labels());

        assertThat(trained.parameters()).containsEntry("textComponents", "16").containsEntry("folds", "4");
        assertThat(trained.model().preprocessing().width()).isEqualTo(16);
        assertThat(trained.evaluation().main().rocAuc()).isGreaterThan(0.8);
    }

    @ParameterizedTest
    @CsvSource({
        "19, 'got 19 that bought and 181 that did not; upload more of the rarer kind'",
        "0, 'got 0 that bought and 200 that did not; upload more of the rarer kind'",
        "200, 'got 200 that bought and 0 that did not; upload more of the rarer kind'"
    })
    void tooFewOfAClassAreRefusedWithHowManyAreNeededAndHowManyCame(int positives, String sentence) {
        var labels = new boolean[Small.ROWS];
        Arrays.fill(labels, 0, positives, true);

        assertThatThrownBy(() -> Small.train(Small.behaviour(), labels))
                .isInstanceOf(PermanentException.class)
                .hasMessageStartingWith(
                        "labelled rows: wanted at least 20 that bought and 20 that did not, " + sentence);
    }

    @Test
    void noLabelAtAllIsRefusedWithHowToNameOne() {
        assertThatThrownBy(() -> Small.train(new Examples(0, List.of()), new boolean[0]))
                .isInstanceOf(PermanentException.class)
                .hasMessageContaining("got 0 that bought and 0 that did not; name the label column as 'label'");
    }

    @Test
    void everyFitIsHeardOfOnceUpToTheNumberAnnounced() {
        var heard = new ConcurrentSkipListSet<Integer>();
        Small.training(2).train(Small.examples(), Small.labels(), new Training.Options(4, 5), heard::add);

        // Behaviour and fused: four folds and all rows; text: four folds.
        assertThat(Training.fits(Small.examples(), 4)).isEqualTo(14);
        assertThat(heard)
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 14).boxed().toList());
    }

    @Test
    void whoThrowsWhileHearingOfProgressEndsTheTrainingWithThat() {
        assertThatThrownBy(() -> Small.training(2)
                        .train(Small.behaviour(), Small.labels(), new Training.Options(4, 5), done -> {
                            throw new IllegalStateException("time is up");
                        }))
                .hasMessage("time is up");
    }
}
