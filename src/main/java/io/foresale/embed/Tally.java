package io.foresale.embed;

import io.foresale.domain.ForesaleException;
import io.foresale.domain.RetriableException;
import io.foresale.port.EmbeddingModel.Usage;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What has become of a part's texts so far, and how to say it. For one thread. */
final class Tally {

    private final String model;
    private final long texts;
    private final long cached;
    private long embedded;
    private long failed;
    private long unreached;
    private Optional<String> firstReason = Optional.empty();
    private Optional<String> firstUnreached = Optional.empty();

    /**
     * Starts counting.
     *
     * @param texts distinct texts of the part
     * @param cached those whose vectors were there before
     */
    Tally(String model, long texts, long cached) {
        this.model = model;
        this.texts = texts;
        this.cached = cached;
    }

    void embedded() {
        embedded++;
    }

    void failed(String reason) {
        failed++;
        firstReason = firstReason.or(() -> Optional.of(reason));
    }

    void unreached(String reason) {
        unreached++;
        firstUnreached = firstUnreached.or(() -> Optional.of(reason));
    }

    /** What to do about texts whose calls failed and may not fail the next time; empty where there are none. */
    Optional<ForesaleException> unreached() {
        return firstUnreached.map(reason -> new RetriableException(
                number(unreached) + " of " + number(texts) + " texts could not be embedded this time, "
                        + number(embedded) + " were and are kept; the first: " + reason,
                null));
    }

    /** Distinct texts of the part. */
    long texts() {
        return texts;
    }

    /** Texts that are dealt with. */
    long done() {
        return cached + embedded + failed;
    }

    /** For the manifest: these do not depend on what was known before. */
    Map<String, Long> result() {
        return Map.of("texts", texts, "failed", failed);
    }

    /** For the record of the run. */
    Map<String, Number> effort(Usage used) {
        var effort = new TreeMap<String, Number>(Map.of(
                "texts",
                texts,
                "cached",
                cached,
                "embedded",
                embedded,
                "modelCalls",
                used.calls() == 0 ? embedded + failed : used.calls(),
                "failed",
                failed));
        if (used.calls() > 0) {
            effort.putAll(Map.of("unreached", unreached, "tokens", used.tokens(), "cost", used.money()));
        }
        return effort;
    }

    String outcome() {
        if (texts == 0) {
            return "there is no text in this part: no model call";
        }
        if (cached == texts) {
            return "all " + number(texts) + " texts were known: no model call";
        }
        return number(embedded) + " of " + number(texts) + " texts embedded with " + model + ", " + number(cached)
                + " were known";
    }

    String estimated(Usage usage) {
        return String.format(
                Locale.ROOT,
                "dry run: %s of %s texts would be embedded with %s in about %,d calls and at most some %,d tokens, cost %.4f",
                number(texts - cached),
                number(texts),
                model,
                usage.calls(),
                usage.tokens(),
                usage.money());
    }

    Optional<String> warning() {
        return firstReason.map(reason -> number(failed) + " of " + number(texts)
                + " texts could not be embedded and count as missing; the first: " + reason);
    }

    private static String number(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }
}
