package io.foresale.table;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A cleaned upload, as files in the session's directory.
 *
 * @param parquet {@code _row} (number in the upload, from 1, unreadable ones counted), {@code _hash} (32 hexadecimal digits
 *     that name the row's content), then every column of the schema that is not dropped
 * @param counts accepted, duplicates (of rows before them in the upload), rejected, positives, negatives, unlabelled, and what is masked
 * @param rejectedByReason how many lines were refused for which reason
 * @param rejects JSON Lines of line, row, column, reason, value, raw; absent where nothing was refused
 * @param firstTime and {@code lastTime}: ISO 8601, where there is a time column with values
 */
public record CleanTable(
        Path parquet,
        Map<String, Long> counts,
        Map<String, Long> rejectedByReason,
        Optional<Path> rejects,
        Optional<String> firstTime,
        Optional<String> lastTime,
        List<String> warnings) {}
