package io.foresale.score;

import io.foresale.bucket.ModelCache;
import io.foresale.domain.ModelName;
import io.foresale.domain.PermanentException;
import io.foresale.port.EmbeddingModels;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Answers for shoppers as they are sent, with the version of the model that answers now. */
public final class ScoreStep {

    private final ModelCache models;
    private final TextEmbedder embedder;
    private final int mostShoppers;

    /**
     * Makes the step.
     *
     * @param mostShoppers of one request
     * @param embedTimeout after which an answer does without the texts
     */
    public ScoreStep(ModelCache models, EmbeddingModels embeddings, int mostShoppers, Duration embedTimeout) {
        this.models = models;
        this.embedder = new TextEmbedder(embeddings, embedTimeout);
        this.mostShoppers = mostShoppers;
    }

    /**
     * Scores some shoppers.
     *
     * @param shoppers by column as in the upload: texts, numbers, booleans, null; what is left out counts as missing
     * @throws PermanentException where there is no such model, too many or no shoppers, or a value of the wrong type
     */
    public ScoreAnswer score(ModelName name, List<Map<String, Object>> shoppers) {
        var model = models.current(name);
        requireSome(shoppers.size());
        var read = new ShopperReader(model.schema()).read(shoppers);
        var texts = embedder.embed(model.schema(), read.texts());
        var examples = read.examples(model.schema(), texts);
        var scorer = new Scorer(model.bundle(), examples);
        return new ScoreAnswer(name, model.version(), scorer.scores(read, texts.failures()));
    }

    private void requireSome(int count) {
        if (count == 0) {
            throw PermanentException.invalid(
                    "request", "1 to " + mostShoppers + " shoppers", "none", "send at least one");
        }
        if (count > mostShoppers) {
            throw PermanentException.tooLarge(
                    "request",
                    "1 to " + mostShoppers + " shoppers",
                    "" + count,
                    "send them in several requests, or as a file under score-requests/");
        }
    }
}
