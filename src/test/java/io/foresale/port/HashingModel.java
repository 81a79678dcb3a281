package io.foresale.port;

import io.foresale.domain.Digest;
import io.foresale.domain.PermanentException;
import io.foresale.domain.RetriableException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * An embedding model for tests, and a catalogue with nothing else in it: the vector of a text is the normalised sum of
 * random vectors, each seeded by one of its words, so texts that share words are alike. Remembers what it is asked.
 */
public class HashingModel implements EmbeddingModel, EmbeddingModels {

    /** A text with this word fails. */
    public static final String UNREADABLE = "unreadable";

    private final String id;
    private final int dimensions;
    private final Queue<String> asked = new ConcurrentLinkedQueue<>();

    public HashingModel(String id, int dimensions) {
        this.id = id;
        this.dimensions = dimensions;
    }

    /** How many texts it has been given so far. */
    public int asked() {
        return asked.size();
    }

    /** The texts it has been given so far. */
    public List<String> texts() {
        return List.copyOf(asked);
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public int dimensions() {
        return dimensions;
    }

    @Override
    public List<Outcome<float[]>> embed(List<String> texts) {
        var outcomes = new ArrayList<Outcome<float[]>>();
        for (var text : texts) {
            if (Thread.currentThread().isInterrupted()) {
                throw new RetriableException("interrupted", null);
            }
            asked.add(text);
            outcomes.add(
                    text.contains(UNREADABLE)
                            ? new Outcome.Failed<>("it says " + UNREADABLE)
                            : new Outcome.Answered<>(vector(text)));
        }
        return outcomes;
    }

    private float[] vector(String text) {
        var sum = new double[dimensions];
        for (var word : text.split(" ")) {
            var random = new Random(Digest.of(word).value().hashCode());
            Arrays.setAll(sum, d -> sum[d] + random.nextGaussian());
        }
        var length = Math.sqrt(Arrays.stream(sum).map(x -> x * x).sum());
        var vector = new float[dimensions];
        for (int d = 0; d < dimensions; d++) {
            vector[d] = (float) (sum[d] / length);
        }
        return vector;
    }

    @Override
    public EmbeddingModel model(String wanted) {
        if (!wanted.equals(id)) {
            throw PermanentException.notFound("embedding model " + wanted, id, "no such model", "name " + id);
        }
        return this;
    }

    @Override
    public String suitedTo(Script script) {
        return id;
    }

    @Override
    public List<String> ids() {
        return List.of(id);
    }
}
