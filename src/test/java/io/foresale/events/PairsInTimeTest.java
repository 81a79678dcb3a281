package io.foresale.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.foresale.domain.EventType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** What is said of a shopper and a product knows nothing that the shop could not know. */
class PairsInTimeTest {

    private static final String T = "2026-03-05T12:00:00Z";
    private static final int LOOK_BACK = 9;
    private static final int MINUTES_TO_T = 11 * 24 * 60;

    private static Path scratch;

    @BeforeContainer
    static void open() throws IOException {
        scratch = Files.createTempDirectory("pairs");
    }

    @AfterContainer
    static void close() throws IOException {
        Files.deleteIfExists(scratch);
    }

    @Property(tries = 10, shrinking = ShrinkingMode.OFF)
    void whateverIsReceivedLaterChangesNothing(@ForAll("logs") List<Event> known, @ForAll("late") List<Event> late) {
        var mixed = new ArrayList<>(late);
        mixed.addAll(known);
        assertThat(everything(1, mixed)).isEqualTo(everything(1, known));
    }

    @Property(tries = 10, shrinking = ShrinkingMode.OFF)
    void theShardsOneByOneMakeWhatTheWholeLogMakes(@ForAll("logs") List<Event> events) {
        assertThat(everything(4, events)).isEqualTo(everything(1, events));
    }

    private static List<String> everything(int shards, List<Event> events) {
        try (var rig = new ProductRig(scratch)) {
            return rig.asOf(T, LOOK_BACK, shards, events).embedded().everything(LOOK_BACK);
        }
    }

    @Provide
    Arbitrary<List<Event>> logs() {
        return events(0, MINUTES_TO_T, 0).list().ofMinSize(1).ofMaxSize(60);
    }

    /** Events of before and after the moment that are all received after it. */
    @Provide
    Arbitrary<List<Event>> late() {
        return events(0, MINUTES_TO_T + 3000, MINUTES_TO_T + 1)
                .list()
                .ofMinSize(1)
                .ofMaxSize(30);
    }

    private static Arbitrary<Event> events(int from, int to, int receivedFrom) {
        var minutes = Arbitraries.integers().between(from, to).map(m -> m / 90 * 90);
        var who = Arbitraries.of("ann", "bob", "cy", "");
        var type = Arbitraries.of(EventType.class).map(EventType::word);
        var what = Arbitraries.integers().between(0, 5);
        var more = Arbitraries.integers().between(0, 1 << 16);
        return Combinators.combine(minutes, who, type, what, more).as((minute, user, word, product, bits) -> {
            var event = Event.at(time(minute), word).received(time(Math.max(receivedFrom, minute)));
            event = user.isEmpty() ? event : event.with("user_id", user);
            event = product == 0
                    ? event
                    : event.product("p" + product, 0.1 * product + bits % 7)
                            .with("product_name", "red thing " + product + " of kind " + bits % 3)
                            .with("product_description", bits % 5 == 0 ? "made for kind " + bits % 4 : "")
                            .with("category", "c" + product % 2)
                            .with("brand", "b" + bits / 2 % 3);
            event = bits / 8 % 2 == 0 ? event.session("s" + bits / 16 % 3 + user) : event;
            event = bits / 64 % 2 == 0
                    ? event.with("query", (bits % 3 == 0 ? "c1 b1 kind " : "red kind ") + bits % 4)
                    : event;
            return word.equals("review")
                    ? event.with("review_text", "fine " + bits % 5).with("rating", 1.0 + bits % 5)
                    : event;
        });
    }

    private static String time(int minute) {
        return LocalDateTime.of(2026, 2, 22, 12, 0).plusMinutes(minute).toString();
    }
}
