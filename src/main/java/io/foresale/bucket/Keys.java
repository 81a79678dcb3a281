package io.foresale.bucket;

import io.foresale.domain.DatasetName;
import io.foresale.domain.Digest;
import io.foresale.domain.ModelName;
import io.foresale.domain.ObjectKey;
import io.foresale.domain.Question;
import java.util.Optional;

/** Where everything lies in the bucket. */
public final class Keys {

    public static final String MANIFEST = "manifest.json";

    private static final String BATCHES = "batches";

    private Keys() {}

    public static String uploads(DatasetName dataset) {
        return "raw/" + dataset + "/";
    }

    public static ObjectKey upload(DatasetName dataset, String fileName) {
        return new ObjectKey(uploads(dataset) + fileName);
    }

    public static ObjectKey config(DatasetName dataset) {
        return new ObjectKey("datasets/" + dataset + ".json");
    }

    public static ObjectKey inferred(DatasetName dataset) {
        return new ObjectKey("datasets/" + dataset + ".inferred.json");
    }

    public static ObjectKey clean(DatasetName dataset, Digest digest) {
        return new ObjectKey("clean/" + dataset + "/" + digest + "/" + MANIFEST);
    }

    /** The lines of an upload that were refused. */
    public static ObjectKey rejects(DatasetName dataset, Digest digest) {
        return new ObjectKey("rejects/" + dataset + "/" + digest + ".jsonl");
    }

    public static ObjectKey vectors(DatasetName dataset, Digest digest) {
        return new ObjectKey("vectors/" + dataset + "/" + digest + "/" + MANIFEST);
    }

    /** The vectors of a data set that one model made lie below this prefix, whichever upload they were made for. */
    public static String vectorChunks(DatasetName dataset, String model, int dimensions) {
        return "vectors/" + dataset + "/texts/" + model + "-" + dimensions + "/";
    }

    /** What one model said of the intent in a data set's texts, when it was asked by these words. */
    public static String intentChunks(DatasetName dataset, String model, String question) {
        return "vectors/" + dataset + "/intents/" + model + "-" + question + "/";
    }

    /** What is known of the jobs elsewhere that embed a part; named like the part's vectors. */
    public static ObjectKey batchJob(DatasetName dataset, Digest digest) {
        return new ObjectKey("vectors/" + dataset + "/" + BATCHES + "/" + digest + "/job.json");
    }

    /** Below this lies what a part's job of a number reads and writes. */
    public static String batchFolder(DatasetName dataset, Digest digest, int number) {
        return "vectors/" + dataset + "/" + BATCHES + "/" + digest + "/" + number + "/";
    }

    /** What is known of the jobs of a part of which one wrote this; empty for anything else. */
    public static Optional<ObjectKey> batchJobOf(ObjectKey written) {
        return written.segment(0).equals("vectors") && written.segment(2).equals(BATCHES)
                ? Optional.of(batchJob(new DatasetName(written.segment(1)), new Digest(written.segment(3))))
                : Optional.empty();
    }

    public static ObjectKey features(DatasetName dataset, Digest digest) {
        return new ObjectKey("features/" + dataset + "/" + digest + "/" + MANIFEST);
    }

    /** The pointer to the feature table of a question that speaks of the uploads there are now. */
    public static ObjectKey currentFeatures(DatasetName dataset, Question question) {
        return new ObjectKey("features/" + dataset + "/" + question.word() + ".json");
    }

    public static ObjectKey model(ModelName model, Digest version) {
        return new ObjectKey("models/" + model + "/" + version + "/" + MANIFEST);
    }

    /** Asks for everyone in a feature table to be scored by a version that was there before the table. */
    public static ObjectKey rescore(ModelName model, Digest version, Digest features) {
        return new ObjectKey("models/" + model + "/" + version + "/features/" + features + "/" + MANIFEST);
    }

    /** The pointer to the version that answers. */
    public static ObjectKey current(ModelName model) {
        return new ObjectKey("models/" + model + "/current.json");
    }

    public static String runs(DatasetName dataset) {
        return "runs/" + dataset + "/";
    }

    public static ObjectKey run(DatasetName dataset, String id) {
        return new ObjectKey(runs(dataset) + id + ".json");
    }

    public static String scoreRequests(ModelName model) {
        return "score-requests/" + model + "/";
    }

    public static ObjectKey scoreRequest(ModelName model, String fileName) {
        return new ObjectKey(scoreRequests(model) + fileName);
    }

    /** All scores of a source: {@code everyone}, or the name of a request's file. */
    public static String scores(ModelName model, String source) {
        return "scores/" + model + "/" + source + "/";
    }

    public static ObjectKey scores(ModelName model, String source, Digest digest) {
        return new ObjectKey(scores(model, source) + digest + "/" + MANIFEST);
    }
}
