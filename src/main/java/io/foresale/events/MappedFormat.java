package io.foresale.events;

import io.foresale.domain.EventsConfig;
import io.foresale.domain.PermanentException;
import io.foresale.domain.Quoted;
import io.foresale.events.EventFormat.Field;
import io.foresale.table.RawTable;
import io.foresale.table.Sql;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The schema that the owner of a log wrote down: canonical column to the upload's column, to a path into its JSON
 * ({@code props.user.id}, {@code items[0].sku}), or to a constant ({@code =purchase}). What is no canonical column becomes an
 * attribute.
 */
final class MappedFormat {

    private static final List<String> NEEDED = List.of("event_time", "event_type");
    private static final List<String> WHO = List.of("user_id", "anonymous_id", "session_id");

    /** Where a path may be split into a column and what lies in it. */
    private static final Pattern JOINTS = Pattern.compile("[.\\[]");

    private static final String CONSTANT = "=";

    private final Map<String, String> mapping;
    private final RawTable raw;
    private final Map<String, String> present = new HashMap<>();
    private final Map<String, Field> used = new LinkedHashMap<>();

    private MappedFormat(Map<String, String> mapping, RawTable raw) {
        this.mapping = new TreeMap<>(mapping);
        this.raw = raw;
        raw.columns().forEach(c -> present.put(EventFormats.folded(c), c));
    }

    /** The schema; refused where the mapping does not fit the upload. */
    static EventFormat of(EventsConfig config, RawTable raw) {
        return new MappedFormat(config.columns(), raw).format();
    }

    /** The columns that the mapping names and the upload does not have. */
    static List<String> lacking(EventsConfig config, RawTable raw) {
        var mapped = new MappedFormat(config.columns(), raw);
        return config.columns().values().stream()
                .filter(path -> !path.startsWith(CONSTANT) && mapped.place(path).isEmpty())
                .sorted()
                .toList();
    }

    private EventFormat format() {
        if (!mapping.keySet().containsAll(NEEDED) || WHO.stream().noneMatch(mapping::containsKey)) {
            throw PermanentException.invalid(
                    "'events.columns' for " + raw.name(),
                    "event_time, event_type and one of user_id, anonymous_id, session_id",
                    String.join(", ", mapping.keySet()),
                    "map these columns too; a constant is written \"=purchase\"");
        }
        var selected = new ArrayList<>(List.of("_at"));
        var attributes = new ArrayList<String>();
        mapping.forEach((canonical, path) -> {
            if (EventSql.CANONICAL.contains(canonical) && !canonical.equals("attributes")) {
                selected.add(expression(canonical, path) + " AS " + canonical);
            } else {
                attributes.add(Sql.text(canonical));
                attributes.add(expression(canonical, path));
            }
        });
        if (!attributes.isEmpty()) {
            selected.add("json_object(" + String.join(", ", attributes) + ") AS attributes");
        }
        return new EventFormat(
                "the mapping in the data set's configuration",
                List.copyOf(used.values()),
                List.of(),
                List.of(),
                List.of(),
                false,
                List.of(),
                Map.of(),
                "SELECT " + String.join(", ", selected) + " FROM log");
    }

    /** A column and where in its JSON; the whole cell where {@code rest} is empty. */
    private record Place(String column, String rest) {}

    private Optional<Place> place(String path) {
        var plain = path.startsWith("$.") ? path.substring(2) : path;
        if (present.containsKey(EventFormats.folded(plain))) {
            return Optional.of(new Place(plain, ""));
        }
        return JOINTS.matcher(plain)
                .results()
                .map(joint -> new Place(plain.substring(0, joint.start()), "$" + plain.substring(joint.start())))
                .filter(place -> present.containsKey(EventFormats.folded(place.column())))
                .findFirst();
    }

    private String expression(String canonical, String path) {
        if (path.startsWith(CONSTANT)) {
            return Sql.text(path.substring(1));
        }
        var place = place(path)
                .orElseThrow(() -> PermanentException.invalid(
                        "'events.columns." + canonical + "' for " + raw.name(),
                        "one of the columns " + String.join(", ", raw.columns()),
                        Quoted.of(path),
                        "correct the name of the column"));
        return place.rest().isEmpty()
                ? field(place.column(), false)
                : "json_extract_string(%s, %s)".formatted(field(place.column(), true), Sql.text(place.rest()));
    }

    private String field(String column, boolean json) {
        var source = present.get(EventFormats.folded(column));
        var name = json ? source + " as JSON" : source;
        used.computeIfAbsent(name, n -> new Field(n, List.of(source), json));
        return Sql.name(name);
    }
}
