package io.foresale.domain;

/** How a column writes its times. Times without a zone are taken as UTC. */
public enum TimeFormat {
    /** ISO 8601, date or date and time, also with a blank instead of the {@code T} and with an offset. */
    ISO,
    /** {@code 31/12/2025 23:59}, the time optional, also with {@code .} or {@code -} between the parts. */
    DAY_FIRST,
    /** {@code 12/31/2025 23:59}, the time optional. */
    MONTH_FIRST,
    /** Seconds since 1970. */
    EPOCH_SECONDS,
    /** Milliseconds since 1970. */
    EPOCH_MILLIS,
    /** Microseconds since 1970. */
    EPOCH_MICROS
}
