package io.foresale.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.foresale.domain.Question;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A visitor who was seen before, without a name and elsewhere with one, logs in to buy. */
class LoginTest {

    private static final List<Event> BEFORE = List.of(
            Event.of("ann", "2026-03-01 10:00:00", "view").session("home"),
            Event.of("ann", "2026-03-01 10:01:00", "purchase").session("home").product("pen", 3),
            Event.of("cookie", "2026-03-02 10:00:00", "view").session("look"),
            Event.of("cookie", "2026-03-03 10:00:00", "view").session("buy"),
            Event.of("cookie", "2026-03-03 10:01:00", "view").session("buy"));

    private static final Event LOGIN = Event.of("ann", "2026-03-03 10:02:00", "begin_checkout")
            .session("buy")
            .with("anonymous_id", "cookie");

    @TempDir
    Path scratch;

    private List<String> features(Event... later) {
        try (var rig = new EventRig(scratch)) {
            var events = new ArrayList<>(BEFORE);
            events.addAll(List.of(later));
            rig.upload(events).asOf("2026-03-06T00:00:00Z", 28);
            rig.features(Question.SESSION, 28);
            return rig.rows("SELECT session_id, prefix, earlier_sessions, earlier_spend FROM computed ORDER BY ALL");
        }
    }

    @Test
    void untilThenTheirEarlierVisitsAreThoseWithoutAName() {
        assertThat(features(LOGIN))
                .containsExactly("buy|1|1.0|0.0", "buy|2|1.0|0.0", "buy|3|2.0|3.0", "home|1|0.0|0.0", "look|1|0.0|0.0");
    }

    @Test
    void whetherTheyWillLogInChangesNothingBefore() {
        assertThat(features()).containsExactly("buy|1|1.0|0.0", "buy|2|1.0|0.0", "home|1|0.0|0.0", "look|1|0.0|0.0");
    }

    @Test
    void afterwardsTheyAreKnownAlsoWhereTheyDoNotLogIn() {
        assertThat(features(
                        LOGIN, Event.of("cookie", "2026-03-05 09:00:00", "view").session("again")))
                .contains("again|1|3.0|3.0");
    }

    @Test
    void whoseTheEarlierVisitsWereDoesNotShowInVisitsBeforeItIsKnown() {
        var elsewhere = Event.of("ann", "2026-03-03 09:00:00", "view").session("elsewhere");
        assertThat(features(elsewhere, LOGIN)).contains("elsewhere|1|1.0|3.0", "buy|3|3.0|3.0");
    }
}
