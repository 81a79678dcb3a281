package io.foresale.table;

import io.foresale.model.Examples;
import java.util.HashMap;
import java.util.List;

/**
 * Some rows of a feature table; all lists and arrays have one entry a row.
 *
 * @param uploads the key of the upload the row came from
 * @param rows its number in the upload, from 1
 * @param hashes what names its content
 * @param ids the value of the id column, the empty string where there is none
 * @param labels 1 bought, 0 did not, NaN not known
 */
public record FeatureRows(
        Examples examples, List<String> uploads, long[] rows, List<String> hashes, List<String> ids, double[] labels) {

    /** No rows at all. */
    public static FeatureRows none() {
        return new FeatureRows(new Examples(0, List.of()), List.of(), new long[0], List.of(), List.of(), new double[0]);
    }

    public int count() {
        return rows.length;
    }

    /** One number a row, the same for rows of the same content. */
    public int[] copies() {
        var numbers = new HashMap<String, Integer>();
        return hashes.stream()
                .mapToInt(hash -> numbers.computeIfAbsent(hash, _ -> numbers.size()))
                .toArray();
    }
}
