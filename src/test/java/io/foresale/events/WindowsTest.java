package io.foresale.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.foresale.domain.EventType;
import io.foresale.domain.Question;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A window of so many days holds what is younger than that, and the look-back is one of them. */
class WindowsTest {

    private static final LocalDateTime T = LocalDateTime.parse("2026-03-05T23:59:59");
    private static final int LOOK_BACK = 30;

    @TempDir
    Path scratch;

    @ParameterizedTest
    @CsvSource({"WHO, 1", "WHO, 7", "WHO, 28", "WHAT, 1", "WHAT, 7", "WHAT, 28"})
    void whatIsExactlySoOldIsInNoFeatureOfTheWindowAndWhatIsYoungerIsInAll(Question question, int days) {
        var events = new ArrayList<Event>();
        events.addAll(everything("old", T.minusDays(days)));
        events.addAll(everything("young", T.minusDays(days).plusNanos(1_000)));
        try (var rig = asked(question, events)) {
            var windowed = FeatureSet.of(question, LOOK_BACK).columns().stream()
                    .map(column -> column.name())
                    .filter(name -> name.endsWith("_" + days + "d") && !name.startsWith("trend"))
                    .toList();
            assertThat(windowed).hasSizeGreaterThan(10);
            for (var feature : windowed) {
                assertThat(rig.rig.feature(feature, mine(question, "old")))
                        .as(feature)
                        .isEqualTo("0.0");
                assertThat(Double.parseDouble(rig.rig.feature(feature, mine(question, "young"))))
                        .as(feature)
                        .isPositive();
            }
        }
    }

    @Test
    void inALogOfDaysAWeekHasSevenOfThemAndSoDoesTheWeekBefore() {
        var events = new ArrayList<Event>();
        for (int day = 0; day <= LOOK_BACK; day++) {
            events.add(did("ann", T.minusDays(day), EventType.VIEW));
        }
        try (var rig = asked(Question.WHO, events)) {
            assertThat(
                            rig.rig.rows(
                                    "SELECT events_1d, days_7d, sessions_7d, events_week_trend, events_all, tenure FROM computed"))
                    .containsExactly("1.0|7.0|7.0|0.0|30.0|29.0");
        }
    }

    private ProductRig asked(Question question, List<Event> events) {
        var rig = new ProductRig(scratch).asOf(T + "Z", LOOK_BACK, 1, events);
        rig.rig.features(question, LOOK_BACK);
        return rig;
    }

    private static String mine(Question question, String user) {
        return "user_id = '%1$s'".formatted(user)
                + (question == Question.WHAT ? " AND product_id = 'lamp of %s'".formatted(user) : "");
    }

    private static List<Event> everything(String user, LocalDateTime time) {
        return Arrays.stream(EventType.values())
                .map(type -> did(user, time, type))
                .toList();
    }

    /** Each user has a product of their own. */
    private static Event did(String user, LocalDateTime time, EventType type) {
        return Event.of(user, time.toString(), type.word())
                .session(user + time)
                .product("lamp of " + user, 5)
                .with("product_name", "lamp")
                .with("category", "light")
                .with("brand", "lux")
                .with("query", "lux light lamp");
    }
}
