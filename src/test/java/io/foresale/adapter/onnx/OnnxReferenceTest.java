package io.foresale.adapter.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.foresale.domain.Quoted;
import io.foresale.port.TextModel.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Compares with vectors that another implementation computed; reference-vectors.json says which. */
class OnnxReferenceTest {

    private static final String REFERENCE = "/embedding/reference-vectors.json";

    private static final boolean EXACT = exact();

    private static final double ALIKE = EXACT ? 0.9999 : 0.998;

    @BeforeAll
    static void tell() {
        if (!EXACT) {
            System.out.println(
                    "OnnxReferenceTest: this processor has no VNNI, so vectors need only be alike by " + ALIKE);
        }
    }

    static List<JsonNode> models() throws IOException {
        try (var json = OnnxReferenceTest.class.getResourceAsStream(REFERENCE)) {
            return list(new ObjectMapper().readTree(json).get("models"));
        }
    }

    @Test
    void thereAreTwentyFiveTextsForEachModel() throws IOException {
        assertThat(models()).extracting(m -> m.get("id").asText()).isEqualTo(OnnxModels.MODELS.ids());
        assertThat(models()).allSatisfy(m -> assertThat(m.get("vectors")).hasSize(25));
    }

    @ParameterizedTest
    @MethodSource("models")
    void vectorsEqualThoseOfAnIndependentImplementation(JsonNode reference) {
        var expected = list(reference.get("vectors"));
        var texts = expected.stream().map(v -> v.get("text").asText()).toList();
        var outcomes = OnnxModels.MODELS.model(reference.get("id").asText()).embed(texts);
        for (int i = 0; i < texts.size(); i++) {
            assertThat(outcomes.get(i)).as(Quoted.of(texts.get(i))).isInstanceOf(Outcome.Answered.class);
            var vector = ((Outcome.Answered<float[]>) outcomes.get(i)).answer();
            assertThat(cosine(vector, floats(expected.get(i).get("vector").asText())))
                    .as(Quoted.of(texts.get(i)))
                    .isGreaterThanOrEqualTo(ALIKE);
        }
    }

    /**
     * Whether the runtime adds products of bytes without loss. An x86 processor without VNNI adds them in 16 bits, which
     * overflow here and there: README, Limits.
     */
    private static boolean exact() {
        try {
            var processor = Path.of("/proc/cpuinfo");
            return !System.getProperty("os.arch").equals("amd64")
                    || !Files.exists(processor)
                    || Files.readString(processor).contains("vnni");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static double cosine(float[] a, float[] b) {
        return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
    }

    private static double dot(float[] a, float[] b) {
        assertThat(a).hasSameSizeAs(b);
        return IntStream.range(0, a.length)
                .mapToDouble(i -> (double) a[i] * b[i])
                .sum();
    }

    private static float[] floats(String base64) {
        var buffer = ByteBuffer.wrap(Base64.getDecoder().decode(base64))
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer();
        var floats = new float[buffer.remaining()];
        buffer.get(floats);
        return floats;
    }

    private static List<JsonNode> list(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }
}
