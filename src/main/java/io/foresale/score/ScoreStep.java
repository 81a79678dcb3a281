package io.foresale.score;

import io.foresale.bucket.ModelCache;
import io.foresale.domain.ModelName;
import io.foresale.domain.PermanentException;
import java.util.List;
import java.util.Map;

/** Answers for shoppers as they are sent, with the version of the model that answers now. */
public final class ScoreStep {

    private final ModelCache models;
    private final TextReader texts;
    private final int mostShoppers;

    /**
     * Makes the step.
     *
     * @param mostShoppers of one request
     */
    public ScoreStep(ModelCache models, TextReader texts, int mostShoppers) {
        this.models = models;
        this.texts = texts;
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
        var words = texts.read(model.schema(), read.texts());
        var scorer = new Scorer(model.bundle(), read.examples(model.schema(), words));
        return new ScoreAnswer(name, model.version(), scorer.scores(read, words.failures()));
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
