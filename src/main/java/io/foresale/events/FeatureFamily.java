package io.foresale.events;

import io.foresale.domain.Column;
import io.foresale.domain.NumberFormat;
import io.foresale.domain.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Features that are computed by one statement. Its text is SQL as it is but for the placeholders {@code ${lookback}},
 * {@code ${w}} and {@code ${window}}, and {@code ${local}} behind a moment that is to be told in the shop's time zone. A
 * feature begins with a line {@code -- name: description}, or {@code -- name [categorical]: description}, and ends before the
 * next one or before {@code FROM}; if there is {@code ${w}} in it, it is repeated for every window: {@code ${w}} is its days,
 * {@code ${window}} its name, {@code 7d} or {@code all}.
 *
 * @param name of the resource, without {@code .sql}
 * @param sql one SELECT with the key columns and the features
 * @param columns the features in the order of the statement
 */
record FeatureFamily(String name, String sql, List<Column> columns) {

    private static final Pattern FEATURE =
            Pattern.compile("\\s*-- ([a-z0-9_]+(?:\\$\\{window})?[a-z0-9_]*)(?: \\[([a-z]+)])?: (.+)");

    static FeatureFamily of(String name, String text, Windows windows) {
        var columns = new ArrayList<Column>();
        var sql = new StringBuilder();
        for (var block : blocks(text)) {
            for (var window : block.contains("${w}") ? windows.all() : windows.whole()) {
                var filled = window.fill(block);
                sql.append(filled);
                FEATURE.matcher(filled)
                        .results()
                        .findFirst()
                        .filter(_ -> FEATURE.matcher(block).lookingAt())
                        .ifPresent(found -> columns.add(column(found, block.contains("${w}") ? window.words() : "")));
            }
        }
        return new FeatureFamily(name, sql.toString(), List.copyOf(columns));
    }

    /** The text in pieces that are repeated as a whole: a piece begins at every feature and where the features end. */
    private static List<String> blocks(String text) {
        var blocks = new ArrayList<String>();
        var block = new StringBuilder();
        for (var line : text.lines().toList()) {
            if (FEATURE.matcher(line).matches() || line.startsWith("FROM ")) {
                blocks.add(block.toString());
                block.setLength(0);
            }
            block.append(line).append('\n');
        }
        blocks.add(block.toString());
        return blocks;
    }

    private static Column column(MatchResult feature, String within) {
        var reason = feature.group(3) + within;
        var role = feature.group(2) == null
                ? Role.NUMERIC
                : Role.valueOf(feature.group(2).toUpperCase(Locale.ROOT));
        return role == Role.NUMERIC
                ? Column.numeric(feature.group(1), NumberFormat.POINT, reason)
                : Column.of(feature.group(1), role, reason);
    }
}
