package io.foresale.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.foresale.domain.EventType;
import io.foresale.domain.Question;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Features know nothing that the shop could not know, and a user's are the same alone and among others. */
class PointInTimeTest {

    private static final String T = "2026-03-05T12:00:00Z";
    private static final int LOOK_BACK = 9;

    private static Path scratch;

    @BeforeContainer
    static void open() throws IOException {
        scratch = Files.createTempDirectory("moments");
    }

    @AfterContainer
    static void close() throws IOException {
        Files.deleteIfExists(scratch);
    }

    @Property(tries = 20, shrinking = ShrinkingMode.OFF)
    void whateverIsReceivedLaterChangesNothing(
            @ForAll("logs") List<Event> known, @ForAll("late") List<Event> late, @ForAll("late") List<Event> other) {
        assertThat(features(mixed(known, late))).isEqualTo(features(mixed(known, other)));
    }

    @Property(tries = 8, shrinking = ShrinkingMode.OFF)
    void whateverIsReceivedLaterChangesNothingOfTexts(
            @ForAll("logs") List<Event> known, @ForAll("late") List<Event> late, @ForAll("late") List<Event> other) {
        assertThat(texts(mixed(known, late))).isEqualTo(texts(mixed(known, other)));
    }

    /** Within the log, too: a beginning of a visit is the same whatever is received after it. */
    @Property(tries = 20, shrinking = ShrinkingMode.OFF)
    void whateverIsReceivedAfterTheBeginningOfAVisitChangesNothingOfIt(
            @ForAll("logs") List<Event> events, @ForAll("late") List<Event> later) {
        var before = beginnings(events);
        var after = beginnings(mixed(events, later));
        before.keySet().retainAll(after.keySet());
        assertThat(after).containsAllEntriesOf(before);
    }

    /** Features of beginnings of visits known by the moment, of visits that one user has for themselves; made a month later. */
    private static Map<String, String> beginnings(List<Event> events) {
        try (var rig = new EventRig(scratch)) {
            rig.upload(events).log().seen(Instant.parse(T).plus(30, ChronoUnit.DAYS), 60, 1000);
            Prefixes.usual(rig.session);
            Prefixes.ofThoseLeft(rig.session);
            rig.features(Question.SESSION, LOOK_BACK);
            return rig.rows("""
                            SELECT session_id || ' ' || prefix, c.* EXCLUDE (session_id, prefix, user_id)
                            FROM computed c JOIN prefixes p USING (session_id, prefix)
                            WHERE c.user_id IS NOT DISTINCT FROM p.user_id AND as_of <= TIMESTAMP '2026-03-05 12:00:00'
                                AND session_id IN (
                                    SELECT session_id FROM visit_events GROUP BY session_id
                                    HAVING count(DISTINCT coalesce(user_id, '')) = 1)""").stream()
                    .map(line -> line.split("\\|", 2))
                    .collect(Collectors.toMap(cells -> cells[0], cells -> cells[1]));
        }
    }

    @Property(tries = 6, shrinking = ShrinkingMode.OFF)
    void theShardsOneByOneMakeWhatTheWholeLogMakes(@ForAll("logs") List<Event> events) {
        var apart = new ArrayList<List<String>>(List.of(new ArrayList<>(), new ArrayList<>()));
        for (int shard = 0; shard < 4; shard++) {
            var features = features(events, new Shard(shard, 4));
            apart.get(0).addAll(features.get(0));
            apart.get(1).addAll(features.get(1));
        }
        apart.forEach(lines -> lines.sort(Comparator.naturalOrder()));
        assertThat(apart).isEqualTo(features(events));
    }

    @Property(tries = 12, shrinking = ShrinkingMode.OFF)
    void theLabelsOfShardsAreThoseOfTheWholeLog(@ForAll("logs") List<Event> events, @ForAll("logs") List<Event> more) {
        var apart = new ArrayList<String>();
        for (int shard = 0; shard < 4; shard++) {
            apart.addAll(bought(events, more, new Shard(shard, 4)));
        }
        assertThat(apart).containsExactlyInAnyOrderElementsOf(bought(events, more, Shard.WHOLE));
    }

    private static List<String> bought(List<Event> first, List<Event> second, Shard shard) {
        try (var rig = new EventRig(scratch)) {
            rig.upload(first).upload(second).apart(shard).bought(Instant.parse("2026-02-25T12:00:00Z"), 7);
            return rig.rows("SELECT * FROM bought");
        }
    }

    /** Late events fall between the known ones, as in an upload that is sorted by time. */
    private static List<Event> mixed(List<Event> known, List<Event> late) {
        var mixed = new ArrayList<Event>();
        for (int i = 0; i < Math.max(known.size(), late.size()); i++) {
            late.stream().skip(i).limit(1).forEach(mixed::add);
            known.stream().skip(i).limit(1).forEach(mixed::add);
        }
        return mixed;
    }

    private static List<List<String>> features(List<Event> events) {
        return features(events, Shard.WHOLE);
    }

    private static List<List<String>> features(List<Event> events, Shard shard) {
        try (var rig = seen(events, shard)) {
            Prefixes.usual(rig.session);
            Prefixes.ofThoseLeft(rig.session);
            return Arrays.asList(
                    rig.features(Question.WHO, LOOK_BACK).stream().sorted().toList(),
                    rig.features(Question.SESSION, LOOK_BACK).stream().sorted().toList());
        }
    }

    private static EventRig seen(List<Event> events, Shard shard) {
        var rig = new EventRig(scratch);
        rig.upload(events).upload(List.of()).apart(shard).seen(Instant.parse(T), LOOK_BACK, 4);
        rig.session.run("CREATE TABLE examples AS SELECT DISTINCT user_id FROM seen WHERE user_id IS NOT NULL");
        return rig;
    }

    /** What is made of shoppers' and visits' texts; all have vectors and most are judged, also those nobody knew of then. */
    private static List<String> texts(List<Event> events) {
        try (var rig = seen(events, Shard.WHOLE)) {
            var session = rig.session;
            ProductSql.partials().forEach(session::run);
            ProductSql.merge().forEach(session::run);
            new ProductRig(rig).embedded();
            session.run("CREATE TABLE intents AS SELECT hash, CASE WHEN n % 5 > 0 THEN n / 100 END AS intent"
                    + " FROM (SELECT hash, ascii(hash) AS n FROM vectors)");
            TextPool.compute(session, "texts");
            IntentPool.compute(session, "judged");
            Prefixes.usual(session);
            Prefixes.ofThoseLeft(session);
            VisitTexts.compute(session, "searches");
            return Stream.of("texts JOIN judged USING (user_id)", "searches")
                    .flatMap(table -> rig.rows("SELECT COLUMNS(*)::VARCHAR FROM " + table + " ORDER BY ALL").stream())
                    .toList();
        }
    }

    @Provide
    Arbitrary<List<Event>> logs() {
        return events(0, 11 * 24 * 60, 0).list().ofMinSize(1).ofMaxSize(40);
    }

    /** Events of before and after the moment that are all received after it. */
    @Provide
    Arbitrary<List<Event>> late() {
        return events(0, 14 * 24 * 60, 11 * 24 * 60 + 12 * 60 + 1).list().ofMaxSize(25);
    }

    private static Arbitrary<Event> events(int from, int to, int receivedFrom) {
        // A few moments only, so that ties are common.
        var minutes = Arbitraries.integers().between(from, to).map(m -> m % 3 == 0 ? m : m / 720 * 720);
        var who = Arbitraries.of("ann", "bob", "cy", "cookie1", "cookie2", "");
        var type = Arbitraries.of(EventType.class).map(EventType::word);
        var what = Arbitraries.integers().between(0, 4);
        var more = Arbitraries.integers().between(0, 1 << 16);
        return Combinators.combine(minutes, who, type, what, more).as((minute, user, word, product, bits) -> {
            var received = Math.max(receivedFrom, minute + (bits % 4 == 0 ? bits % 3000 : 0));
            var event = Event.at(time(minute), word).received(time(received));
            event = user.isEmpty() ? event : event.with("user_id", user);
            event = product == 0
                    ? event
                    : event.product("p" + product, 0.1 * product + bits % 7)
                            .with("category", "c" + product % 2)
                            .with("brand", "b" + product % 3)
                            .with("product_name", "red thing " + product + " of kind " + bits % 3);
            event = bits / 4 % 2 == 0 ? event.session("s" + bits / 8 % 3 + (bits % 11 == 0 ? "" : user)) : event;
            event = bits / 16 % 3 == 0 && !user.isEmpty() ? event.with("event_id", user + bits / 48 % 5) : event;
            event = bits / 512 % 2 == 0
                    ? event.with("attributes", "{\"device\":\"" + (bits % 2 == 0 ? "mobile" : "desktop") + "\"}")
                    : event;
            event = bits / 64 % 2 == 0 ? event.with("query", "red kind " + bits % 9) : event;
            event = bits / 128 % 3 == 0 ? event.with("review_text", "fine " + bits % 9) : event;
            boolean told = bits % 5 == 0 && !user.isEmpty() && !user.startsWith("cookie");
            return told ? event.with("anonymous_id", "cookie" + (1 + bits % 2)) : event;
        });
    }

    private static String time(int minute) {
        return LocalDateTime.of(2026, 2, 22, 12, 0).plusMinutes(minute).toString();
    }
}
