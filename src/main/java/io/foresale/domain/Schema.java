package io.foresale.domain;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The columns of a data set of kind table, in the order of its upload.
 *
 * @param label which values of the label column mean yes and no; absent where there is no label column
 * @param embeddingModel the model its texts are embedded with; absent where there is no text column
 * @param masking whether personal data in texts is masked (default: it is)
 * @param intentModel the model that judges the intent in its texts; absent where none is to
 */
public record Schema(
        List<Column> columns,
        Optional<Label> label,
        Optional<String> embeddingModel,
        Optional<Boolean> masking,
        Optional<String> intentModel) {

    private static final String INTENT = "_intent";

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
        this(columns, label, embeddingModel, Optional.empty(), Optional.empty());
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
                masking,
                intentModel);
    }

    /** The columns of an upload and what is worked out of them: behind each text, where a model judges it, its intent. */
    public Schema withIntents() {
        var all = new ArrayList<Column>();
        for (var column : columns) {
            all.add(column);
            if (column.role() == Role.TEXT && intentModel.isPresent()) {
                all.add(Column.of(
                        intentOf(column.name()), Role.INTENT, "the intent in '" + column.name() + "', as judged"));
            }
        }
        requireUnused(all);
        return new Schema(all, label, embeddingModel, masking, intentModel);
    }

    private void requireUnused(List<Column> all) {
        var own = columns.stream().map(Column::name).collect(Collectors.toSet());
        all.stream()
                .filter(column -> column.role() == Role.INTENT && own.contains(column.name()))
                .findFirst()
                .ifPresent(column -> {
                    throw PermanentException.invalid(
                            "column " + Quoted.of(column.name()),
                            "a name that is free for the intent in a text",
                            "a column of the upload",
                            "name that column otherwise, or leave out \"intent\"");
                });
    }

    /** The columns of an upload alone. */
    public Schema uploaded() {
        return new Schema(
                columns.stream().filter(c -> c.role() != Role.INTENT).toList(),
                label,
                embeddingModel,
                masking,
                intentModel);
    }

    /** The name of the column with the intent in a column's texts. */
    public static String intentOf(String text) {
        return text + INTENT;
    }

    /** The name of the column whose texts a column has the intent in. */
    public static String textOf(String intent) {
        return intent.substring(0, intent.length() - INTENT.length());
    }

    /** A name for what this schema does to data: it changes with every role and format, not with a reason's wording. */
    public Digest digest() {
        var parts = columns.stream().map(c -> c.name() + "\u0000" + c.role() + c.numbers() + c.times());
        var digest = Digest.of(parts.toList(), label, embeddingModel, masks());
        return intentModel.map(judge -> Digest.of(digest, judge)).orElse(digest);
    }
}
