package io.foresale.table;

import io.foresale.model.Examples;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Some rows of a feature table; all lists and arrays have one entry a row.
 *
 * @param uploads the key of the upload the row came from
 * @param rows its number in the upload, from 1
 * @param hashes what names its content
 * @param ids the value of the id column, the empty string where there is none
 * @param labels 1 bought, 0 did not, NaN not known
 * @param users whose they are, of a table of events; else empty strings
 * @param cutoffs what was known of them is of this time, of a table of events; else the epoch
 * @param untils the ends of the times their labels speak of, of a table of events; else the epoch
 * @param rates the probability with which such an example is drawn where it did not buy, in (0, 1]; 1 where nobody was
 *     left out
 */
public record FeatureRows(
        Examples examples,
        List<String> uploads,
        long[] rows,
        List<String> hashes,
        List<String> ids,
        double[] labels,
        List<String> users,
        List<Instant> cutoffs,
        List<Instant> untils,
        double[] rates) {

    /** No rows at all. */
    public static FeatureRows none() {
        return new FeatureRows(
                new Examples(0, List.of()),
                List.of(),
                new long[0],
                List.of(),
                List.of(),
                new double[0],
                List.of(),
                List.of(),
                List.of(),
                new double[0]);
    }

    public int count() {
        return rows.length;
    }

    /** One number a row, the same for rows of the same content. */
    public int[] copies() {
        return numbered(hashes);
    }

    /** One number a row, the same for rows of the same user; a row of nobody is its own. */
    public int[] groups() {
        return numbered(IntStream.range(0, count())
                .mapToObj(row -> users.get(row).isEmpty() ? "hash " + hashes.get(row) : "user " + users.get(row))
                .toList());
    }

    private static int[] numbered(List<String> names) {
        var numbers = new HashMap<String, Integer>();
        return names.stream()
                .mapToInt(name -> numbers.computeIfAbsent(name, _ -> numbers.size()))
                .toArray();
    }
}
