package io.foresale.score;

import io.foresale.domain.Schema;
import io.foresale.events.JoinedFeatures;
import io.foresale.events.SentVisits.Visit;
import io.foresale.events.VisitTexts;
import io.foresale.model.Examples;
import io.foresale.model.Examples.Feature;
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
    private final TextReader.Read searches;
    private Optional<Examples> examples = Optional.empty();
    private List<Boolean> returning = List.of();

    /**
     * Nothing is computed yet.
     *
     * @param schema of the model that is asked
     * @param searches what is known of the visits' searches
     */
    AskedVisits(Schema schema, List<SentVisit> sent, TextReader.Read searches) {
        this.schema = schema;
        this.sent = sent;
        this.searches = searches;
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
        examples = Optional.of(features.examples(schema, texts(), mine));
        this.returning = IntStream.range(from, from + sent.size())
                .mapToObj(returning::contains)
                .toList();
    }

    private Map<String, Feature> texts() {
        var vectors = sent.stream()
                .map(visit -> visit.visit().searches().stream()
                        .flatMap(
                                search -> Optional.ofNullable(searches.vectors().get(search)).stream())
                        .toList())
                .map(VisitTexts::pooled)
                .toArray(float[][]::new);
        var name = VisitTexts.COLUMN.name();
        return Map.of(name, new Feature.Vectors(name, searches.dimensions(), vectors));
    }

    /** Why a search could not be read now. One that the model refuses was left out of what was learned from, too. */
    private Optional<String> failure(Visit visit) {
        return visit.searches().stream()
                .filter(search -> !searches.refused().contains(search))
                .flatMap(search -> Optional.ofNullable(searches.failures().get(search)).stream())
                .findFirst();
    }

    List<VisitScore> scores(ModelBundle bundle) {
        var scorer = new Scorer(bundle, examples.orElseThrow());
        var scores = new ArrayList<VisitScore>();
        for (int i = 0; i < sent.size(); i++) {
            var visit = sent.get(i).visit();
            var failure = failure(visit);
            var score = scorer.score(i, failure.isPresent());
            scores.add(new VisitScore(
                    visit.id(),
                    visit.user(),
                    score.probability(),
                    score.band(),
                    visit.prefix(),
                    returning.get(i),
                    score.textUsed(),
                    score.unknown(),
                    sent.get(i).ignored(),
                    notes(visit, returning.get(i), failure)));
        }
        return scores;
    }

    private List<String> notes(Visit visit, boolean returning, Optional<String> failure) {
        var notes = new ArrayList<String>();
        failure.ifPresent(why -> notes.add("answered without texts: " + why));
        visit.searches().stream()
                .filter(searches.refused()::contains)
                .map(search -> "a search is left out: " + searches.failures().get(search))
                .distinct()
                .forEach(notes::add);
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
