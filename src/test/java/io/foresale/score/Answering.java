package io.foresale.score;

import io.foresale.adapter.json.JsonDocuments;
import io.foresale.bucket.Keys;
import io.foresale.bucket.Manifests;
import io.foresale.bucket.ModelCache;
import io.foresale.bucket.Models;
import io.foresale.domain.Column;
import io.foresale.domain.DatasetName;
import io.foresale.domain.Digest;
import io.foresale.domain.ETag;
import io.foresale.domain.ModelManifest;
import io.foresale.domain.ModelName;
import io.foresale.domain.NumberFormat;
import io.foresale.domain.ObjectKey;
import io.foresale.domain.ObjectRef;
import io.foresale.domain.Role;
import io.foresale.domain.Schema;
import io.foresale.model.Encoder;
import io.foresale.model.FittedModel;
import io.foresale.model.FittedModel.Bands;
import io.foresale.model.LogisticModel;
import io.foresale.model.ModelBundle;
import io.foresale.model.NumericTransform;
import io.foresale.model.Preprocessing;
import io.foresale.model.TextReduction;
import io.foresale.port.MemoryStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A model whose answers can be counted by hand, in a bucket. */
final class Answering {

    static final ModelName SHOP = new ModelName("shop");
    static final Digest VERSION = Digest.of("version");

    private Answering() {}

    static Schema schema(NumberFormat format) {
        return new Schema(
                List.of(
                        Column.of("row", Role.DROP, "test"),
                        Column.of("id", Role.ID, "test"),
                        Column.numeric("pages", format, "test"),
                        Column.of("browser", Role.CATEGORICAL, "test"),
                        Column.of("newsletter", Role.BOOLEAN, "test"),
                        Column.of("note", Role.TEXT, "test"),
                        Column.of("bought", Role.LABEL, "test")),
                Optional.of(new Schema.Label("1", Optional.empty())),
                Optional.of("hashing-8"));
    }

    /** Log odds: pages, with browser 3 one less; a note adds ten in the full model, and behaviour alone begins at -5. */
    static ModelCache cache() {
        var store = new MemoryStore();
        var documents = new JsonDocuments();
        var manifests = new Manifests(store, documents);
        var models = new Models(store, manifests, Instant::now);
        var key = Keys.model(SHOP, VERSION);
        var objects = Map.of(
                "schema", manifests.publish(key.sibling("schema.json"), schema(NumberFormat.POINT)),
                "weights", manifests.publish(key.sibling("weights.json"), new ModelBundle(full(), behaviour())));
        var features = new ObjectRef(new ObjectKey("features/shop/f/manifest.json"), new ETag("1"));
        var manifest = new ModelManifest(
                SHOP, VERSION, new DatasetName("shop"), features, objects, true, Optional.empty(), "first");
        models.promote(manifest, manifests.publish(key, manifest));
        return new ModelCache(store, documents, models, Duration.ofMinutes(1), Instant::now);
    }

    private static FittedModel full() {
        var text = new Encoder.Text("note", new TextReduction.Whole(new float[8], 0), true);
        var weights = new double[] {1, -1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -10};
        return new FittedModel(
                new Preprocessing(List.of(pages(), browser(), text)),
                new LogisticModel(weights, 10),
                0.5,
                new Bands(0.6, 0.9),
                new float[13]);
    }

    private static FittedModel behaviour() {
        return new FittedModel(
                new Preprocessing(List.of(pages(), browser())),
                new LogisticModel(new double[] {1, -1, 0, 0}, -5),
                0.5,
                new Bands(0.001, 0.5),
                new float[4]);
    }

    private static Encoder pages() {
        return new Encoder.Numeric("pages", new NumericTransform.Identity(), 0, 0, 1, false, false);
    }

    private static Encoder browser() {
        return new Encoder.Categorical("browser", List.of("3"), List.of(), true);
    }
}
