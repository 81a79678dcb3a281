package io.foresale.table;

import io.foresale.domain.DatasetConfig;
import io.foresale.domain.PermanentException;
import io.foresale.domain.Quoted;
import io.foresale.domain.Role;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The roles that the owner of a data set gave to columns. */
public final class NamedRoles {

    private final String source;
    private final List<String> columns;
    private final Map<String, Role> roles = new HashMap<>();

    private NamedRoles(String source, List<String> columns) {
        this.source = source;
        this.columns = columns;
    }

    /**
     * The role of every column that the configuration names.
     *
     * @param source what has the columns, for messages
     * @throws PermanentException where there is no such column, or two roles for one
     */
    public static Map<String, Role> of(String source, DatasetConfig config, List<String> columns) {
        var named = new NamedRoles(source, columns);
        config.drop().forEach(c -> named.put("drop", c, Role.DROP));
        config.label().ifPresent(c -> named.put("label", c, Role.LABEL));
        config.id().ifPresent(c -> named.put("id", c, Role.ID));
        config.time().ifPresent(c -> named.put("time", c, Role.TIME));
        config.text().forEach(c -> named.put("text", c, Role.TEXT));
        new TreeMap<>(config.roles()).forEach((c, role) -> named.put("roles", c, role));
        return Map.copyOf(named.roles);
    }

    /** What the configuration drops of these columns, for columns whose roles are known. */
    public static Set<String> dropped(String source, DatasetConfig config, List<String> columns) {
        var named = new NamedRoles(source, columns);
        config.drop().forEach(c -> named.put("drop", c, Role.DROP));
        return Set.copyOf(named.roles.keySet());
    }

    private void put(String field, String wanted, Role role) {
        var column = columns.stream()
                .filter(wanted::equals)
                .findFirst()
                .or(() -> columns.stream().filter(wanted::equalsIgnoreCase).findFirst())
                .orElseThrow(() -> PermanentException.invalid(
                        "the configuration's '" + field + "'",
                        "a column of " + source + ": " + RawColumns.named(Nearest.first(wanted, columns)),
                        Quoted.of(wanted),
                        "correct the name in the data set's configuration"));
        var before = roles.put(column, role);
        if (before != null && before != role) {
            throw PermanentException.invalid(
                    "the configuration's column '" + column + "'",
                    "one role",
                    before + " and " + role,
                    "give it one role in the data set's configuration");
        }
    }
}
