package io.foresale.bucket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foresale.adapter.json.JsonDocuments;
import io.foresale.domain.CurrentModel;
import io.foresale.domain.DatasetName;
import io.foresale.domain.Digest;
import io.foresale.domain.ETag;
import io.foresale.domain.ModelManifest;
import io.foresale.domain.ModelName;
import io.foresale.domain.ObjectKey;
import io.foresale.domain.ObjectRef;
import io.foresale.domain.PermanentException;
import io.foresale.domain.RetriableException;
import io.foresale.domain.Schema;
import io.foresale.model.FittedModel;
import io.foresale.model.LogisticModel;
import io.foresale.model.ModelBundle;
import io.foresale.model.Preprocessing;
import io.foresale.port.MemoryStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Versions of a model: which one answers, and how a process that answers learns of it. */
class ModelsTest {

    private static final ModelName SHOP = new ModelName("shop");
    private static final ObjectRef FEATURES =
            new ObjectRef(new ObjectKey("features/shop/f/manifest.json"), new ETag("1"));

    private final Outages store = new Outages(new MemoryStore());
    private final JsonDocuments documents = new JsonDocuments();
    private final Manifests manifests = new Manifests(store, documents);
    private Instant now = Instant.parse("2026-03-01T12:00:00Z");
    private final Models models = new Models(store, manifests, () -> now);
    private final ModelCache cache = new ModelCache(store, documents, models, Duration.ofSeconds(5), () -> now);

    @Test
    void aPromotedVersionTakesOverFromTheOneItWasComparedWith() {
        publish("one", true, Optional.empty());
        var first = now;
        now = now.plusSeconds(60);
        assertThat(answers()).contains(Digest.of("one"));
        assertThat(models.current(SHOP).orElseThrow().previous()).isEmpty();

        publish("two", true, Optional.of("one"));
        assertThat(answers()).contains(Digest.of("two"));
        assertThat(models.current(SHOP).orElseThrow().previous()).contains(Digest.of("one"));
        assertThat(models.current(SHOP).orElseThrow().since()).isEqualTo(now).isAfter(first);
    }

    @Test
    void aVersionThatIsNotPromotedOrWasComparedWithAnotherChangesNothing() {
        publish("one", true, Optional.empty());
        publish("worse", false, Optional.of("one"));
        publish("late", true, Optional.empty());
        publish("later", true, Optional.of("another"));
        assertThat(answers()).contains(Digest.of("one"));
    }

    @Test
    void promotingTwiceKeepsTheTimeOfTheFirst() {
        publish("one", true, Optional.empty());
        var before = models.current(SHOP);
        now = now.plusSeconds(60);
        publish("one", true, Optional.empty());
        assertThat(models.current(SHOP)).isEqualTo(before);
    }

    @Test
    void aModelThatIsNotThereIsRefusedWithThoseThatAre() {
        assertThatThrownBy(() -> cache.current(SHOP))
                .isInstanceOf(PermanentException.class)
                .hasMessageStartingWith("model 'shop': wanted a trained model, got none of that name; upload labelled");
        publish("one", true, Optional.empty());
        assertThatThrownBy(() -> cache.current(new ModelName("shpo"))).hasMessageContaining("wanted one of [shop]");
    }

    @Test
    void aPartThatAVersionLacksIsRefusedByName() {
        publish("one", true, Optional.empty());
        var version = models.manifest(Keys.model(SHOP, Digest.of("one")));
        assertThatThrownBy(() -> models.part(version, "metrics", Schema.class))
                .isInstanceOf(PermanentException.class)
                .hasMessageContaining("wanted the part metrics");
    }

    @Test
    void withinTheRefreshTheBucketIsNotAskedAndAfterItOnlyWhetherThePointerMoved() {
        publish("one", true, Optional.empty());
        var loaded = cache.current(SHOP);
        store.asked.clear();
        now = now.plusMillis(4_999);
        assertThat(cache.current(SHOP)).isSameAs(loaded);
        assertThat(store.asked).isEmpty();

        now = now.plusMillis(1);
        assertThat(cache.current(SHOP)).isSameAs(loaded);
        assertThat(store.asked).containsExactly("IfNoneMatch current.json");
    }

    @Test
    void whenThePointerMovesTheNewVersionAnswersWithItsOwnWeights() {
        publish("one", true, Optional.empty());
        assertThat(cache.current(SHOP).bundle().full().model().intercept()).isEqualTo(3);
        publish("three", true, Optional.of("one"));
        assertThat(cache.current(SHOP).version()).isEqualTo(Digest.of("one"));
        now = now.plusSeconds(5);
        assertThat(cache.current(SHOP).version()).isEqualTo(Digest.of("three"));
        assertThat(cache.current(SHOP).bundle().full().model().intercept()).isEqualTo(5);
    }

    @Test
    void whileTheStoreIsOutTheKnownVersionAnswersAndAnUnknownOneIsTriedAgainLater() {
        publish("one", true, Optional.empty());
        var loaded = cache.current(SHOP);
        store.out = true;
        now = now.plusSeconds(60);
        assertThat(cache.current(SHOP)).isSameAs(loaded);
        assertThatThrownBy(() -> cache.find(new ModelName("other"))).isInstanceOf(RetriableException.class);

        store.asked.clear();
        assertThat(cache.current(SHOP)).isSameAs(loaded);
        assertThat(store.asked).as("an outage is not asked about at every call").isEmpty();
    }

    @Test
    void whileOnlyTheWeightsOfANewVersionAreOutTheKnownVersionAnswers() {
        publish("one", true, Optional.empty());
        var loaded = cache.current(SHOP);
        publish("two", true, Optional.of("one"));
        now = now.plusSeconds(5);
        store.outButForPointers = true;
        assertThat(cache.current(SHOP)).isSameAs(loaded);
        store.outButForPointers = false;
        now = now.plusSeconds(5);
        assertThat(cache.current(SHOP).version()).isEqualTo(Digest.of("two"));
    }

    private Optional<Digest> answers() {
        return models.current(SHOP).map(CurrentModel::version);
    }

    /** Publishes a version whose intercept is the length of its name, and promotes it if it is to be. */
    private void publish(String name, boolean promoted, Optional<String> replaces) {
        var key = Keys.model(SHOP, Digest.of(name));
        var model = new FittedModel(
                new Preprocessing(List.of()),
                new LogisticModel(new double[0], name.length()),
                0.5,
                new FittedModel.Bands(0.2, 0.4),
                new float[0]);
        var objects = Map.of(
                "weights", manifests.publish(key.sibling("weights.json"), new ModelBundle(model, model)),
                "schema",
                        manifests.publish(
                                key.sibling("schema.json"), new Schema(List.of(), Optional.empty(), Optional.empty())));
        var manifest = new ModelManifest(
                SHOP,
                Digest.of(name),
                new DatasetName("shop"),
                FEATURES,
                objects,
                promoted,
                replaces.map(Digest::of),
                "because");
        models.promote(manifest, manifests.publish(key, manifest));
    }
}
