package io.foresale.embed;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What has become of a part's texts so far, and how to say it. For one thread. */
final class Tally {

    private final String model;
    private final long texts;
    private final long cached;
    private long embedded;
    private long failed;
    private Optional<String> firstReason = Optional.empty();

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

    /** Texts that are dealt with. */
    long done() {
        return cached + embedded + failed;
    }

    /** For the manifest: these do not depend on what was known before. */
    Map<String, Long> result() {
        return Map.of("texts", texts, "failed", failed);
    }

    /** For the record of the run. */
    Map<String, Long> effort() {
        return Map.of(
                "texts",
                texts,
                "cached",
                cached,
                "embedded",
                embedded,
                "modelCalls",
                embedded + failed,
                "failed",
                failed);
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

    Optional<String> warning() {
        return firstReason.map(reason -> number(failed) + " of " + number(texts)
                + " texts could not be embedded and count as missing; the first: " + reason);
    }

    private static String number(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }
}
