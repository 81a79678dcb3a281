package io.foresale.table;

import io.foresale.domain.Column;
import io.foresale.domain.DatasetConfig;
import io.foresale.domain.PermanentException;
import io.foresale.domain.Role;
import io.foresale.domain.Schema.Label;
import io.foresale.domain.TimeFormat;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Decides what each column is: as the owner says, else by name and content. Pure. */
final class RoleInference {

    /** An outcome with more values than this is a quantity, such as an amount, not a label. */
    private static final int LABEL_LIKE = 10;

    private final List<ColumnProfile> profiles;
    private final DatasetConfig config;
    private final Map<String, Role> named;
    private final List<String> warnings = new ArrayList<>();

    private RoleInference(String source, List<ColumnProfile> profiles, DatasetConfig config) {
        this.profiles = profiles;
        this.config = config;
        this.named = NamedRoles.of(
                source, config, profiles.stream().map(ColumnProfile::name).toList());
    }

    /**
     * What was decided.
     *
     * @param warnings of what a person may want to decide otherwise
     */
    record Roles(List<Column> columns, Optional<Label> label, List<String> warnings) {}

    /**
     * Decides.
     *
     * @param source the upload, for messages
     * @throws PermanentException where the owner's decisions do not fit the columns
     */
    static Roles infer(String source, List<ColumnProfile> profiles, DatasetConfig config) {
        return new RoleInference(source, profiles, config).infer();
    }

    private Roles infer() {
        var columns = new LinkedHashMap<String, Column>();
        var labelled = label(columns);
        id(columns);
        time(columns);
        for (var c : profiles) {
            columns.computeIfAbsent(c.name(), _ -> named.containsKey(c.name()) ? asNamed(c) : ColumnRole.of(c));
        }
        if (labelled.isEmpty()) {
            warnings.add("no column looks like a label with two values; nothing is learned until \"label\" is set");
        }
        var ordered = profiles.stream().map(c -> columns.get(c.name())).toList();
        return new Roles(ordered, labelled, List.copyOf(warnings));
    }

    private Optional<ColumnProfile> named(Role role) {
        return profiles.stream().filter(c -> named.get(c.name()) == role).findFirst();
    }

    private List<ColumnProfile> free(Map<String, Column> columns) {
        return profiles.stream()
                .filter(c -> !named.containsKey(c.name()) && !columns.containsKey(c.name()))
                .toList();
    }

    private Optional<Label> label(Map<String, Column> columns) {
        var owner = named(Role.LABEL);
        var candidates = free(columns).stream()
                .filter(c -> ColumnWords.of(c.name()).outcomeRank() < Integer.MAX_VALUE)
                .sorted(Comparator.comparingInt(c -> ColumnWords.of(c.name()).outcomeRank()))
                .toList();
        var found = owner.or(() -> candidates.stream().filter(this::mayBeLabel).findFirst());
        var label = found.map(c -> owner.isPresent() || config.positive().isPresent()
                ? LabelRule.named(c, config.positive())
                : LabelRule.infer(c).orElseThrow());
        found.ifPresent(c -> columns.put(
                c.name(), Column.of(c.name(), Role.LABEL, labelReason(c, owner.isPresent(), label.orElseThrow()))));
        candidates.stream().filter(c -> !columns.containsKey(c.name())).forEach(c -> otherOutcome(c, found, columns));
        return label;
    }

    private boolean mayBeLabel(ColumnProfile c) {
        var single = c.distinct() == 1 && ColumnWords.of(c.name()).exactOutcome();
        return (single || c.distinct() > 1) && LabelRule.infer(c).isPresent();
    }

    private static String labelReason(ColumnProfile c, boolean byOwner, Label label) {
        return (byOwner
                        ? "set as label"
                        : "named like an outcome, with " + c.distinct() + " values in " + c.present() + " rows")
                + "; '" + label.positive() + "' means bought, "
                + label.negative().map(n -> "'" + n + "'").orElse("any other value") + " means not bought";
    }

    /** Another outcome would give the answer away, or is a label that was not understood: neither is learned from. */
    private void otherOutcome(ColumnProfile c, Optional<ColumnProfile> label, Map<String, Column> columns) {
        if (!ColumnWords.of(c.name()).exactOutcome() || c.present() == 0) {
            return;
        }
        if (label.isPresent()) {
            var reason = "named like an outcome while '" + label.get().name()
                    + "' is the label: it would give the answer away; set its role to learn from it";
            columns.put(c.name(), ColumnRole.drop(c, reason));
            warnings.add("'" + c.name() + "' is not used: " + reason);
        } else if (c.distinct() <= LABEL_LIKE) {
            var reason = "named like a label but has " + c.distinct() + " values ("
                    + LabelRule.shown(List.copyOf(c.levels().keySet()))
                    + "): set \"label\" and \"positive\", or its role to learn from it";
            columns.put(c.name(), ColumnRole.drop(c, reason));
            warnings.add("'" + c.name() + "' is " + reason);
        }
    }

    private void id(Map<String, Column> columns) {
        var owner = named(Role.ID);
        var found = owner.or(() -> free(columns).stream()
                .filter(RoleInference::mayBeId)
                .max(Comparator.comparing(
                                (ColumnProfile c) -> ColumnWords.of(c.name()).shopper())
                        .thenComparing(c -> ColumnWords.of(c.name()).identifier())
                        .thenComparing(ColumnProfile::distinctShare)));
        found.ifPresent(c -> columns.put(
                c.name(),
                Column.of(
                        c.name(),
                        Role.ID,
                        owner.isPresent()
                                ? "set as id"
                                : "%,d different values in %,d rows, and it is named or written like an id"
                                        .formatted(c.distinct(), c.present()))));
        found.ifPresent(id -> free(columns).stream()
                .filter(RoleInference::mayBeId)
                .forEach(c -> columns.put(
                        c.name(),
                        ColumnRole.drop(
                                c,
                                "%,d different values in %,d rows: names rows as '%s' does, which is the id"
                                        .formatted(c.distinct(), c.present(), id.name())))));
    }

    private static boolean mayBeId(ColumnProfile c) {
        var words = ColumnWords.of(c.name());
        if (c.present() < 2 || c.distinct() < 2 || ColumnRole.time(c).isPresent()) {
            return false;
        }
        if (words.shopper() && !words.quantity()) {
            return c.distinctShare() > 0.05 || c.distinct() > 50;
        }
        boolean nearlyUnique = c.distinctShare() >= 0.95;
        boolean code = c.nearlyAll(c.single())
                && !c.nearlyAll(c.numbers())
                && c.rows() >= 20
                && c.chars() >= 4 * c.present()
                && !c.scripts().mostlyHan();
        return nearlyUnique && (words.identifier() || c.distinctShare() >= 0.99 && code);
    }

    private void time(Map<String, Column> columns) {
        var owner = named(Role.TIME);
        var times = owner.map(List::of).orElseGet(() -> free(columns).stream()
                .filter(c -> ColumnRole.time(c).isPresent())
                .toList());
        for (var c : times) {
            boolean first = columns.values().stream().noneMatch(other -> other.role() == Role.TIME);
            var format = ColumnRole.time(c).orElse(TimeFormat.ISO);
            var reason = c.times().getOrDefault(format, 0L) + " of " + c.present() + " values are times written as "
                    + format;
            columns.put(
                    c.name(),
                    first
                            ? Column.time(c.name(), format, owner.isPresent() ? "set as time; " + reason : reason)
                            : ColumnRole.drop(c, reason + "; only the first time is kept"));
        }
        if (owner.isPresent()) {
            free(columns).stream()
                    .filter(c -> ColumnRole.time(c).isPresent())
                    .forEach(c -> columns.put(c.name(), ColumnRole.drop(c, "another time than the one that is set")));
        }
    }

    private Column asNamed(ColumnProfile c) {
        var role = named.get(c.name());
        return switch (role) {
            case NUMERIC -> ColumnRole.numeric(c, "set as numeric");
            case TEXT, CATEGORICAL, BOOLEAN, DROP ->
                Column.of(c.name(), role, "set as " + role.name().toLowerCase(java.util.Locale.ROOT));
            case SIMILARITY, INTENT ->
                throw PermanentException.invalid(
                        "the role of '" + c.name() + "'",
                        "text, categorical, numeric, boolean or drop",
                        role.name().toLowerCase(java.util.Locale.ROOT) + ", which no upload has",
                        "set it as numeric");
            case LABEL, ID, TIME ->
                throw PermanentException.invalid(
                        "the configuration",
                        "one column as " + role,
                        "another besides '" + c.name() + "'",
                        "remove one");
        };
    }
}
