package io.foresale.demo;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;

/** Writes text as UTF-8 without making a string of every number and time, since a log has millions of them. */
final class Utf8 {

    private static final int SIZE = 1 << 16;
    private static final int LONGEST_NUMBER = 20;

    private final OutputStream out;
    private final byte[] buffer = new byte[SIZE];
    private int size;
    private long day = Long.MIN_VALUE;
    private String date = "";

    Utf8(OutputStream out) {
        this.out = out;
    }

    Utf8 put(char ascii) {
        room(1);
        buffer[size++] = (byte) ascii;
        return this;
    }

    Utf8 put(String text) {
        if (text.length() > SIZE) {
            throw new IllegalArgumentException("a text of " + text.length() + " characters; at most " + SIZE);
        }
        room(text.length());
        for (int at = 0; at < text.length(); at++) {
            char letter = text.charAt(at);
            if (letter >= 0x80) {
                return putBytes(text.substring(at).getBytes(StandardCharsets.UTF_8));
            }
            buffer[size++] = (byte) letter;
        }
        return this;
    }

    private Utf8 putBytes(byte[] bytes) {
        for (byte next : bytes) {
            room(1);
            buffer[size++] = next;
        }
        return this;
    }

    Utf8 put(long number) {
        room(LONGEST_NUMBER);
        if (number < 0) {
            put('-');
            number = -number;
        }
        int from = size;
        do {
            buffer[size++] = (byte) ('0' + number % 10);
            number /= 10;
        } while (number > 0);
        for (int to = size - 1; from < to; from++, to--) {
            byte swapped = buffer[from];
            buffer[from] = buffer[to];
            buffer[to] = swapped;
        }
        return this;
    }

    /** As a decimal number: 1295 cents are 12.95. */
    Utf8 cents(long cents) {
        put(cents / 100).put('.');
        return twoDigits((int) (cents % 100));
    }

    /** A time in seconds since 1970 as {@code 2026-01-31T12:00:00Z}. */
    Utf8 time(long seconds) {
        date(seconds).put('T');
        int second = (int) Math.floorMod(seconds, Outbox.DAY);
        twoDigits(second / 3_600).put(':');
        twoDigits(second / 60 % 60).put(':');
        return twoDigits(second % 60).put('Z');
    }

    /** The day of a time: {@code 2026-01-31}. */
    Utf8 date(long seconds) {
        long today = Math.floorDiv(seconds, Outbox.DAY);
        if (today != day) {
            day = today;
            date = LocalDate.ofEpochDay(today).toString();
        }
        return put(date);
    }

    private Utf8 twoDigits(int number) {
        return put((char) ('0' + number / 10)).put((char) ('0' + number % 10));
    }

    private void room(int bytes) {
        if (size + bytes > SIZE) {
            flush();
        }
    }

    void flush() {
        try {
            out.write(buffer, 0, size);
            out.flush();
            size = 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
