package io.foresale.events;

import io.foresale.domain.PermanentException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** The schemas that are known, one file of SQL each. */
final class EventFormats {

    /** The files below {@code schemas/}; a jar cannot be asked for a listing, a test compares. */
    static final List<String> FILES = List.of(
            "foresale",
            "ga4_bigquery",
            "ga4_datalayer",
            "google_retail",
            "gorse",
            "invoices",
            "metarank",
            "orders",
            "personalize",
            "rees46",
            "segment",
            "snowplow",
            "taobao");

    private static final List<EventFormat> ALL =
            FILES.stream().map(EventFormats::file).toList();

    private EventFormats() {}

    static List<EventFormat> all() {
        return ALL;
    }

    private static EventFormat file(String name) {
        try (var in = EventFormats.class.getResourceAsStream("/schemas/" + name + ".sql")) {
            if (in == null) {
                throw new IllegalStateException("schemas/" + name + ".sql is not among the resources");
            }
            return EventFormat.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The schemas whose columns an upload has, the one that knows most of its columns first. */
    static List<EventFormat> fitting(List<String> columns) {
        var names = folded(columns);
        return ALL.stream()
                .filter(f -> present(f, names) == f.columns().size())
                .filter(f -> !f.closed() || known(f, names) == names.size())
                .sorted(Comparator.comparingLong((EventFormat f) -> known(f, names))
                        .reversed())
                .toList();
    }

    /** That an upload is of no known schema: which fields each of them is known by, the nearest first. */
    static PermanentException unknown(String name, List<String> columns) {
        var names = folded(columns);
        var looked = ALL.stream()
                .sorted(Comparator.comparingDouble((EventFormat f) ->
                                -present(f, names) / (double) f.columns().size())
                        .thenComparing(EventFormat::title))
                .map(f -> f.title() + " (" + String.join(", ", f.wanted()) + ")")
                .collect(Collectors.joining("; "));
        return PermanentException.invalid(
                name,
                "the fields of a known log of events: " + looked,
                "the columns " + String.join(", ", columns),
                "say in datasets/<data set>.json which column is what: {\"kind\": \"events\", \"events\": {\"columns\":"
                        + " {\"event_time\": \"…\", \"event_type\": \"…\", \"user_id\": \"…\", \"product_id\": \"…\"}, \"types\":"
                        + " {\"<your word>\": \"purchase\"}}}");
    }

    private static long present(EventFormat format, Set<String> names) {
        return format.columns().stream().filter(f -> has(f, names)).count();
    }

    private static long known(EventFormat format, Set<String> names) {
        return format.known()
                .flatMap(f -> f.sources().stream())
                .map(EventFormats::folded)
                .filter(names::contains)
                .distinct()
                .count();
    }

    private static boolean has(EventFormat.Field field, Set<String> names) {
        return field.sources().stream().anyMatch(s -> names.contains(folded(s)));
    }

    private static Set<String> folded(List<String> columns) {
        var names = new HashSet<String>();
        columns.forEach(c -> names.add(folded(c)));
        return names;
    }

    static String folded(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
