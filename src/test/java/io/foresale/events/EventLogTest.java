package io.foresale.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventLogTest {

    private static final Event VIEW =
            Event.of("ann", "2026-03-01 10:00:00", "view").product("lamp", 5);
    private static final Instant NIGHT = Instant.parse("2026-03-01T23:00:00Z");

    @TempDir
    Path scratch;

    private EventRig rig;

    @BeforeEach
    void open() {
        rig = new EventRig(scratch);
    }

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void anEventIdCountsOnceWhereverItStandsAndTheFirstReceivedIsKept() {
        var late = VIEW.with("event_id", "e1").received("2026-03-01 12:00:00").with("brand", "late");
        var early = VIEW.with("event_id", "e1").received("2026-03-01 11:00:00").with("brand", "early");
        var log = rig.upload(late, late, VIEW.with("event_id", "e2"))
                .upload(early)
                .log();

        assertThat(rig.rows("SELECT event_id, brand FROM events ORDER BY ALL")).containsExactly("e1|early", "e2|∅");
        assertThat(log.repeated()).isEqualTo(2);
    }

    @Test
    void aLineThatStandsTwiceInOneUploadIsTwoEventsAndTheSameUploadAgainAddsNone() {
        var log = rig.upload(VIEW, VIEW).upload(VIEW, VIEW, VIEW).log();

        assertThat(rig.rows("SELECT _upload, _row FROM events ORDER BY ALL")).containsExactly("0|0", "0|1", "1|2");
        assertThat(log.repeated()).isEqualTo(2);
    }

    @Test
    void anAnonymousIdIsWhoItFirstTurnedOutToBeFromTheMomentThatIsKnown() {
        var before = Event.of("cookie", "2026-03-01 09:00:00", "view");
        var login = VIEW.with("anonymous_id", "cookie").received("2026-03-01 12:00:00");
        var other = Event.of("bob", "2026-03-01 15:00:00", "view").with("anonymous_id", "cookie");
        var log = rig.upload(before, login, other).log();

        assertThat(rig.rows("SELECT * FROM links")).containsExactly("cookie|ann|2026-03-01 12:00:00.0");
        log.seen(Instant.parse("2026-03-01T11:59:59Z"), 28, 10);
        assertThat(rig.rows("SELECT user_id FROM seen")).containsExactly("cookie");
        log.seen(NIGHT, 28, 10);
        assertThat(rig.rows("SELECT user_id FROM seen ORDER BY event_time")).containsExactly("ann", "ann", "bob");
    }

    @Test
    void whatHappenedLaterOrWasReceivedLaterOrLiesBeforeTheLookBackIsNotSeen() {
        rig.upload(
                        VIEW,
                        VIEW.with("event_time", "2026-02-28 23:00:00"),
                        VIEW.with("event_time", "2026-02-28 23:00:01"),
                        VIEW.received("2026-03-01 23:00:00"),
                        VIEW.received("2026-03-01 23:00:01"),
                        VIEW.with("event_time", "2026-03-01 23:00:01"))
                .log()
                .seen(NIGHT, 1, 10);

        assertThat(rig.rows("SELECT _row FROM seen ORDER BY _row")).containsExactly("0", "2", "3");
        assertThat(rig.rows("SELECT age, amount FROM seen WHERE _row = 0")).containsExactly((13.0 / 24) + "|5.0000");
    }

    @Test
    void ofABotTheFirstReceivedEventsOfADayCount() {
        var busy = List.of(
                VIEW.received("2026-03-01 10:03:00"),
                VIEW.received("2026-03-01 10:01:00"),
                VIEW.received("2026-03-01 10:02:00"),
                VIEW.with("event_time", "2026-02-28 10:00:00"),
                Event.at("2026-03-01 10:00:00", "view"),
                Event.at("2026-03-01 10:00:00", "view"),
                Event.at("2026-03-01 10:00:00", "view"));
        var seen = rig.upload(busy).log().seen(NIGHT, 28, 2);

        assertThat(seen).isEqualTo(new Seen(1, 1));
        assertThat(rig.rows("SELECT _row FROM seen ORDER BY _row")).containsExactly("1", "2", "3", "4", "5", "6");
    }

    @Test
    void ofABotThatKeepsBelowTheMostOfADayTenTimesAsManyOfFourWeeksCount() {
        var day = Instant.EPOCH.plus(732 * 28, ChronoUnit.DAYS);
        var steady = IntStream.range(-1, 17)
                .mapToObj(days -> day.plus(days, ChronoUnit.DAYS).toString())
                .flatMap(time -> Stream.of(VIEW, VIEW.with("product_id", "rug"))
                        .map(view -> view.with("event_time", time).received(time)))
                .toList();
        var log =
                rig.upload(steady).upload(Collections.nCopies(7, steady.get(2))).log();

        assertThat(log.seen(NIGHT, 28, 2)).isEqualTo(new Seen(1, 14 + 6));
        assertThat(rig.rows("SELECT max(_row), count(*) FROM seen")).containsExactly("21|22");
        assertThat(log.seen(NIGHT, 730, 2)).isEqualTo(new Seen(1, 14 + 6));
    }

    @Test
    void ofABotWithoutAUserTheFirstReceivedEventsOfItsVisitCountFromWhenTheyWereReceived() {
        var bot = Event.at("2026-03-01 10:00:00", "view").session("ann");
        var log = rig.upload(
                        bot.received("2026-03-01 12:00:00"),
                        bot.received("2026-03-01 10:01:00"),
                        bot.received("2026-03-01 10:02:00"),
                        bot.session("other"),
                        bot.session("other").with("event_time", "2026-02-28 10:00:00"),
                        bot.session("other").with("event_time", "2026-02-28 11:00:00"),
                        VIEW.session("hers"),
                        VIEW.session("hers"))
                .log();

        assertThat(log.seen(Instant.parse("2026-03-01T11:00:00Z"), 28, 2)).isEqualTo(new Seen(0, 0));
        assertThat(log.seen(NIGHT, 28, 2)).isEqualTo(new Seen(1, 1));
        assertThat(rig.rows("SELECT _row FROM seen ORDER BY _row")).containsExactly("1", "2", "3", "4", "5", "6", "7");
        assertThat(log.seen(NIGHT, 28, 1)).isEqualTo(new Seen(3, 4));
    }

    @Test
    void anEventThatComesLateJoinsNoSessionsThatWereTwo() {
        rig.upload(
                        VIEW,
                        VIEW.with("event_time", "2026-03-01 10:25:00").received("2026-03-01 20:00:00"),
                        VIEW.with("event_time", "2026-03-01 10:50:00").received("2026-03-01 10:50:00"))
                .log()
                .seen(NIGHT, 28, 10);
        assertThat(rig.rows("SELECT count(DISTINCT session_id) FROM seen")).containsExactly("2");
    }

    @Test
    void moreThanHalfAnHourOfSilenceBeginsANewSessionWhereTheLogNamesNone() {
        rig.upload(
                        VIEW,
                        VIEW.with("event_time", "2026-03-01 10:30:00"),
                        VIEW.with("event_time", "2026-03-01 11:00:01"),
                        VIEW.with("event_time", "2026-03-01 10:45:00").session("own"),
                        Event.at("2026-03-01 10:00:00", "view"))
                .log()
                .seen(NIGHT, 28, 10);

        assertThat(rig.rows("SELECT _row, session_id FROM seen ORDER BY _row"))
                .containsExactly("0|ann~1772359200000", "1|ann~1772359200000", "2|ann~1772362801000", "3|own", "4|∅");
    }

    @Test
    void theShardsOfALogHoldEveryEventOnceWithAndWithoutLinks() {
        for (var events : List.of(crowd(false), crowd(true))) {
            rig.upload(events).log().seen(NIGHT, 28, 10);
            var all = rig.rows("SELECT _row, user_id FROM seen");
            assertThat(shards(EventRig::apart, List.of(events))).containsExactlyInAnyOrderElementsOf(all);
            assertThat(shards(EventRig::log, List.of(events))).containsExactlyInAnyOrderElementsOf(all);
            close();
            open();
        }
    }

    @Test
    void anEventThatAnotherUploadTellsOfSomebodyElseIsInTheShardOfTheFirst() {
        var known = VIEW.with("event_id", "e1");
        var uploads = List.of(
                IntStream.range(0, 20)
                        .mapToObj(i -> known.with("event_id", "e" + i).with("user_id", "cookie" + i))
                        .toList(),
                IntStream.range(0, 20)
                        .mapToObj(i -> known.with("event_id", "e" + i)
                                .with("user_id", "user" + i)
                                .received("2026-03-01 12:00:00"))
                        .toList());
        assertThat(shards(EventRig::apart, uploads)).hasSize(20).allMatch(row -> row.contains("cookie"));
    }

    private List<String> shards(BiFunction<EventRig, Shard, EventLog> opened, List<List<Event>> uploads) {
        var seen = new ArrayList<String>();
        for (int shard = 0; shard < 4; shard++) {
            try (var one = new EventRig(scratch)) {
                uploads.forEach(one::upload);
                opened.apply(one, new Shard(shard, 4)).seen(NIGHT, 28, 10);
                seen.addAll(one.rows("SELECT _row, user_id FROM seen"));
            }
        }
        return seen;
    }

    private static List<Event> crowd(boolean linked) {
        var events = new ArrayList<Event>();
        for (int i = 0; i < 20; i++) {
            events.add(VIEW.with("user_id", "user" + i % 7));
            events.add(Event.at("2026-03-01 10:00:00", "view"));
        }
        if (linked) {
            events.add(VIEW.with("user_id", "user1").with("anonymous_id", "user2"));
        }
        return events;
    }

    @Test
    void aShardOutsideItsNumberIsRefused() {
        assertThatThrownBy(() -> new Shard(2, 2)).hasMessageContaining("shard 2 of 2");
        assertThatThrownBy(() -> new Shard(0, 3)).hasMessageContaining("shard 0 of 3");
    }
}
