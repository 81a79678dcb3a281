package io.foresale.score;

import io.foresale.domain.TimeFormat;
import io.foresale.text.Cells;
import io.foresale.text.Times;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Times as a page writes them. */
final class VisitTime {

    private static final Instant FIRST = Instant.parse("1990-01-01T00:00:00Z");

    private static final DateTimeFormatter ISO = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
            .optionalStart()
            .appendOffset("+HH:MM", "Z")
            .optionalEnd()
            .optionalStart()
            .appendOffset("+HHMM", "Z")
            .optionalEnd()
            .optionalStart()
            .appendOffset("+HH", "Z")
            .optionalEnd()
            .parseDefaulting(ChronoField.OFFSET_SECONDS, 0)
            .toFormatter()
            .withResolverStyle(ResolverStyle.STRICT); // there is no 30 February

    private VisitTime() {}

    /** The time, UTC where it does not say; empty where it is none. */
    static Optional<Instant> of(String sent) {
        var cell = Cells.plain(sent);
        if (Times.fits(cell, TimeFormat.EPOCH_SECONDS)) {
            return Optional.of(Instant.ofEpochSecond(Long.parseLong(cell)));
        }
        if (Times.fits(cell, TimeFormat.EPOCH_MILLIS)) {
            return Optional.of(Instant.ofEpochMilli(Long.parseLong(cell)));
        }
        if (Times.fits(cell, TimeFormat.EPOCH_MICROS)) {
            return Optional.of(Instant.EPOCH.plus(Long.parseLong(cell), ChronoUnit.MICROS));
        }
        return Times.fits(cell, TimeFormat.ISO) ? iso(cell) : Optional.empty();
    }

    private static Optional<Instant> iso(String cell) {
        var text = cell.replaceFirst("^(\\S+) (?=\\d)", "$1T")
                .replaceFirst(" ?(UTC|GMT)$", "Z")
                .replace(',', '.');
        try {
            return Optional.of(ISO.parse(text.replace(" ", ""), Instant::from));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** As in a log: what is older is a mistake, and what is later than a day from now did not happen. */
    static boolean isPlausible(Instant time, Instant now) {
        return !time.isBefore(FIRST) && !time.isAfter(now.plus(1, ChronoUnit.DAYS));
    }
}
