package io.foresale.domain.personal;

import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/** Masks personal data in texts. Masking what is masked changes nothing. Pure. */
public final class PersonalData {

    private PersonalData() {}

    /**
     * A text without personal data.
     *
     * @param found how often each kind was in it
     */
    public record Masked(String text, Map<PersonalKind, Integer> found) {

        public Masked {
            found = Map.copyOf(found);
        }
    }

    /** The text with placeholders, {@code [email]}, for what is personal in it. */
    public static String mask(String text) {
        return Suspicion.raisedBy(text) ? masked(text).text() : text;
    }

    /** A JSON document with its texts masked, still a document; names are left as they are. */
    public static String maskJson(String document) {
        return JsonTexts.change(document, PersonalData::mask);
    }

    /** The text and what was found in it. What stands beside a placeholder is looked at once more. */
    public static Masked masked(String text) {
        var found = new EnumMap<PersonalKind, Integer>(PersonalKind.class);
        var rest = text;
        for (var spans = find(rest); !spans.isEmpty(); spans = find(rest)) {
            spans.values().forEach(span -> found.merge(span.kind(), 1, Integer::sum));
            rest = replaced(rest, spans);
        }
        return new Masked(rest, found);
    }

    private record Found(Finder.Span span, PersonalKind kind) {}

    /** By where it starts, nothing overlapping. */
    private static TreeMap<Integer, Found> find(String text) {
        var found = new TreeMap<Integer, Found>();
        if (!Suspicion.raisedBy(text)) {
            return found;
        }
        var plain = HalfWidth.of(text);
        for (var kind : PersonalKind.values()) {
            kind.finder()
                    .find(plain)
                    .filter(span -> isFree(found, span))
                    .forEach(span -> found.put(span.start(), new Found(span, kind)));
        }
        return found;
    }

    private static boolean isFree(TreeMap<Integer, Found> found, Finder.Span span) {
        var before = found.lowerEntry(span.end());
        return before == null || before.getValue().span().end() <= span.start();
    }

    private static String replaced(String text, TreeMap<Integer, Found> found) {
        var masked = new StringBuilder();
        int from = 0;
        for (var one : found.values()) {
            masked.append(text, from, one.span().start()).append(one.kind().placeholder());
            from = one.span().end();
        }
        return masked.append(text, from, text.length()).toString();
    }
}
