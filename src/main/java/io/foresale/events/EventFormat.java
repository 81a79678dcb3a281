package io.foresale.events;

import io.foresale.domain.EventType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A schema that logs come in, as a file of SQL says it: its header names the columns it is known by, the rest makes events of
 * the relation {@code log}, which has those columns as text and {@code _at}, the event's place in the upload.
 *
 * @param title for a person
 * @param columns that an upload must have
 * @param everyLine the names of those that no event can do without
 * @param optional columns that it may have
 * @param unused columns that it may have as well, of which nothing is made
 * @param closed whether an upload with any further column is not of this schema
 * @param rivals schemas that ask more of a line: what fits one of them is not of this schema
 * @param words its words for types of events, folded
 * @param sql selects {@code _at}, canonical columns as text, and {@code _item}, the product's place in its event, where one
 *     line holds several
 */
record EventFormat(
        String title,
        List<Field> columns,
        List<String> everyLine,
        List<Field> optional,
        List<Field> unused,
        boolean closed,
        List<EventFormat> rivals,
        Map<String, EventType> words,
        String sql) {

    /**
     * A column of the relation {@code log}.
     *
     * @param name in the relation
     * @param sources what an upload may call it, the preferred name first
     * @param json whether it holds JSON
     */
    record Field(String name, List<String> sources, boolean json) {

        private static final String JSON = "[json]";

        /** {@code name = source|source}, or only sources, the first of which is the name. */
        static Field parse(String text) {
            boolean json = text.contains(JSON);
            var parts = text.replace(JSON, "").split("=", 2);
            var sources = Stream.of(parts[parts.length - 1].split("\\|")).map(String::trim);
            // {@code name [json] = source}: what stands before the sign is the name, without the mark.
            var names = sources.toList();
            return new Field(parts.length == 2 ? parts[0].trim() : names.getFirst(), names, json);
        }
    }

    /** The columns that events are made of. */
    Stream<Field> fields() {
        return Stream.concat(columns.stream(), optional.stream());
    }

    /** All columns that an upload of it may have. */
    Stream<Field> known() {
        return Stream.concat(fields(), unused.stream());
    }

    /** This schema among others that an upload may be of. */
    EventFormat among(List<EventFormat> candidates) {
        var demanding = candidates.stream()
                .filter(c -> c.everyLine().size() > everyLine.size())
                .toList();
        return new EventFormat(title, columns, everyLine, optional, unused, closed, demanding, words, sql);
    }

    /** Why a line is of another schema, by the numbers that {@link LogView} gives. */
    List<String> foreign() {
        return Stream.concat(
                        everyLine.stream().map(field -> "no '" + field + "', which every event of " + title + " has"),
                        rivals.stream().map(rival -> "an event of " + rival.title() + " among those of " + title))
                .toList();
    }

    /** The column of this name that an upload must have. */
    Field column(String name) {
        return columns.stream()
                .filter(f -> f.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(name + " is not among the columns of " + title));
    }

    /** Reads the file of a schema. */
    static EventFormat parse(String text) {
        var header = new LinkedHashMap<String, String>();
        var lines = text.lines().toList();
        int at = 0;
        var key = "title";
        for (; lines.get(at).startsWith("--"); at++) {
            var line = lines.get(at).substring(2);
            boolean continued = line.startsWith("  ");
            if (!continued && at > 0) {
                key = line.substring(0, line.indexOf(':')).trim();
            }
            var value = continued || at == 0 ? line : line.substring(line.indexOf(':') + 1);
            header.merge(key, value.trim(), (a, b) -> a + " " + b);
        }
        var title = header.get("title");
        return new EventFormat(
                title.substring(0, title.indexOf(':')),
                fields(header.get("columns")),
                list(header.get("every line")),
                fields(header.getOrDefault("optional", "")),
                fields(header.getOrDefault("unused", "")),
                header.containsKey("no other columns"),
                List.of(),
                words(header.getOrDefault("words", "")),
                String.join("\n", lines.subList(at, lines.size())));
    }

    private static List<String> list(String text) {
        return Stream.of(text.split(","))
                .map(String::trim)
                .filter(s -> !s.isEmpty())
                .toList();
    }

    private static List<Field> fields(String text) {
        return list(text).stream().map(Field::parse).toList();
    }

    private static Map<String, EventType> words(String text) {
        var words = new LinkedHashMap<String, EventType>();
        for (var pair : list(text)) {
            int sign = pair.indexOf('=');
            var type = pair.substring(sign + 1).trim().toUpperCase(Locale.ROOT);
            words.put(EventWords.folded(pair.substring(0, sign).trim()), EventType.valueOf(type));
        }
        return words;
    }

    /** All names of the columns it must have, for a person. */
    List<String> wanted() {
        var wanted = new ArrayList<String>();
        columns.forEach(c -> wanted.add(String.join(" or ", c.sources())));
        return wanted;
    }
}
