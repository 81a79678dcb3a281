package io.foresale.events;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A cleaned log, as files in the session's directory.
 *
 * @param shards Parquet files as {@link EventColumns#DDL} says, by the number of the shard, nearly in the order of the
 *     upload; a shard without events has none
 * @param shardCount a power of two
 * @param counts accepted, rejected, duplicates, withoutUser, products, users, each type of event, and what is masked
 * @param rejectedByReason how many events and lines were refused for which reason
 * @param rejects JSON Lines of line, row, column, reason, value, raw; absent where nothing was refused
 * @param firstTime and {@code lastTime}: ISO 8601; absent where no event was accepted
 * @param notes on what was made of the upload, for a person
 */
public record CleanEvents(
        Map<Integer, Path> shards,
        int shardCount,
        Map<String, Long> counts,
        Map<String, Long> rejectedByReason,
        Optional<Path> rejects,
        Optional<String> firstTime,
        Optional<String> lastTime,
        List<String> notes,
        List<String> warnings) {}
