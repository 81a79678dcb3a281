package io.foresale.domain;

import java.util.List;

/**
 * What one upload was recognised as.
 *
 * @param format the schema of the log, such as {@code REES46}
 * @param time the column that says when, its unit and time zone, in words
 * @param shards how many files its events are laid out in by {@code hash(user)}, a power of two; shard {@code k} lies under
 *     {@code shard=k/}
 * @param notes how columns were mapped and what was passed by, in words for a person
 */
public record EventPart(String format, String time, int shards, List<String> notes) {}
