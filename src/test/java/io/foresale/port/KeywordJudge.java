package io.foresale.port;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * An intent model for tests, and a catalogue with nothing else in it: who writes of buying wants to buy, who writes of
 * returning does not, and who writes neither is in between. Remembers what it is asked.
 */
public final class KeywordJudge implements IntentModel, IntentModels {

    /** A text with this word is not judged. */
    public static final String UNSPEAKABLE = "unspeakable";

    private final Queue<String> asked = new ConcurrentLinkedQueue<>();

    /** For data sets that ask for no intents. */
    public static IntentModels nobody() {
        return name -> {
            throw new AssertionError(name + " is asked for");
        };
    }

    /** The texts it has been given so far. */
    public List<String> texts() {
        return List.copyOf(asked);
    }

    public static double intent(String text) {
        return text.contains("buy") ? 0.9 : text.contains("return") ? 0.1 : 0.5;
    }

    @Override
    public IntentModel model(String name) {
        return this;
    }

    @Override
    public String id() {
        return "keywords";
    }

    @Override
    public List<Outcome<Judgement>> answers(List<String> texts, Meter meter) {
        var outcomes = new ArrayList<Outcome<Judgement>>();
        for (var text : texts) {
            asked.add(text);
            outcomes.add(new Outcome.Answered<>(
                    text.contains(UNSPEAKABLE) ? Judgement.refused() : Judgement.of(intent(text))));
        }
        return outcomes;
    }
}
