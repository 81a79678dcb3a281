package io.foresale.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.foresale.domain.Column;
import io.foresale.domain.Question;
import io.foresale.domain.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FeatureSetTest {

    private static final Path FEATURES = Path.of("src/main/resources/features");

    private static final String FAMILY = """
            -- A family.
            WITH c AS (
                SELECT 1 AS x FROM seen)
            SELECT
                user_id,
                -- views_${window}: looks
                count(*) FILTER (WHERE age < ${w}
                    AND true) AS views_${window},
                -- kind [categorical]: its kind
                'of ' || ${lookback} AS kind,
            FROM seen
            GROUP BY user_id
            """;

    @TempDir
    Path scratch;

    @Test
    void aFeatureOfWindowsIsRepeatedForEveryWindowShorterThanTheLookBackAndForAllOfIt() {
        var family = FeatureFamily.of("family", FAMILY, new Windows(28, Optional.empty()));

        assertThat(family.columns().stream().map(c -> c.name() + ": " + c.reason()))
                .containsExactly(
                        "views_1d: looks, in the last day",
                        "views_7d: looks, in the last 7 days",
                        "views_all: looks, in the last 28 days",
                        "kind: its kind");
        assertThat(family.columns().getLast().role()).isEqualTo(Role.CATEGORICAL);
        assertThat(family.sql())
                .contains("""
                    -- views_7d: looks
                    count(*) FILTER (WHERE age < 7
                        AND true) AS views_7d,
                    -- views_all: looks
                    count(*) FILTER (WHERE age < 28
                """.indent(0).stripTrailing())
                .contains("'of ' || 28 AS kind,\nFROM seen")
                .doesNotContain("${");
    }

    @Test
    void aLongLookBackHasMoreWindows() {
        assertThat(new Windows(365, Optional.empty()).all().stream().map(Windows.Window::name))
                .containsExactly("1d", "7d", "28d", "90d", "180d", "all");
        assertThat(new Windows(1, Optional.empty()).all().stream().map(Windows.Window::name))
                .containsExactly("all");
    }

    @ParameterizedTest
    @EnumSource
    void everyFileIsListedAndEveryFeatureIsNamedOnceAndDescribed(Question question) throws IOException {
        var folder = FEATURES.resolve(question.word());
        var listed = Files.readAllLines(folder.resolve("families.txt"));
        try (var files = Files.list(folder)) {
            assertThat(files.map(f -> f.getFileName().toString()).filter(f -> f.endsWith(".sql")))
                    .containsExactlyInAnyOrderElementsOf(
                            listed.stream().map(f -> f + ".sql").toList());
        }
        for (var family : listed) {
            assertThat(Files.readString(folder.resolve(family + ".sql"))).startsWith("-- ");
        }
        var columns = FeatureSet.of(question, 365).columns();
        assertThat(columns.stream().map(Column::name)).doesNotHaveDuplicates();
        assertThat(columns).allMatch(c -> c.reason().length() > 5).allMatch(c -> c.role()
                .isFeature());
    }

    @ParameterizedTest
    @EnumSource
    void everyStatementMakesTheKeysAndExactlyTheFeaturesThatAreDescribed(Question question) {
        try (var products = new ProductRig(scratch).asOf("2026-03-01T00:00:00Z", 365, 1, List.of())) {
            var rig = products.rig;
            Prefixes.usual(rig.session);
            Prefixes.ofThoseLeft(rig.session);
            for (var family : FeatureSet.of(question, 365).families()) {
                var names = new ArrayList<>(FeatureSet.keys(question));
                family.columns().forEach(c -> names.add(c.name()));
                assertThat(rig.rows("SELECT column_name FROM (DESCRIBE " + family.sql() + ")"))
                        .as(family.name())
                        .isEqualTo(names);
            }
            assertThat(rig.features(question, 365)).isEmpty();
        }
    }

    @Test
    void whoeverDidNothingThatAFamilyCountsHasZeroForCountsAndUnknownForTheRest() {
        try (var rig = new EventRig(scratch)) {
            rig.upload(Event.of("ann", "2026-03-01 10:00:00", "search")).asOf("2026-03-02T00:00:00Z", 28);
            rig.features(Question.WHO, 28);
            assertThat(rig.feature("orders_all || '|' || spend_7d || '|' || open_cart_value", "true"))
                    .isEqualTo("0.0|0.0|0.0");
            assertThat(rig.feature("order_value_mean", "true")).isEqualTo("∅");
            assertThat(rig.feature("since_view", "true")).isEqualTo("∅");
        }
    }

    /** Sunday evening in UTC is Monday morning in Shanghai, and one day there was two in Berlin, of which clocks were put forward. */
    @Test
    void hoursAndDaysAreThoseOfTheDataSetsTimeZone() {
        try (var rig = new EventRig(scratch)) {
            rig.upload(
                            Event.of("ann", "2026-03-28 22:59:00", "view").session("visit"),
                            Event.of("ann", "2026-03-28 23:01:00", "view").session("visit"),
                            Event.of("ann", "2026-03-29 21:59:00", "view").session("visit"))
                    .asOf("2026-03-30T00:00:00Z", 28);
            assertThat(told(rig, Optional.empty())).isEqualTo("2.0|0.0|1.0|21.98|evening Sunday true");
            assertThat(told(rig, Optional.of("Asia/Shanghai"))).isEqualTo("2.0|0.33|0.67|5.98|night Monday false");
            assertThat(told(rig, Optional.of("+08:00"))).isEqualTo(told(rig, Optional.of("Asia/Shanghai")));
            assertThat(told(rig, Optional.of("Z"))).isEqualTo(told(rig, Optional.empty()));
            assertThat(told(rig, Optional.of("Europe/Berlin"))).isEqualTo("2.0|0.33|1.0|23.98|evening Sunday true");
        }
    }

    @ParameterizedTest
    @EnumSource
    void noStatementTellsAnHourOrADayOfUtc(Question question) {
        for (var family :
                FeatureSet.of(question, 28, Optional.of("Asia/Shanghai")).families()) {
            assertThat(family.sql())
                    .as(family.name())
                    .doesNotContainPattern(
                            "(hour|minute|isodow|dayname)\\((event_time|latest)\\)|(event_time|latest)::DATE")
                    .doesNotContain("${");
        }
    }

    private static String told(EventRig rig, Optional<String> timeZone) {
        FeatureSet.of(Question.WHO, 28, timeZone).compute(rig.session, "computed");
        var shopper = rig.rows("SELECT days_all, round(night_share, 2), round(weekend_share, 2) FROM computed");
        FeatureSet.of(Question.SESSION, 28, timeZone).compute(rig.session, "computed");
        var visit = rig.rows(
                "SELECT round(hour, 2), concat_ws(' ', day_part, weekday, weekend) FROM computed WHERE prefix = 3");
        return shopper.getFirst() + "|" + visit.getFirst();
    }

    @Test
    void theFeaturesOfAQuestionAreOneColumnEach() {
        try (var rig = new EventRig(scratch)) {
            rig.upload(List.of()).asOf("2026-03-01T00:00:00Z", 28);
            rig.features(Question.WHO, 28);
            assertThat(rig.rows("SELECT column_name FROM (DESCRIBE computed)").stream()
                            .skip(1))
                    .containsExactlyElementsOf(FeatureSet.of(Question.WHO, 28).columns().stream()
                            .map(Column::name)
                            .toList());
        }
    }
}
