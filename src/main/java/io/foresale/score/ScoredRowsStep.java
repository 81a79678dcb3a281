package io.foresale.score;

import io.foresale.bucket.Keys;
import io.foresale.bucket.Manifests;
import io.foresale.bucket.ModelCache.LoadedModel;
import io.foresale.bucket.Results;
import io.foresale.bucket.Run;
import io.foresale.bucket.Staging;
import io.foresale.domain.DatasetName;
import io.foresale.domain.ObjectKey;
import io.foresale.domain.ObjectRef;
import io.foresale.domain.Schema;
import io.foresale.domain.ScoresManifest;
import io.foresale.port.TableEngine.Session;
import io.foresale.table.FeatureReader;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Scores the rows of a relation, and publishes scores under their manifest. */
final class ScoredRowsStep {

    /** Rows in memory at a time. */
    private static final int CHUNK = 5_000;

    private final Manifests manifests;
    private final Staging staging;

    ScoredRowsStep(Manifests manifests, Staging staging) {
        this.manifests = manifests;
        this.staging = staging;
    }

    /** What to score, with what, and where the answer goes. */
    record Job(LoadedModel model, ObjectRef source, ObjectKey manifest) {
        static Job of(LoadedModel model, ObjectRef source, String name) {
            return new Job(model, source, Keys.scores(model.name(), name, Results.scores(source, model.version())));
        }

        DatasetName dataset() {
            return model.dataset();
        }
    }

    /**
     * Adds the scores of all rows.
     *
     * @param schema of the relation
     */
    void score(Job job, Schema schema, String relation, ScoreTable scores, Session session, Run run) {
        long total = session.query(row -> row.whole(0), "SELECT count(*) FROM " + relation)
                .getFirst();
        new FeatureReader(schema).read(session, relation, "true", CHUNK, rows -> {
            var scorer = new Scorer(job.model().bundle(), rows.examples());
            scores.add(rows, scorer);
            run.progress(scores.size(), total, "shoppers");
        });
    }

    /**
     * Publishes the scores as Parquet and as CSV.
     *
     * @param rejects what could not be scored
     * @return the manifest
     */
    ObjectRef publish(Job job, ScoreTable scores, Optional<Path> rejects, Map<String, Long> counts, Run run) {
        var objects = new TreeMap<String, ObjectRef>();
        objects.put("parquet", staging.publish(scores.parquet(), job.manifest(), "scores"));
        objects.put("csv", staging.publish(scores.csv(), job.manifest(), "scores"));
        rejects.ifPresent(file -> objects.put("rejects", staging.publish(file, job.manifest(), "rejects")));
        run.count(counts);
        var published = manifests.publish(
                job.manifest(),
                new ScoresManifest(job.model().name(), job.model().version(), job.source(), objects, counts));
        run.output(published);
        run.outcome("scores are in " + objects.get("csv").key());
        return published;
    }
}
