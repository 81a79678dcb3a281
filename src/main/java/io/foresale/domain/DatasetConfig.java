package io.foresale.domain;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the owner of a data set decided, from {@code datasets/<ds>.json}; whatever is absent is inferred.
 *
 * @param kind what a row is; recognised where absent
 * @param label the label column
 * @param positive the value of the label column that means: bought
 * @param id the column that names the shopper
 * @param time the column that says when
 * @param drop columns not to learn from
 * @param text columns to embed
 * @param roles the role of any other column
 * @param delimiter of CSV uploads
 * @param encoding of uploads, as a name that Java knows
 * @param dropDuplicates whether exact duplicates of a row are left out (default: kept and reported)
 * @param masking whether personal data in texts is masked (default: it is)
 * @param embeddingModel the model for the texts
 * @param intent the model that judges the intent in texts (default: none does)
 * @param folds of the outer cross-validation
 * @param seed of the folds
 * @param horizonDays how many days after the example the label looks; of a table, for the record of the model only
 * @param allowLeaks features that may separate the classes all but alone, since the owner knows that they are honest
 * @param events decisions about a log of events
 */
public record DatasetConfig(
        Optional<DatasetKind> kind,
        Optional<String> label,
        Optional<String> positive,
        Optional<String> id,
        Optional<String> time,
        List<String> drop,
        List<String> text,
        Map<String, Role> roles,
        Optional<String> delimiter,
        Optional<String> encoding,
        Optional<Boolean> dropDuplicates,
        Optional<Boolean> masking,
        Optional<String> embeddingModel,
        Optional<IntentConfig> intent,
        Optional<Integer> folds,
        Optional<Long> seed,
        Optional<Integer> horizonDays,
        List<String> allowLeaks,
        Optional<EventsConfig> events) {

    public DatasetConfig {
        drop = List.copyOf(drop);
        text = List.copyOf(text);
        roles = Map.copyOf(roles);
        allowLeaks = List.copyOf(allowLeaks);
        requireOneCharacter(delimiter);
        folds.ifPresent(count -> requireRange("folds", count, 2, 20));
        horizonDays.ifPresent(days -> requireRange("horizonDays", days, 1, 3650));
    }

    private static void requireOneCharacter(Optional<String> delimiter) {
        if (delimiter.isPresent() && delimiter.get().length() != 1) {
            throw PermanentException.invalid(
                    "'delimiter'", "one character", Quoted.of(delimiter.get()), "write it as one, a tab as \"\\t\"");
        }
    }

    static void requireRange(String field, int value, int low, int high) {
        if (value < low || value > high) {
            throw PermanentException.invalid(
                    "'" + field + "'", low + " to " + high, String.valueOf(value), "correct it");
        }
    }

    /** A name for all that is decided. */
    public Digest digest() {
        var others = Digest.of(
                kind,
                label,
                positive,
                id,
                time,
                drop,
                text,
                new TreeMap<>(roles),
                delimiter,
                encoding,
                dropDuplicates,
                masking,
                embeddingModel,
                folds,
                seed,
                horizonDays,
                allowLeaks,
                events.map(EventsConfig::digest));
        return intent.map(judge -> Digest.of(others, judge.model())).orElse(others);
    }

    /** No decisions: everything is inferred. */
    public static DatasetConfig none() {
        return new DatasetConfig(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty());
    }
}
