package io.foresale.fuse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foresale.adapter.json.JsonDocuments;
import io.foresale.domain.DatasetConfig;
import io.foresale.domain.DatasetName;
import io.foresale.domain.EventsConfig.Protocol;
import io.foresale.domain.LogSpan;
import io.foresale.domain.ObjectKey;
import io.foresale.domain.PermanentException;
import io.foresale.domain.Question;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;

class PlanTest {

    private static final DatasetName SHOP = new DatasetName("shop");
    private static final Instant START = Instant.parse("2025-01-01T00:00:00Z");

    @Test
    void aLogOfThreeHoursSupportsTheSessionAloneAndSaysWhy() {
        var plan = plan(Duration.ofHours(3), "{}");

        assertThat(plan.asked()).extracting(Plan.Asked::question).containsExactly(Question.SESSION);
        assertThat(plan.asked().getFirst().protocol()).isEqualTo(Protocol.GROUPED);
        assertThat(plan.passedBy())
                .first()
                .asString()
                .isEqualTo(
                        "'who' is not asked: the log spans 0.1 days and 28 of look-back and 7 of horizon around a midnight are needed");
    }

    @Test
    void cutoffsGoBackFromTheLastWholeHorizonUntilTheLookBackReachesTheBeginning() {
        var who = who(plan(Duration.ofDays(50), "{}"));

        assertThat(who.lookBackDays()).isEqualTo(28);
        assertThat(who.cutoffs()).containsExactly(day(29), day(36), day(43));
        assertThat(who.testFrom()).isEqualTo(day(43));
        assertThat(who.protocol()).isEqualTo(Protocol.ROLLING);
    }

    @Test
    void aLogThatIsLongEnoughButHasNoMidnightInTheRightPlaceIsPassedBy() {
        var noon = START.plus(Duration.ofHours(12));
        for (int hours = 35 * 24; hours < 35 * 24 + 12; hours++) {
            var plan = plan(noon, Duration.ofHours(hours), "{}");

            assertThat(plan.asked()).extracting(Plan.Asked::question).containsExactly(Question.SESSION);
            assertThat(plan.passedBy())
                    .first()
                    .asString()
                    .contains("28 of look-back and 7 of horizon around a midnight");
        }
        var enough = plan(noon, Duration.ofHours(35 * 24 + 12), "{}");
        assertThat(who(enough).cutoffs()).containsExactly(day(29));
    }

    @Test
    void noTrainingLabelReachesBehindTheFirstTestCutoff() {
        for (int days = 35; days < 800; days++) {
            var who = who(plan(Duration.ofDays(days), "{}"));
            if (who.protocol() == Protocol.ROLLING) {
                assertThat(who.cutoffs().stream().filter(t -> t.isBefore(who.testFrom())))
                        .isNotEmpty()
                        .allMatch(t -> !t.plus(Duration.ofDays(7)).isAfter(who.testFrom()));
            }
        }
    }

    @Test
    void aLogWithOneCutoffIsEvaluatedByUsers() {
        assertThat(who(plan(Duration.ofDays(36), "{}")).protocol()).isEqualTo(Protocol.GROUPED);
    }

    @Test
    void aLogThatReachesFurtherIsLookedBackOnFurther() {
        assertThat(who(plan(Duration.ofDays(738), "{}")).lookBackDays()).isEqualTo(365);
        assertThat(who(plan(Duration.ofDays(120), "{}")).lookBackDays()).isEqualTo(90);
    }

    @Test
    void theOwnersCutoffsAreTakenAsTheyAre() {
        var who = who(plan(Duration.ofDays(100), """
                {"horizonDays": 30, "events": {"lookBackDays": 20, "cutoffs": ["2025-03-01T00:00:00Z", "2025-01-21T00:00:00Z"], "testFrom": "2025-03-01T00:00:00Z"}}"""));

        assertThat(who.cutoffs()).containsExactly(day(20), day(59));
        assertThat(who.testFrom()).isEqualTo(day(59));
        assertThat(who.horizonDays()).isEqualTo(30);
    }

    @Test
    void aCutoffWhoseHorizonReachesBehindTheLogIsRefused() {
        assertThatThrownBy(() -> plan(Duration.ofDays(100), """
                {"events": {"cutoffs": ["2025-04-08T00:00:00Z"]}}"""))
                .isInstanceOf(PermanentException.class)
                .hasMessageContaining(
                        "'events.cutoffs': wanted moments from 2025-01-01T00:00:00Z to 2025-04-05T00:00:00Z")
                .hasMessageContaining("got 2025-04-08T00:00:00Z");
    }

    @Test
    void aLogWithoutPurchasesIsRefusedSayingWhatIsMissing() {
        var span = new LogSpan(START, day(100), day(100), 1000, 50, 0, 0, 1000, 900, false, 0, 0);

        assertThatThrownBy(() -> Plan.of(SHOP, span, DatasetConfig.none()))
                .isInstanceOf(PermanentException.class)
                .hasMessageContaining("no known shopper bought anything")
                .hasMessageContaining("no purchase belongs to a visit");
    }

    @Test
    void aLogOfOrdersAloneHasNoSessionsToAskAbout() {
        var span = new LogSpan(START, day(100), day(100), 1000, 50, 1000, 1000, 0, 900, false, 0, 0);

        assertThat(Plan.of(SHOP, span, DatasetConfig.none()).asked())
                .extracting(Plan.Asked::question)
                .containsExactly(Question.WHO, Question.WHAT);
    }

    @Test
    void allOfALogLiesTheDaysBackThatWentByUntilItsLastEventWasReceived() {
        var span = new LogSpan(START, day(30), day(50), 1000, 50, 100, 100, 900, 900, false, 0, 0);
        assertThat(span.asOf().minus(span.daysUntil(span.asOf()), ChronoUnit.DAYS))
                .isBefore(START);
    }

    @Test
    void visitsThatMayStillGoOnAreLeftOutWhereEnoughOthersAreOver() {
        assertThat(new LogSpan(START, day(1), day(1), 1000, 50, 100, 100, 900, 500, false, 0, 0).mostlySettled())
                .isTrue();
        assertThat(new LogSpan(START, day(1), day(1), 1000, 50, 100, 100, 900, 499, false, 0, 0).mostlySettled())
                .isFalse();
    }

    private static Plan.Asked who(Plan plan) {
        return plan.asked().getFirst();
    }

    private static Plan plan(Duration length, String config) {
        return plan(START, length, config);
    }

    private static Plan plan(Instant first, Duration length, String config) {
        var end = first.plus(length);
        return Plan.of(
                SHOP,
                new LogSpan(first, end, end, 1000, 50, 100, 100, 900, 900, false, 0, 0),
                new JsonDocuments()
                        .read(
                                config.getBytes(StandardCharsets.UTF_8),
                                DatasetConfig.class,
                                new ObjectKey("datasets/shop.json")));
    }

    private static Instant day(int n) {
        return START.plus(Duration.ofDays(n));
    }
}
