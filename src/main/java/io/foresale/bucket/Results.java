package io.foresale.bucket;

import io.foresale.domain.DatasetConfig;
import io.foresale.domain.DatasetName;
import io.foresale.domain.Digest;
import io.foresale.domain.FeaturesManifest;
import io.foresale.domain.IntentQuestion;
import io.foresale.domain.ModelName;
import io.foresale.domain.ObjectKey;
import io.foresale.domain.ObjectRef;
import io.foresale.domain.Question;
import io.foresale.domain.Schema;
import java.util.List;
import java.util.Optional;

/**
 * Names every result from what went into it, so that whoever knows the inputs knows where the result lies: the same event
 * twice finds it, and {@code fuse} can tell which parts are still to come. The version of a step changes with what it does.
 */
public final class Results {

    private static final String INGEST = "ingest 7";
    private static final String EMBED = "embed 1";
    private static final String FUSE = "fuse 1";
    private static final String FUSE_EVENTS = "fuse events 10";
    private static final String TRAIN = "train 2";
    private static final String SCORE = "score 2";

    private Results() {}

    /** The clean part of an upload. */
    public static ObjectKey clean(DatasetName dataset, ObjectRef upload, Schema schema, DatasetConfig config) {
        return Keys.clean(dataset, Digest.of(INGEST, upload.key(), upload.eTag(), schema.digest(), config.digest()));
    }

    /** The digest that a manifest is named by. */
    public static Digest digest(ObjectKey manifest) {
        return new Digest(manifest.segment(2));
    }

    /**
     * The vectors of a clean part.
     *
     * @param model the embedding model's id, empty for a part without text
     * @param judge the model that judges the intent in the texts
     */
    public static ObjectKey vectors(DatasetName dataset, ObjectRef clean, String model, Optional<String> judge) {
        var vectors = Digest.of(EMBED, clean.key(), clean.eTag(), model);
        return Keys.vectors(
                dataset,
                judge.map(name -> Digest.of(vectors, name, IntentQuestion.VERSION))
                        .orElse(vectors));
    }

    /** The feature table of a set of parts, in whatever order they are given. */
    public static ObjectKey features(DatasetName dataset, List<ObjectRef> vectors, DatasetConfig config) {
        var parts = vectors.stream()
                .map(ref -> ref.key() + " " + ref.eTag())
                .sorted()
                .toList();
        return Keys.features(dataset, Digest.of(FUSE, parts, config.digest()));
    }

    /** What was asked of a log of events. */
    public static ObjectKey log(DatasetName dataset, List<ObjectRef> vectors, DatasetConfig config) {
        var table = digest(features(dataset, vectors, config));
        return Keys.features(dataset, Digest.of(FUSE_EVENTS, table)).sibling("log.json");
    }

    /** The feature table that a question asks of a set of parts. */
    public static ObjectKey features(
            DatasetName dataset, List<ObjectRef> vectors, DatasetConfig config, Question question) {
        var table = digest(features(dataset, vectors, config));
        return Keys.features(dataset, Digest.of(FUSE_EVENTS, table, question));
    }

    /** The version of a model that is trained on a feature table. */
    public static Digest modelVersion(ModelName model, ObjectRef features, FeaturesManifest manifest) {
        return Digest.of(TRAIN, model, features.key(), features.eTag(), manifest.configDigest());
    }

    /** The scores of an object's rows by a version of a model. */
    public static Digest scores(ObjectRef source, Digest modelVersion) {
        return Digest.of(SCORE, source.key(), source.eTag(), modelVersion);
    }
}
