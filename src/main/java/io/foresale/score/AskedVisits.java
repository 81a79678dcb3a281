package io.foresale.score;

import io.foresale.domain.Schema;
import io.foresale.events.JoinedFeatures;
import io.foresale.events.SentVisits.Visit;
import io.foresale.model.Examples;
import io.foresale.model.ModelBundle;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** The visits of one request, with their features once they are computed. */
final class AskedVisits {

    private final Schema schema;
    private final List<SentVisit> sent;
    private Optional<Examples> examples = Optional.empty();
    private List<Boolean> returning = List.of();

    /**
     * Nothing is computed yet.
     *
     * @param schema of the model that is asked
     */
    AskedVisits(Schema schema, List<SentVisit> sent) {
        this.schema = schema;
        this.sent = sent;
    }

    List<Visit> visits() {
        return sent.stream().map(SentVisit::visit).toList();
    }

    boolean isAnswered() {
        return examples.isPresent();
    }

    /**
     * Takes its part of the features that were computed for it and others.
     *
     * @param places of the visits among the features' examples, by their numbers
     * @param from the number of its first visit
     * @param returning the numbers of visits whose visitor is known from earlier ones
     */
    void read(JoinedFeatures features, Map<String, Integer> places, int from, Set<Integer> returning) {
        var mine = IntStream.range(from, from + sent.size())
                .map(visit -> places.get(String.valueOf(visit)))
                .toArray();
        examples = Optional.of(features.examples(schema, mine));
        this.returning = IntStream.range(from, from + sent.size())
                .mapToObj(returning::contains)
                .toList();
    }

    List<VisitScore> scores(ModelBundle bundle) {
        var scorer = new Scorer(bundle, examples.orElseThrow());
        var scores = new ArrayList<VisitScore>();
        for (int i = 0; i < sent.size(); i++) {
            var visit = sent.get(i).visit();
            var score = scorer.score(i, false);
            scores.add(new VisitScore(
                    visit.id(),
                    visit.user(),
                    score.probability(),
                    score.band(),
                    visit.prefix(),
                    returning.get(i),
                    score.unknown(),
                    sent.get(i).ignored(),
                    notes(visit, returning.get(i))));
        }
        return scores;
    }

    private static List<String> notes(Visit visit, boolean returning) {
        var notes = new ArrayList<String>();
        if (visit.prefix() < visit.events().size()) {
            notes.add("the visit has a purchase: only the %d events before the first one count"
                    .formatted(visit.prefix()));
        }
        if (visit.user().isPresent() && !returning) {
            notes.add("the log knows no other visit of this user_id: answered from this visit alone");
        }
        return notes;
    }
}
