package io.foresale.bucket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foresale.adapter.json.JsonDocuments;
import io.foresale.domain.ObjectKey;
import io.foresale.domain.PermanentException;
import io.foresale.domain.RetriableException;
import io.foresale.domain.RunRecord.Progress;
import io.foresale.port.MemoryStore;
import io.foresale.port.ObjectStore.Condition;
import io.foresale.port.ObjectStore.Content;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ManifestsTest {

    private static final ObjectKey KEY = new ObjectKey("models/shop/current.json");

    private final MemoryStore store = new MemoryStore();
    private final Manifests manifests = new Manifests(store, new JsonDocuments());

    @Test
    void theFirstManifestWinsAndTheLoserLearnsWhichItWas() {
        var first = manifests.publish(KEY, document(1));
        var second = manifests.publish(KEY, document(2));

        assertThat(second).isEqualTo(first);
        assertThat(manifests.require(KEY, Progress.class)).isEqualTo(document(1));
    }

    @Test
    void aResultIsReplacedOnlyByWhoeverHasReadIt() {
        var first = manifests.publish(KEY, document(1));
        var second = manifests.replace(first, document(2));

        assertThat(manifests.find(KEY, Progress.class).orElseThrow().ref()).isEqualTo(second);
        assertThatThrownBy(() -> manifests.replace(first, document(3))).isInstanceOf(RetriableException.class);
        assertThat(manifests.require(KEY, Progress.class)).isEqualTo(document(2));
    }

    @Test
    void noUpdateIsLostWhenTwoThreadsUpdateAtOnce() throws Exception {
        try (var threads = Executors.newFixedThreadPool(2)) {
            var calls = new ArrayList<Future<?>>();
            for (int i = 0; i < 2; i++) {
                calls.add(threads.submit(() -> {
                    for (int n = 0; n < 50; n++) {
                        increment();
                    }
                }));
            }
            for (var call : calls) {
                call.get();
            }
        }
        assertThat(manifests.require(KEY, Progress.class)).isEqualTo(document(100));
    }

    private void increment() {
        manifests.update(
                KEY,
                Progress.class,
                present -> Optional.of(document(1 + present.map(Progress::done).orElse(0L))));
    }

    @Test
    void whoeverWasFasterIsReadAgainBeforeTheChangeIsMade() {
        var tries = new AtomicInteger();
        manifests.update(KEY, Progress.class, present -> {
            if (tries.getAndIncrement() == 0) {
                manifests.overwrite(KEY, document(10));
            }
            return Optional.of(document(1 + present.map(Progress::done).orElse(0L)));
        });
        assertThat(tries).hasValue(2);
        assertThat(manifests.require(KEY, Progress.class)).isEqualTo(document(11));
    }

    @Test
    void aDocumentThatOthersChangeAllTheTimeIsTriedAgainLater() {
        var others = new AtomicInteger(1000);
        assertThatThrownBy(() -> manifests.update(KEY, Progress.class, present -> {
                    manifests.overwrite(KEY, document(others.getAndIncrement()));
                    return Optional.of(document(1));
                }))
                .isInstanceOf(RetriableException.class)
                .hasMessage("models/shop/current.json is changed by others all the time");
    }

    @Test
    void theSameValueBackWritesNothing() {
        manifests.publish(KEY, document(1));
        var before = store.head(KEY);
        assertThat(manifests.update(KEY, Progress.class, present -> present)).isEqualTo(document(1));
        assertThat(store.head(KEY)).isEqualTo(before);
    }

    @Test
    void aDocumentThatIsNotThereOrCannotBeReadIsRefusedByItsKey() {
        assertThatThrownBy(() -> manifests.require(KEY, Progress.class))
                .isInstanceOf(PermanentException.class)
                .hasMessageStartingWith("models/shop/current.json: wanted an object, got none");
        store.put(
                KEY,
                new Content.Bytes("{\"done\": 1, \"total\": 2, \"unit\": \"rows\", \"dnoe\": 1}".getBytes(UTF_8)),
                new Condition.Always());
        assertThatThrownBy(() -> manifests.find(KEY, Progress.class))
                .isInstanceOf(PermanentException.class)
                .hasMessageContaining("models/shop/current.json")
                .hasMessageContaining("dnoe");
    }

    private static Progress document(long number) {
        return new Progress(number, 100, "numbers");
    }
}
