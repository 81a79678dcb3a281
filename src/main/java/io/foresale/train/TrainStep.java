package io.foresale.train;

import io.foresale.bucket.Datasets;
import io.foresale.bucket.Keys;
import io.foresale.bucket.Manifests;
import io.foresale.bucket.Models;
import io.foresale.bucket.Results;
import io.foresale.bucket.Runs;
import io.foresale.domain.CurrentModel;
import io.foresale.domain.DatasetName;
import io.foresale.domain.Digest;
import io.foresale.domain.FeaturesManifest;
import io.foresale.domain.ModelManifest;
import io.foresale.domain.ObjectRef;
import io.foresale.domain.PermanentException;
import io.foresale.domain.Provenance;
import io.foresale.domain.RescoreManifest;
import io.foresale.domain.StepResult;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Decides whether a feature table is worth a new model, and sees to it that the right version answers. */
public final class TrainStep {

    private final Datasets datasets;
    private final Manifests manifests;
    private final Models models;
    private final Runs runs;
    private final FitStep fit;
    private final RetrainPolicy policy;
    private final InstantSource clock;

    public TrainStep(
            Datasets datasets,
            Manifests manifests,
            Models models,
            Runs runs,
            FitStep fit,
            RetrainPolicy policy,
            InstantSource clock) {
        this.datasets = datasets;
        this.manifests = manifests;
        this.models = models;
        this.runs = runs;
        this.fit = fit;
        this.policy = policy;
        this.clock = clock;
    }

    /**
     * Trains on a feature table if the policy says so; else asks for its rows to be scored by the version that answers.
     *
     * @param force train whatever the policy says
     * @return the manifest written, of the version or of what has the rows scored; nothing to do where it was done before,
     *     or for a table of other uploads or of another configuration than there are now, in whose place a newer one comes
     * @throws io.foresale.domain.PermanentException where there are too few examples, or more than the settings allow
     */
    public StepResult train(ObjectRef features, boolean force) {
        var table = manifests.require(features.key(), FeaturesManifest.class);
        var dataset = table.dataset();
        var config = datasets.config(dataset);
        var model = table.model();
        var job = new FitStep.Job(model, Results.modelVersion(model, features, table), features, table, config);
        if (!table.sources().equals(datasets.uploadRefs(dataset))) {
            return outdated(features, "uploads", dataset);
        }
        if (!table.configDigest().equals(config.digest())) {
            return outdated(features, "decisions in datasets/" + dataset + ".json", dataset);
        }
        var published = manifests.find(job.manifest(), ModelManifest.class);
        if (published.isPresent()) {
            return again(published.get());
        }
        var current = models.current(model);
        current.ifPresent(answers -> requireSameDataset(table, answers));
        var decision =
                policy.decide(current.map(this::standing), table.counts().get("positives"), table.configDigest());
        return decision.train() || force
                ? StepResult.written(
                        runs.record(dataset, "train", List.of(features), run -> fit.publish(job, current, run)))
                : keep(job, current.orElseThrow(), decision);
    }

    private static StepResult outdated(ObjectRef features, String what, DatasetName dataset) {
        return StepResult.nothing(
                "%s was made of other %s than %s has now; the table of what it has now has its own event"
                        .formatted(features.key(), what, dataset));
    }

    private StepResult again(Manifests.Stored<ModelManifest> published) {
        var version = published.value();
        if (version.promoted()) {
            models.restore(version, published.ref());
        }
        return StepResult.nothing(
                "done before: the same table gives the same version, %s (%s); a changed configuration, such as another seed, gives another"
                        .formatted(version.version(), version.decision()));
    }

    /** A table "shop-who" and the log "shop" would take turns at the model "shop-who". */
    private void requireSameDataset(FeaturesManifest table, CurrentModel current) {
        var owner = models.manifest(current.manifest().key()).dataset();
        if (!owner.equals(table.dataset())) {
            throw PermanentException.invalid(
                    "model " + table.model(),
                    "the name of no other data set's model",
                    "the one of data set " + owner,
                    "upload to a data set of another name than " + table.dataset());
        }
    }

    private RetrainPolicy.Current standing(CurrentModel current) {
        var provenance = models.part(models.manifest(current.manifest().key()), "provenance", Provenance.class);
        return new RetrainPolicy.Current(
                provenance
                        .counts()
                        .getOrDefault("tablePositives", provenance.counts().get("positives")),
                provenance.configDigest(),
                Duration.between(current.since(), clock.instant()));
    }

    private StepResult keep(FitStep.Job job, CurrentModel current, RetrainPolicy.Decision decision) {
        var manifest = Keys.rescore(
                job.model(),
                current.version(),
                Digest.of(job.features().key(), job.features().eTag()));
        if (manifests.exists(manifest)) {
            return StepResult.nothing("decided before: " + decision.reason());
        }
        var written = runs.record(job.table().dataset(), "train", List.of(job.features()), run -> {
            run.skip(decision.reason());
            var published = manifests.publish(
                    manifest, new RescoreManifest(job.model(), current.version(), job.features(), decision.reason()));
            run.output(published);
            return published;
        });
        return new StepResult.Written(written, Optional.of(decision.reason()));
    }
}
