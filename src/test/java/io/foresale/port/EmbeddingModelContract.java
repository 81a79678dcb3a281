package io.foresale.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.foresale.domain.RetriableException;
import io.foresale.port.TextModel.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every embedding model does. */
public abstract class EmbeddingModelContract {

    private static final List<String> TEXTS =
            List.of("red summer dress", "the zipper broke", "红色连衣裙", "😍", "ok", "RED SUMMER DRESS 2");

    protected abstract EmbeddingModel model();

    @Test
    void vectorsHaveTheLengthThatTheModelSaysAndUnitNorm() {
        for (var vector : vectors(TEXTS)) {
            assertThat(vector).hasSize(model().dimensions());
            assertThat(dot(vector, vector)).isCloseTo(1, within(1e-5));
        }
    }

    @Test
    void vectorsComeInTheOrderOfTheTexts() {
        var forward = vectors(TEXTS);
        var backward = vectors(TEXTS.reversed());
        assertThat(backward.reversed()).containsExactlyElementsOf(forward);
        assertThat(forward).doesNotHaveDuplicates();
    }

    @Test
    void aTextsVectorIsTheSameBitForBitWhateverStandsBesideIt() {
        var alone = vectors(List.of(TEXTS.getFirst())).getFirst();
        var neighbours = new ArrayList<>(IntStream.range(0, 40)
                .mapToObj(i -> "a much longer neighbour, number " + i + ", ".repeat(i))
                .toList());
        neighbours.add(17, TEXTS.getFirst());
        assertThat(vectors(neighbours).get(17)).containsExactly(alone);
    }

    @Test
    void theSameTextTwiceHasTheSameVectorTwice() {
        var vectors = vectors(List.of("same", "other", "same"));
        assertThat(vectors.get(0)).containsExactly(vectors.get(2));
    }

    @Test
    void manyThreadsMayEmbedAtOnce() {
        var expected = vectors(TEXTS);
        var answers =
                IntStream.range(0, 8).parallel().mapToObj(i -> vectors(TEXTS)).toList();
        assertThat(answers).allSatisfy(answer -> assertThat(answer).containsExactlyElementsOf(expected));
    }

    @Test
    void anInterruptedThreadBeginsNoText() {
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> model().embed(TEXTS)).isInstanceOf(RetriableException.class);
        } finally {
            assertThat(Thread.interrupted()).as("still interrupted").isTrue();
        }
    }

    @Test
    void noTextsHaveNoVectors() {
        assertThat(model().embed(List.of())).isEmpty();
    }

    @Test
    void itsNameIsFitForAKeyOfTheBucket() {
        assertThat(model().id()).matches("[a-z0-9._-]+");
    }

    protected final List<float[]> vectors(List<String> texts) {
        return model().embed(texts).stream().map(EmbeddingModelContract::vector).toList();
    }

    private static float[] vector(Outcome<float[]> outcome) {
        return switch (outcome) {
            case Outcome.Answered<float[]> embedded -> embedded.answer();
            case Outcome.Failed<float[]> failed -> throw new AssertionError(failed.reason());
            case Outcome.Unreached<float[]> unreached -> throw new AssertionError(unreached.reason());
        };
    }

    protected static double dot(float[] a, float[] b) {
        return IntStream.range(0, a.length)
                .mapToDouble(i -> (double) a[i] * b[i])
                .sum();
    }
}
