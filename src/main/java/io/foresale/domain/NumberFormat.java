package io.foresale.domain;

/** How a column writes its numbers. */
public enum NumberFormat {
    /** {@code 1234.5} or {@code 1,234.5} */
    POINT,
    /** {@code 1234,5} or {@code 1.234,5} */
    COMMA
}
