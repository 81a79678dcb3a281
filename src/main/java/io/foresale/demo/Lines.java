package io.foresale.demo;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.stream.IntStream;

/** Lines on their way to a file, encoded as UTF-8 many at a time. */
final class Lines {

    private static final int MANY = 1 << 16;
    private static final String[] TWO_DIGITS = IntStream.range(0, 100)
            .mapToObj(number -> number < 10 ? "0" + number : Integer.toString(number))
            .toArray(String[]::new);

    private final OutputStream out;
    private final StringBuilder text = new StringBuilder(2 * MANY);
    private long day = Long.MIN_VALUE;
    private String date = "";
    private String compactDate = "";

    Lines(OutputStream out) {
        this.out = out;
    }

    Lines put(String more) {
        text.append(more);
        return this;
    }

    Lines put(char more) {
        text.append(more);
        return this;
    }

    Lines put(long number) {
        text.append(number);
        return this;
    }

    /** As a decimal number: 1295 cents are 12.95. */
    Lines cents(int cents) {
        text.append(cents / 100).append('.').append(TWO_DIGITS[cents % 100]);
        return this;
    }

    /** A time in seconds since 1970 as {@code 2026-01-31T12:00:00Z}. */
    Lines time(long seconds) {
        today(seconds);
        int second = (int) Math.floorMod(seconds, Outbox.DAY);
        text.append(date).append('T').append(TWO_DIGITS[second / 3_600]);
        text.append(':').append(TWO_DIGITS[second / 60 % 60]);
        text.append(':').append(TWO_DIGITS[second % 60]).append('Z');
        return this;
    }

    /** The day of a time: {@code 20260131}. */
    Lines compactDate(long seconds) {
        today(seconds);
        text.append(compactDate);
        return this;
    }

    private void today(long seconds) {
        long today = Math.floorDiv(seconds, Outbox.DAY);
        if (today != day) {
            day = today;
            date = LocalDate.ofEpochDay(today).toString();
            compactDate = date.replace("-", "");
        }
    }

    void end() {
        text.append('\n');
        if (text.length() > MANY) {
            flush();
        }
    }

    void flush() {
        try {
            out.write(text.toString().getBytes(StandardCharsets.UTF_8));
            out.flush();
            text.setLength(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
