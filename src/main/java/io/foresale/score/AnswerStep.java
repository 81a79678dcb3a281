package io.foresale.score;

import io.foresale.bucket.ModelCache;
import io.foresale.bucket.ModelCache.LoadedModel;
import io.foresale.domain.ModelName;
import io.foresale.domain.PermanentException;
import io.foresale.domain.Question;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Answers whatever a model can be asked by sending it something: shoppers by their columns, visits by their events. */
public final class AnswerStep {

    private final ModelCache models;
    private final ScoreStep shoppers;
    private final VisitStep visits;

    public AnswerStep(ModelCache models, ScoreStep shoppers, VisitStep visits) {
        this.models = models;
        this.shoppers = shoppers;
        this.visits = visits;
    }

    /**
     * Answers with a {@link ScoreAnswer} or a {@link VisitAnswer}.
     *
     * @param sent shoppers for a model of a table, visits for one of visits
     * @throws PermanentException where there is no such model, or it answers from what the log knows and not from what is sent
     */
    public Record answer(ModelName name, List<Map<String, Object>> sent) {
        var model = models.current(name);
        return model.question()
                .<Record>map(question -> answer(model, question, sent))
                .orElseGet(() -> shoppers.score(name, sent));
    }

    private VisitAnswer answer(LoadedModel model, Question question, List<Map<String, Object>> sent) {
        return switch (question) {
            case SESSION -> visits.score(model, sent);
            case WHO -> throw looksUp(model, "the shopper's score", "score");
            case WHAT -> throw looksUp(model, "the shopper's products", "products");
        };
    }

    private PermanentException looksUp(LoadedModel model, String what, String route) {
        var path = "/datasets/" + model.dataset() + "/users/{user}/" + route;
        var visitModel = Optional.of(Question.SESSION.model(model.dataset()))
                .filter(name -> models.find(name).isPresent())
                .map(name -> "; for a visit that is going on, POST its events to /models/" + name + "/score")
                .orElse("");
        return PermanentException.invalid(
                "model '" + model.name() + "'",
                "a question for " + what + ", which it answers from the log",
                "something to score",
                "use GET " + path + visitModel);
    }
}
