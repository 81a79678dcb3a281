package io.foresale.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.foresale.domain.Column;
import io.foresale.domain.EventsConfig.Protocol;
import io.foresale.domain.ModelName;
import io.foresale.domain.PermanentException;
import io.foresale.domain.Question;
import io.foresale.domain.RunRecord.State;
import io.foresale.events.FeatureSet;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models of logs, from feature tables as fuse writes them. */
class EventModelsTest {

    private static final int ALL = 1_000_000;

    @TempDir
    Path scratch;

    private EventShop shop;

    @BeforeEach
    void open() {
        shop = new EventShop(scratch);
    }

    @Test
    void aModelIsEvaluatedOnLaterCutOffsAloneAndSaysSo() {
        // Labels of day 56 end on day 63, when the first test is made; those of day 60 do not, and are not learned
        // from.
        var version = shop.trained(shop.table(Question.WHO, Protocol.ROLLING, 400, 63, 49, 56, 60, 63, 70), ALL);

        var evaluation = shop.evaluation(version);
        assertThat(version.model()).isEqualTo(new ModelName("shop-who"));
        assertThat(evaluation.folds()).isOne();
        assertThat(evaluation.main().rows()).isEqualTo(800);
        assertThat(evaluation.main().rocAuc()).isGreaterThan(0.7);
        assertThat(evaluation
                        .newToShopper()
                        .orElseThrow()
                        .views()
                        .get(View.FUSED)
                        .rows())
                .isLessThan(700);
        var scope = evaluation.scope().orElseThrow();
        assertThat(scope.testFrom()).contains(EventShop.day(63));
        assertThat(scope.cutoffs()).containsExactly(EventShop.day(63), EventShop.day(70));
        assertThat(scope.users()).isEqualTo(400);
        assertThat(scope.horizonDays()).isEqualTo(7);

        var provenance = shop.provenance(version);
        assertThat(provenance.counts()).containsEntry("rows", 2000L);
        assertThat(provenance.horizonDays()).contains(7);
        var log = provenance.log().orElseThrow();
        assertThat(log.question()).isEqualTo(Question.WHO);
        assertThat(log.lookBackDays()).isEqualTo(28);
        assertThat(log.cutoffs()).hasSize(5);
        assertThat(log.learnedUntil()).isEqualTo(EventShop.day(77));
    }

    @Test
    void whetherAProductIsNewToAShopperIsToldByAFeatureThatThereIs() {
        assertThat(FeatureSet.of(Question.WHAT, 28).columns())
                .extracting(Column::name)
                .contains(Design.BOUGHT_BEFORE);
    }

    @Test
    void aVisitIsMeasuredOnceWithAllOfItsEvents() {
        var version = shop.trained(shop.table(Question.SESSION, Protocol.GROUPED, 300, 63, 56, 63), ALL);

        // Of each id there are two rows, of which the later one has seen all.
        var whole = shop.evaluation(version).wholeVisits().orElseThrow();
        assertThat(whole.views().get(View.BEHAVIOUR).rows()).isEqualTo(300);
    }

    @Test
    void withoutACutOffThatIsEarlyEnoughThereIsNothingToLearnFrom() {
        var table = shop.table(Question.WHO, Protocol.ROLLING, 400, 63, 60, 63);
        assertThatThrownBy(() -> shop.train(table, ALL))
                .isInstanceOf(PermanentException.class)
                .hasMessageStartingWith(
                        "rows to learn from, whose labels were known at the first test cut-off: wanted at"
                                + " least 20 that bought and 20 that did not, got 0 that bought and 0 that did not; upload a longer log");
    }

    @Test
    void userDisjointFoldsPredictEveryExampleOnce() {
        var version = shop.trained(shop.table(Question.WHO, Protocol.GROUPED, 300, 63, 56, 63), ALL);
        var evaluation = shop.evaluation(version);
        assertThat(evaluation.folds()).isEqualTo(3);
        assertThat(evaluation.main().rows()).isEqualTo(600);
        assertThat(evaluation.scope().orElseThrow().testFrom()).isEmpty();
    }

    @Test
    void everyQuestionHasAModelOfItsOwnAndTheDataSetKnowsThemAll() {
        shop.train(shop.table(Question.WHO, Protocol.ROLLING, 400, 63, 56, 63), ALL);
        shop.train(shop.table(Question.SESSION, Protocol.GROUPED, 300, 63, 56, 63), ALL);

        assertThat(shop.datasets.models(EventShop.SHOP).keySet())
                .containsExactly(new ModelName("shop-who"), new ModelName("shop-session"));
        assertThat(shop.runs()).allMatch(run -> run.state() == State.SUCCEEDED);
        assertThat(shop.cache().current(new ModelName("shop-who")).dataset()).isEqualTo(EventShop.SHOP);
    }

    @Test
    void ofThoseWhoDidNotBuyAPartWasDrawnAndStandsForAll() {
        var table = shop.table(Question.WHAT, Protocol.GROUPED, 600, 63, 56, 63);
        var evaluation = shop.evaluation(shop.trained(table, ALL));

        // Of 1200 examples, a quarter of those that did not buy was drawn; each stands for four.
        double stands = evaluation.main().reliability().stream()
                .mapToDouble(bin -> bin.weight())
                .sum();
        assertThat(stands).isCloseTo(1200, within(100.0));
        assertThat(evaluation.main().rows()).isLessThan(900);
        assertThat(evaluation.main().calibrationError()).isLessThan(0.06);
    }

    @Test
    void ofMoreExamplesThanMayBeTrainedOnASampleOfUsersIsTakenAndSaid() {
        var table = shop.table(Question.WHO, Protocol.ROLLING, 2000, 63, 56, 63);
        var version = shop.trained(table, 1500);

        var rows = shop.provenance(version).counts().get("rows");
        assertThat(rows).isBetween(1300L, 1500L);
        assertThat(rows % 2).as("whole users").isZero();
        assertThat(shop.runs().getFirst().warnings())
                .singleElement()
                .asString()
                .startsWith(
                        "4,000 labelled examples are more than may be trained on (1,500 by foresale.train.max-rows): a"
                                + " sample of 3");
        assertThat(shop.train(shop.table(Question.WHO, Protocol.ROLLING, 2001, 63, 56, 63), 1500))
                .hasValueSatisfying(ref -> assertThat(ref.key().value()).contains("/features/"));
    }

    @Test
    void theModelThatAnswersIsComparedOnExamplesItCannotHaveLearnedFrom() {
        shop.train(shop.table(Question.WHO, Protocol.ROLLING, 400, 63, 49, 56, 63), ALL);
        // It learned until day 70: the tests of the 63rd are remembered, those of the 77th are news to it.
        var later = shop.trained(shop.table(Question.WHO, Protocol.ROLLING, 500, 56, 42, 49, 56, 63, 77), ALL);
        assertThat(later.decision())
                .startsWith("promoted: not worse beyond noise")
                .endsWith("against the current model on 900 of 1,500 held-out rows; the others it had learned from");
    }

    @Test
    void whereTheModelThatAnswersLearnedFromAllOfThemTheNewOneTakesOver() {
        shop.train(shop.table(Question.WHO, Protocol.ROLLING, 400, 63, 49, 56, 63), ALL);
        var later = shop.trained(shop.table(Question.WHO, Protocol.ROLLING, 500, 56, 42, 49, 56), ALL);
        assertThat(later.decision())
                .isEqualTo("promoted: too few held-out examples that the current model had not learned from: 0 of 500"
                        + " held-out rows; the others it had learned from");
        assertThat(later.replaces()).isNotEqualTo(Optional.empty());
    }
}
