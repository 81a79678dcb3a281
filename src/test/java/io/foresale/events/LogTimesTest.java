package io.foresale.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foresale.domain.DatasetConfig;
import io.foresale.domain.PermanentException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Times in every unit and notation; the clock stands at noon of 1 January 2026. */
class LogTimesTest {

    @TempDir
    Path scratch;

    private UploadRig rig;

    @BeforeEach
    void open() {
        rig = new UploadRig(scratch);
    }

    @AfterEach
    void close() {
        rig.close();
    }

    private static String log(String... times) {
        var csv = new StringBuilder("event_time;event_type;user_id;product_id\n");
        for (var time : times) {
            csv.append(time).append(";view;u1;p1\n");
        }
        return csv.toString();
    }

    private List<String> times(DatasetConfig config, String... times) {
        return rig.rows(rig.clean(rig.load(log(times)), config), "event_time");
    }

    private List<String> times(String... times) {
        return times(DatasetConfig.none(), times);
    }

    private List<String> berlin(String... times) {
        return times(UploadRig.config(Optional.empty(), Map.of(), Map.of(), "Europe/Berlin"), times);
    }

    @Test
    void secondsMillisecondsAndMicrosecondsAreToldApart() {
        assertThat(times("1700000000")).containsExactly("2023-11-14 22:13:20");
        rig.close();
        open();
        assertThat(times("1700000000500")).containsExactly("2023-11-14 22:13:20.5");
        rig.close();
        open();
        assertThat(times("1700000000500250")).containsExactly("2023-11-14 22:13:20.50025");
    }

    @Test
    void isoTimesAreReadWithOffsetsFractionsAndWithout() {
        assertThat(times(
                        "2024-03-01T10:00:00Z",
                        "2024-03-01T10:00:00+02:00",
                        "2024-03-01 10:00:00.250-0500",
                        "2024-03-01 10:00 UTC",
                        "2024-03-01 10:00:00 GMT",
                        "2024-03-01 10:00:00,5",
                        "2024/03/01 10:00"))
                .containsExactly(
                        "2024-03-01 10:00:00",
                        "2024-03-01 08:00:00",
                        "2024-03-01 15:00:00.25",
                        "2024-03-01 10:00:00",
                        "2024-03-01 10:00:00",
                        "2024-03-01 10:00:00.5",
                        "2024-03-01 10:00:00");
    }

    @Test
    void aDayEndsWithItsLastSecond() {
        assertThat(times("2024-03-01", "2024-03-02 10:00:00"))
                .containsExactly("2024-03-01 23:59:59", "2024-03-02 10:00:00");
    }

    @Test
    void aLogWithMidnightsOnlyKnowsDaysOnly() {
        assertThat(times("2024-03-01 00:00:00", "2024-03-02 00:00:00"))
                .containsExactly("2024-03-01 23:59:59", "2024-03-02 23:59:59");
    }

    @ParameterizedTest
    @CsvSource({
        "1704067200, 1704153600",
        "1704067200000, 1704153600000",
        "1704067200000000, 1704153600000000",
        "2024-01-01T00:00:00Z, 2024-01-02T00:00:00Z",
        "2024-01-01 00:00:00 UTC, 2024-01-02 00:00:00 UTC",
        "2024-01-01T00:00:00+00:00, 2024-01-02T00:00:00+00:00",
        "2024-01-01T01:00:00+01:00, 2024-01-02T01:00:00+01:00",
    })
    void midnightsThatNeedNoZoneAreDaysThatEndInUtcWhateverTheyAreWrittenAs(String first, String second) {
        var ends = new String[] {"2024-01-01 23:59:59", "2024-01-02 23:59:59"};
        assertThat(times(first, second)).containsExactly(ends);
        rig.close();
        open();
        assertThat(berlin(first, second)).containsExactly(ends);
    }

    @Test
    void aDayOfAnOffsetEndsByItsOwnClock() {
        assertThat(times("2024-01-01T00:00:00+01:00", "2024-07-01T00:00:00+02:00"))
                .containsExactly("2024-01-01 22:59:59", "2024-07-01 21:59:59");
    }

    @Test
    void oneTimeThatIsNoMidnightMakesMidnightsTimesInAllNotations() {
        assertThat(times("1704067200", "1704067201")).containsExactly("2024-01-01 00:00:00", "2024-01-01 00:00:01");
        rig.close();
        open();
        assertThat(berlin("2024-01-01T00:00:00Z", "2024-01-01 00:00:00+00", "2024-01-01 00:00:01"))
                .containsExactly("2024-01-01 00:00:00", "2024-01-01 00:00:00", "2023-12-31 23:00:01");
    }

    @ParameterizedTest
    @ValueSource(strings = {"TIMESTAMP", "TIMESTAMPTZ", "TIMESTAMP_NS", "DATE"})
    void daysAsParquetWritesThemEndWithTheirLastSecond(String type) {
        var file = rig.session.directory().resolve("days.parquet");
        rig.session.run("""
                COPY (SELECT unnest(['2024-01-01', '2024-01-02'])::%1$s AS event_time, event_time AS received_time,
                    'view' AS event_type, 'u1' AS user_id, 'p1' AS product_id) TO '%2$s' (FORMAT parquet)
                """.formatted(type, file));
        var log = rig.clean(rig.load(file), DatasetConfig.none());
        assertThat(rig.rows(log, "event_time,received_time"))
                .containsExactly("2024-01-01 23:59:59|2024-01-01 23:59:59", "2024-01-02 23:59:59|2024-01-02 23:59:59");
    }

    @Test
    void whatWasReceivedOnADayIsKnownWhenTheDayEnds() {
        var log = rig.clean("event_time,received_time,event_type,user_id,product_id\n"
                + "2024-01-01T10:00:00Z,1704153600,view,u1,p1\n2024-01-01T11:00:00Z,1704153600,view,u1,p2\n");
        assertThat(rig.rows(log, "event_time,received_time"))
                .containsExactly("2024-01-01 10:00:00|2024-01-02 23:59:59", "2024-01-01 11:00:00|2024-01-02 23:59:59");
        assertThat(log.log().time())
                .endsWith("received_time is seconds since 1970, days only: each counts as ending at 23:59:59");
    }

    @Test
    void localTimesAreTakenInTheOwnersZoneInSummerAndInWinter() {
        assertThat(berlin("2024-07-01 12:00:00", "2024-01-15 12:00:00", "2024-07-01T12:00:00Z", "2024-07-01"))
                .containsExactly(
                        "2024-07-01 10:00:00", "2024-01-15 11:00:00", "2024-07-01 12:00:00", "2024-07-01 21:59:59");
    }

    @Test
    void theHourThatIsLeftOutAndTheOneThatComesTwiceAreTimesStill() {
        assertThat(berlin(
                        "2024-03-31 01:59:59",
                        "2024-03-31 02:30:00",
                        "2024-03-31 03:00:00",
                        "2024-10-27 01:59:59",
                        "2024-10-27 02:00:00",
                        "2024-10-27 02:30:00",
                        "2024-10-27 03:00:00"))
                .containsExactly(
                        "2024-03-31 00:59:59",
                        "2024-03-31 01:30:00", // as if the clock had not been changed yet
                        "2024-03-31 01:00:00",
                        "2024-10-26 23:59:59",
                        "2024-10-27 01:00:00", // the second time
                        "2024-10-27 01:30:00",
                        "2024-10-27 02:00:00");
    }

    @Test
    void aDayOfAClockChangeEndsWhereItsZoneSays() {
        assertThat(berlin("2024-03-30", "2024-03-31", "2024-10-27"))
                .containsExactly("2024-03-30 22:59:59", "2024-03-31 21:59:59", "2024-10-27 22:59:59");
    }

    @Test
    void clocksWestOfGreenwichChangeAtTheirOwnHour() {
        assertThat(times(
                        UploadRig.config(Optional.empty(), Map.of(), Map.of(), "America/New_York"),
                        "31/10/2024 12:00:00",
                        "03/11/2024 00:59:59",
                        "03/11/2024 01:30:00",
                        "03/11/2024 02:00:00",
                        "10/03/2024 02:30:00"))
                .containsExactly(
                        "2024-10-31 16:00:00",
                        "2024-11-03 04:59:59",
                        "2024-11-03 06:30:00",
                        "2024-11-03 07:00:00",
                        "2024-03-10 07:30:00");
    }

    @ParameterizedTest
    @ValueSource(strings = {"+02:00", "UTC+2", "UT+2", "GMT+02:00", "Etc/GMT-2"})
    void aZoneMayBeAnOffset(String zone) {
        assertThat(times(UploadRig.config(Optional.empty(), Map.of(), Map.of(), zone), "2024-03-01 10:00:00"))
                .containsExactly("2024-03-01 08:00:00");
    }

    /** Whatever the owner's zone: these times say theirs. */
    @ParameterizedTest
    @ValueSource(strings = {"", "Europe/Berlin", "America/New_York"})
    void offsetsThatChangeWithTheClocksKeepTheOrderAndTellTheDoubledHourApart(String zone) {
        assertThat(times(
                        UploadRig.config(Optional.empty(), Map.of(), Map.of(), zone),
                        "2024-03-31T01:59:59+01:00",
                        "2024-03-31T03:00:00+02:00",
                        "2024-10-27T02:30:00+02:00",
                        "2024-10-27T02:30:00+01:00",
                        "2024-10-27T01:30:01Z"))
                .containsExactly(
                        "2024-03-31 00:59:59",
                        "2024-03-31 01:00:00",
                        "2024-10-27 00:30:00",
                        "2024-10-27 01:30:00",
                        "2024-10-27 01:30:01");
    }

    @Test
    void aDayBeyondTwelveTellsDaysFromMonths() {
        assertThat(times("01/02/2024 10:00", "31/01/2024 10:00"))
                .containsExactly("2024-02-01 10:00:00", "2024-01-31 10:00:00");
        rig.close();
        open();
        assertThat(times("01/02/2024 10:00", "01/31/2024 10:00"))
                .containsExactly("2024-01-02 10:00:00", "2024-01-31 10:00:00");
    }

    private void refused(String[] times, String... parts) {
        assertThatThrownBy(() -> times(times))
                .isInstanceOf(PermanentException.class)
                .hasMessageContaining(UploadRig.NAME)
                .hasMessageContainingAll(parts);
    }

    @Test
    void daysAndMonthsThatCannotBeToldApartAreNotGuessed() {
        refused(
                new String[] {"01/02/2024 10:00", "03/04/2024 10:00"},
                "day, month, year and as month, day, year",
                "ISO 8601");
    }

    @Test
    void timesInNoUnitOfTheWindowAreRefusedWithWhatTheyWouldBe() {
        refused(new String[] {"170000000", "170000001"}, "'170000000'", "1975-05-22", "as seconds since 1970");
        rig.close();
        open();
        refused(new String[] {"2031-01-01T00:00:00Z"}, "2026-01-02", "2031-01-01 00:00:00 as ISO 8601");
    }

    @Test
    void aTimeZoneThatDoesNotExistIsRefused() {
        var config = UploadRig.config(Optional.empty(), Map.of(), Map.of(), "Europe/Atlantis");
        assertThatThrownBy(() -> times(config, "2024-07-01 12:00:00")).hasMessageContaining("'Europe/Atlantis'");
    }

    @Test
    void theNotationIsStated() {
        var cleaned = rig.clean(log("1700000000"));
        assertThat(cleaned.log().time()).isEqualTo("event_time is seconds since 1970");
    }
}
