package io.foresale.domain;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The columns of a data set of kind table, in the order of its upload.
 *
 * @param label which values of the label column mean yes and no; absent where there is no label column
 * @param embeddingModel the model its texts are embedded with; absent where there is no text column
 * @param masking whether personal data in texts is masked (default: it is)
 */
public record Schema(
        List<Column> columns, Optional<Label> label, Optional<String> embeddingModel, Optional<Boolean> masking) {

    /**
     * The two values of the label column, cleaned.
     *
     * @param positive the value that means: bought
     * @param negative the value that means: did not; absent where every other value means: did not
     */
    public record Label(String positive, Optional<String> negative) {}

    public Schema {
        columns = List.copyOf(columns);
        var names = new HashSet<String>();
        for (var column : columns) {
            if (!names.add(column.name())) {
                throw new IllegalArgumentException("two columns are named " + column.name());
            }
        }
        if (label.isPresent() != columns.stream().anyMatch(c -> c.role() == Role.LABEL)) {
            throw new IllegalArgumentException("a label rule goes with a label column");
        }
        for (var single : List.of(Role.LABEL, Role.ID, Role.TIME)) {
            if (columns.stream().filter(c -> c.role() == single).count() > 1) {
                throw new IllegalArgumentException("more than one column has the role " + single);
            }
        }
    }

    /** A schema whose texts are masked. */
    public Schema(List<Column> columns, Optional<Label> label, Optional<String> embeddingModel) {
        this(columns, label, embeddingModel, Optional.empty());
    }

    public boolean masks() {
        return masking.orElse(true);
    }

    public List<Column> of(Role role) {
        return columns.stream().filter(c -> c.role() == role).toList();
    }

    /** The column of a role that at most one column has. */
    public Optional<Column> single(Role role) {
        return of(role).stream().findFirst();
    }

    /** The columns that the model may learn from. */
    public List<Column> features() {
        return columns.stream().filter(c -> c.role().isFeature()).toList();
    }

    /** The same columns, some of them not to be learned from. */
    public Schema dropping(Set<String> names) {
        return new Schema(
                columns.stream()
                        .map(c -> names.contains(c.name())
                                ? Column.of(c.name(), Role.DROP, "dropped by the configuration; " + c.reason())
                                : c)
                        .toList(),
                label,
                embeddingModel,
                masking);
    }

    /** A name for what this schema does to data: it changes with every role and format, not with a reason's wording. */
    public Digest digest() {
        var parts = columns.stream().map(c -> c.name() + "\u0000" + c.role() + c.numbers() + c.times());
        return Digest.of(parts.toList(), label, embeddingModel, masks());
    }
}
