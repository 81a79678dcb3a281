package io.foresale.score;

import io.foresale.domain.Column;
import io.foresale.domain.Schema;
import io.foresale.model.Effect;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Why a score is as it is.
 *
 * @param feature a column
 * @param description what it says, of a feature that Foresale made of a log
 * @param logOdds by how much it moves the logarithm of the odds against the average; above 0 it speaks for buying
 */
public record Reason(String feature, Optional<String> description, double logOdds) {

    private static final int MOST = 5;

    /** Smaller effects explain nothing. */
    private static final double LEAST = 0.01;

    /**
     * The columns that move a score most, the strongest first.
     *
     * @param described the schema of a log's features; empty for a table, whose columns their owner knows
     */
    static List<Reason> of(List<Effect> effects, Optional<Schema> described) {
        return effects.stream()
                .filter(effect -> Math.abs(effect.logOdds()) >= LEAST)
                .sorted(Comparator.comparingDouble((Effect effect) -> -Math.abs(effect.logOdds()))
                        .thenComparing(Effect::feature))
                .limit(MOST)
                .map(effect -> new Reason(
                        effect.feature(), described.flatMap(s -> description(s, effect.feature())), effect.logOdds()))
                .toList();
    }

    private static Optional<String> description(Schema schema, String feature) {
        return schema.columns().stream()
                .filter(column -> column.name().equals(feature))
                .map(Column::reason)
                .findFirst();
    }
}
