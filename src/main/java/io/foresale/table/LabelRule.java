package io.foresale.table;

import io.foresale.domain.PermanentException;
import io.foresale.domain.Quoted;
import io.foresale.domain.Schema.Label;
import io.foresale.text.Cells;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Which value of a label column means that someone bought. */
final class LabelRule {

    private static final Set<String> POSITIVE = Set.of(
            "buyer",
            "bought",
            "purchased",
            "purchase",
            "converted",
            "conversion",
            "buy",
            "positive",
            "pos",
            "won",
            "subscribed",
            "recommended",
            "churned",
            "购买",
            "已购买");

    private LabelRule() {}

    /** The rule for a column with one or two values; empty where neither is known to mean yes, or there are more. */
    static Optional<Label> infer(ColumnProfile column) {
        var values = values(column);
        return switch (values.size()) {
            case 1 -> Optional.of(single(values.getFirst()));
            case 2 -> pair(values.get(0), values.get(1)).or(() -> pair(values.get(1), values.get(0)));
            default -> Optional.empty();
        };
    }

    /** Where languages share the yes, whatever else comes later means no; of a shared no the first yes is meant. */
    private static Label single(String value) {
        var opposites = Cells.opposites(value);
        return positive(value) || opposites.isEmpty()
                ? new Label(value, opposites.size() == 1 ? Optional.of(opposites.getFirst()) : Optional.empty())
                : new Label(opposites.getFirst(), Optional.of(value));
    }

    private static Optional<Label> pair(String yes, String no) {
        return positive(yes) && !positive(no) ? Optional.of(new Label(yes, Optional.of(no))) : Optional.empty();
    }

    private static boolean positive(String value) {
        return Cells.flag(value).orElse(POSITIVE.contains(value.toLowerCase(Locale.ROOT)));
    }

    /** The rule for the column that the owner named. */
    static Label named(ColumnProfile column, Optional<String> positive) {
        var values = values(column);
        if (positive.isPresent()) {
            return given(column, Cells.category(positive.get()), values);
        }
        if (values.size() > 2 || values.isEmpty()) {
            throw PermanentException.invalid(
                    "the label '" + column.name() + "'",
                    "two values",
                    column.distinct() + ": " + shown(values),
                    values.isEmpty()
                            ? "name another column as \"label\""
                            : "name the one that means bought as \"positive\": all others mean not bought");
        }
        return infer(column)
                .orElseThrow(() -> PermanentException.invalid(
                        "the label '" + column.name() + "'",
                        "a value that means bought, such as true, 1 or yes",
                        shown(values),
                        "name the one that means bought as \"positive\" in the data set's configuration"));
    }

    private static Label given(ColumnProfile column, String positive, List<String> values) {
        var others = values.stream().filter(v -> !v.equalsIgnoreCase(positive)).toList();
        if (others.size() == values.size()
                && !values.isEmpty()
                && Cells.flag(positive).isEmpty()) {
            throw PermanentException.invalid(
                    "'positive'",
                    "a value of the label '" + column.name() + "': " + shown(values),
                    Quoted.of(positive),
                    "correct it in the data set's configuration");
        }
        return new Label(positive, others.size() == 1 ? Optional.of(others.getFirst()) : Optional.empty());
    }

    /** The values, those that differ in case only once; empty where there are too many to be a label. */
    private static List<String> values(ColumnProfile column) {
        var distinct = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        column.levels().keySet().forEach(v -> distinct.putIfAbsent(v, v));
        return List.copyOf(distinct.values());
    }

    static String shown(List<String> values) {
        var some = values.stream().limit(5).map(Quoted::of).toList();
        return String.join(", ", some) + (values.size() > 5 ? " …" : "");
    }
}
