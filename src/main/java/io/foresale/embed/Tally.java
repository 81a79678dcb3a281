package io.foresale.embed;

import io.foresale.domain.ForesaleException;
import io.foresale.domain.PermanentException;
import io.foresale.domain.RetriableException;
import io.foresale.port.TextModel.Usage;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What has become of a part's texts so far, and how to say it. For one thread. */
final class Tally {

    /** So many reasons are told apart; an endpoint may put something else into each. */
    private static final int REASONS = 5;

    /** What counts have names of their own for. */
    private static final String EMBEDDED = "embedded";

    /** So many texts without an answer are no accident. */
    private static final int MANY = 20;

    private final String done;
    private final String model;
    private final long texts;
    private final long known;
    private final long knownToLack;
    private final Map<String, Long> reasons = new LinkedHashMap<>();
    private long answered;
    private long failed;
    private long unreached;
    private Optional<String> firstUnreached = Optional.empty();

    /**
     * Starts counting.
     *
     * @param done what is done with a text, in a word
     * @param texts distinct texts of the part
     * @param known those whose answers were there before
     * @param lacks how many of these say nothing of their text, by reason
     */
    Tally(String done, String model, long texts, long known, Map<String, Long> lacks) {
        this.done = done;
        this.model = model;
        this.texts = texts;
        this.known = known;
        this.knownToLack = lacks.values().stream().mapToLong(n -> n).sum();
        reasons.putAll(lacks);
    }

    /** Of a part without texts. */
    static Tally ofNothing() {
        return new Tally(EMBEDDED, "", 0, 0, Map.of());
    }

    void answered() {
        answered++;
    }

    void failed(String reason) {
        failed++;
        reasons.merge(reasons.size() < REASONS || reasons.containsKey(reason) ? reason : "others", 1L, Long::sum);
    }

    void unreached(String reason) {
        unreached++;
        firstUnreached = firstUnreached.or(() -> Optional.of(reason));
    }

    /** What to do about texts whose calls failed and may not fail the next time; empty where there are none. */
    Optional<ForesaleException> unreached() {
        return firstUnreached.map(reason -> new RetriableException(
                number(unreached) + " of " + number(texts) + " texts could not be " + done + " this time, "
                        + number(answered) + " were and are kept; the first: " + reason,
                null));
    }

    /** What to do about a model that has had no answer to any of many texts; empty where it had, or had before. */
    Optional<ForesaleException> answersNothing() {
        return known == knownToLack && answered == 0 && failed >= MANY
                ? Optional.of(PermanentException.invalid(
                        model,
                        "texts that are " + done,
                        "none of " + number(failed()) + ": " + said(),
                        "name another model; a chat model must know structured output or tool use"))
                : Optional.empty();
    }

    /** Whether earlier calls had answers to some of the texts. */
    boolean isAnswered() {
        return known > knownToLack;
    }

    /** Distinct texts of the part. */
    long texts() {
        return texts;
    }

    /** Texts that are dealt with. */
    long done() {
        return known + answered + failed;
    }

    private long failed() {
        return knownToLack + failed;
    }

    /** For the manifest: these do not depend on what was known before. */
    Map<String, Long> result() {
        return Map.of("texts", texts, "failed", failed());
    }

    /** For the record of the run. */
    Map<String, Number> effort(Usage used) {
        var effort = new TreeMap<String, Number>(Map.of(
                "texts",
                texts,
                "cached",
                known - knownToLack,
                done,
                answered,
                "modelCalls",
                used.calls() == 0 ? answered + failed : used.calls(),
                "failed",
                failed()));
        if (used.calls() > 0) {
            effort.putAll(Map.of("unreached", unreached, "tokens", used.tokens(), "cost", used.money()));
        }
        return done.equals(EMBEDDED) ? effort : apart(effort);
    }

    /** Beside the counts of another model in the same record. */
    private Map<String, Number> apart(Map<String, Number> effort) {
        var named = new TreeMap<String, Number>();
        effort.forEach((name, count) -> named.put(name.equals(done) ? name : done + ": " + name, count));
        reasons.forEach((reason, count) -> named.put("not " + done + ": " + reason, count));
        return named;
    }

    String outcome() {
        if (texts == 0) {
            return "there is no text in this part: no model call";
        }
        if (known == texts) {
            return "all " + number(texts) + " texts were known: no model call";
        }
        return number(answered) + " of " + number(texts) + " texts " + done + " with " + model + ", " + number(known)
                + " were known";
    }

    String estimated(Usage usage) {
        return String.format(
                Locale.ROOT,
                "%s of %s texts would be %s with %s in about %,d calls and at most some %,d tokens, cost %.4f",
                number(texts - known),
                number(texts),
                done,
                model,
                usage.calls(),
                usage.tokens(),
                usage.money());
    }

    Optional<String> warning() {
        return reasons.isEmpty()
                ? Optional.empty()
                : Optional.of(number(failed()) + " of " + number(texts) + " texts could not be " + done
                        + " and count as missing: " + said()
                        + "; embed with \"force\": true asks about these alone again");
    }

    private String said() {
        return reasons.entrySet().stream()
                .map(reason -> reason.getKey() + " (" + number(reason.getValue()) + ")")
                .collect(Collectors.joining("; "));
    }

    private static String number(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }
}
