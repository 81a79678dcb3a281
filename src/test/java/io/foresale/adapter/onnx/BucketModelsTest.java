package io.foresale.adapter.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foresale.domain.ObjectKey;
import io.foresale.domain.PermanentException;
import io.foresale.port.MemoryStore;
import io.foresale.port.ObjectStore.Condition;
import io.foresale.port.ObjectStore.Content;
import io.foresale.port.TextModel.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models whose files lie in the bucket; they are the embedded ones' own files, so the vectors are known. */
class BucketModelsTest {

    private static final String MEAN = "{\"pooling_mode_cls_token\": false, \"pooling_mode_mean_tokens\": true}";
    private static final String FIRST = "{\"pooling_mode_cls_token\": true, \"pooling_mode_mean_tokens\": false}";
    private static final List<String> TEXTS = List.of("red summer dress", "红色连衣裙", "word ".repeat(400));

    @TempDir
    Path scratch;

    private final MemoryStore bucket = new MemoryStore();

    private BucketModels models(Map<String, Boolean> mean) {
        return new BucketModels(OnnxModels.MODELS, bucket, scratch, mean);
    }

    private void put(String key, byte[] bytes) {
        bucket.put(new ObjectKey("embedding-models/" + key), new Content.Bytes(bytes), new Condition.Always());
    }

    private void put(String key, String text) {
        put(key, text.getBytes(StandardCharsets.UTF_8));
    }

    private void put(String key, ModelCard card, String weights) throws IOException {
        try (var onnx = getClass().getResourceAsStream(card.weights());
                var tokenizer = getClass().getResourceAsStream(card.tokenizer())) {
            put(key + "/" + weights, onnx.readAllBytes());
            put(key + "/tokenizer.json", tokenizer.readAllBytes());
        }
    }

    private static float[] vector(Outcome<float[]> outcome) {
        return ((Outcome.Answered<float[]>) outcome).answer();
    }

    private static void assertSameVectors(List<Outcome<float[]>> outcomes, List<Outcome<float[]>> expected) {
        for (int i = 0; i < TEXTS.size(); i++) {
            assertThat(vector(outcomes.get(i))).containsExactly(vector(expected.get(i)));
        }
    }

    @Test
    void aModelOfTheBucketMakesTheVectorsThatItsFilesMakeElsewhere() throws IOException {
        put("mine", ModelCard.ALL.getFirst(), "model.onnx");
        put("mine/1_Pooling/config.json", MEAN);
        put("mine/sentence_bert_config.json", "{\"max_seq_length\": 256}");
        put("mine/pytorch_model.bin", "is not read");
        var model = models(Map.of()).model("mine");
        assertThat(model.dimensions()).isEqualTo(384);
        assertThat(model.id()).isEqualTo("mine");
        assertSameVectors(
                model.embed(TEXTS),
                OnnxModels.MODELS.model("all-minilm-l6-v2-q").embed(TEXTS));
    }

    @Test
    void theFirstTokensPoolingAndWeightsOneFolderDownAreFound() throws IOException {
        put("zh", ModelCard.ALL.getLast(), "onnx/model.onnx");
        put("zh/1_Pooling/config.json", FIRST);
        put("zh/tokenizer_config.json", "{\"model_max_length\": 1000000000000000019884624838656}");
        put("zh/config.json", "{\"max_position_embeddings\": 512}");
        var model = models(Map.of()).model("zh");
        assertThat(model.dimensions()).isEqualTo(512);
        assertSameVectors(
                model.embed(TEXTS),
                OnnxModels.MODELS.model("bge-small-zh-v15-q").embed(TEXTS));
    }

    @Test
    void poolingCanBeChosenAndIsWantedWhereNoFileSaysIt() throws IOException {
        put("bare", ModelCard.ALL.getFirst(), "model.onnx");
        put("bare/sentence_bert_config.json", "{\"max_seq_length\": 256}");
        assertThatThrownBy(() -> models(Map.of()).model("bare"))
                .isInstanceOf(PermanentException.class)
                .hasMessageContaining("foresale.embed.pooling.\"bare\"");
        assertSameVectors(
                models(Map.of("bare", true)).model("bare").embed(TEXTS),
                OnnxModels.MODELS.model("all-minilm-l6-v2-q").embed(TEXTS));
    }

    @Test
    void aModelWithALayerAfterThePoolingIsRefused() throws IOException {
        put("dense", ModelCard.ALL.getFirst(), "model.onnx");
        put("dense/1_Pooling/config.json", MEAN);
        put("dense/modules.json", "[{\"type\": \"sentence_transformers.models.Dense\"}]");
        assertThatThrownBy(() -> models(Map.of()).model("dense"))
                .isInstanceOf(PermanentException.class)
                .hasMessageContaining("a layer after it");
    }

    @Test
    void filesThatAreMissingAreNamed() {
        put("half/tokenizer.json", "{}");
        assertThatThrownBy(() -> models(Map.of()).model("half")).hasMessageContaining("model.onnx");
        put("other/model.onnx", "x");
        assertThatThrownBy(() -> models(Map.of()).model("other")).hasMessageContaining("tokenizer.json");
    }

    @Test
    void aNameThatIsNowhereIsRefusedWithWhatThereIs() {
        for (var name : List.of("gpt", "../raw", "a/b")) {
            assertThatThrownBy(() -> models(Map.of()).model(name))
                    .isInstanceOf(PermanentException.class)
                    .hasMessageContainingAll("'" + name + "'", "all-minilm-l6-v2-q", "embedding-models/");
        }
    }

    @Test
    void embeddedModelsAreThereAsBefore() {
        assertThat(models(Map.of()).model("all-minilm-l6-v2-q"))
                .isSameAs(OnnxModels.MODELS.model("all-minilm-l6-v2-q"));
    }
}
