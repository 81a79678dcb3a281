package io.foresale.domain;

/** What one row of an upload is. */
public enum DatasetKind {
    /** One example: a shopper or a session with its columns and, mostly, a label. */
    TABLE,
    /** One thing that a visitor did; examples and labels are derived for cut-offs in time. */
    EVENTS
}
