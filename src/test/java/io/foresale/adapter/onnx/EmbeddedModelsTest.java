package io.foresale.adapter.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.util.Utils;
import io.foresale.domain.PermanentException;
import io.foresale.port.EmbeddingModels.Script;
import io.foresale.port.TextModel.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class EmbeddedModelsTest {

    static final List<String> IDS = OnnxModels.MODELS.ids();

    @Test
    void chineseTextsAndLatinTextsHaveAModelEach() {
        assertThat(OnnxModels.MODELS.suitedTo(Script.LATIN)).isEqualTo("all-minilm-l6-v2-q");
        assertThat(OnnxModels.MODELS.suitedTo(Script.CHINESE)).isEqualTo("bge-small-zh-v15-q");
    }

    @Test
    void anUnknownModelIsRefusedWithTheNamesThereAre() {
        assertThatThrownBy(() -> OnnxModels.MODELS.model("gpt"))
                .isInstanceOf(PermanentException.class)
                .hasMessageContaining("'gpt'")
                .hasMessageContaining("all-minilm-l6-v2-q, bge-small-zh-v15-q");
    }

    @Test
    void theTokenizerLibraryStaysOfflineAndUnpacksToTheGivenDirectory() throws Exception {
        OnnxModels.MODELS.model(IDS.getFirst()).embed(List.of("load"));
        assertThat(Utils.isOfflineMode()).isTrue();
        try (var files = Files.walk(Path.of(System.getProperty("DJL_CACHE_DIR")))) {
            assertThat(files.map(f -> f.getFileName().toString())).anyMatch(n -> n.contains("tokenizers"));
        }
    }

    @ParameterizedTest
    @FieldSource("IDS")
    void halfAnEmojiAndControlCharactersAreTextLikeAnyOther(String id) {
        var outcomes =
                OnnxModels.MODELS.model(id).embed(List.of("broken \ud83d", "\ude0d broken", "nul \0 bell \7", " "));
        assertThat(outcomes).allSatisfy(o -> assertThat(o).isInstanceOf(Outcome.Answered.class));
    }

    @ParameterizedTest
    @FieldSource("IDS")
    void aMegabyteOfTextCountsWithItsBeginning(String id) {
        var beginning = "many words 很多字 ".repeat(1_000);
        var outcomes =
                OnnxModels.MODELS.model(id).embed(List.of(beginning, beginning + "other ending ".repeat(80_000)));
        assertThat(vector(outcomes.get(1))).containsExactly(vector(outcomes.get(0)));
    }

    private static float[] vector(Outcome<float[]> outcome) {
        return ((Outcome.Answered<float[]>) outcome).answer();
    }
}
