package io.foresale.trigger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foresale.domain.ObjectKey;
import io.foresale.domain.ObjectRef;
import io.foresale.domain.PermanentException;
import io.foresale.domain.RetriableException;
import io.foresale.port.MemoryStore;
import io.foresale.port.ObjectStore.Condition;
import io.foresale.port.ObjectStore.Content;
import io.foresale.trigger.Arrivals.Outcome;
import io.foresale.trigger.ObjectEvent.Unrelated;
import io.foresale.trigger.ObjectEvent.Written;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArrivalsTest {

    private static final ObjectKey UPLOAD = new ObjectKey("raw/shop/a.csv");

    private final MemoryStore store = new MemoryStore();
    private final List<Delivery> calls = new ArrayList<>();
    private int contents;
    private final Delivery delivery = put();

    private Delivery put() {
        var content = new Content.Bytes(String.valueOf(contents++).getBytes(UTF_8));
        return new Delivery(
                "ingest",
                new ObjectRef(
                        UPLOAD,
                        store.put(UPLOAD, content, new Condition.Always()).orElseThrow()));
    }

    @Test
    void theFunctionThatTheObjectStartsIsCalledWithTheContentThatIsThereNow() {
        assertThat(arrivals(calls::add).take(written("shop", UPLOAD))).isEqualTo(new Outcome.Called(delivery));
        var replaced = put();
        arrivals(calls::add).take(written("shop", UPLOAD));
        assertThat(calls).containsExactly(delivery, replaced);
    }

    @Test
    void anEventOfAnObjectThatIsGoneIsSkipped() {
        store.delete(UPLOAD);
        assertThat(arrivals(calls::add).take(written("shop", UPLOAD)))
                .isEqualTo(new Outcome.Skipped("raw/shop/a.csv is gone"));
        assertThat(calls).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"scores/shop/everyone/a.csv", "clean/shop/d/rows.parquet", "raw/in-no-folder.csv"})
    void anObjectThatStartsNothingIsSkipped(String key) {
        assertThat(arrivals(calls::add).take(written("shop", new ObjectKey(key))))
                .isInstanceOf(Outcome.Skipped.class);
        assertThat(calls).isEmpty();
    }

    @Test
    void anEventThatTellsOfNothingWrittenIsSkipped() {
        assertThat(arrivals(calls::add).take(new Unrelated("s3:TestEvent")))
                .isEqualTo(new Outcome.Skipped("s3:TestEvent starts no function"));
    }

    @Test
    void anEventOfAnotherBucketIsRefusedAndItsNameSaid() {
        assertThat(arrivals(calls::add).take(written("shoes", UPLOAD)))
                .isInstanceOfSatisfying(Outcome.Refused.class, refused -> {
                    assertThat(refused.problem().wanted()).isEqualTo("shop");
                    assertThat(refused.problem().got()).isEqualTo("shoes");
                });
        assertThat(calls).isEmpty();
    }

    @Test
    void whatTheFunctionRefusesIsTheEndOfTheEvent() {
        var refusal = PermanentException.invalid("line 3", "a number", "x", "correct it");
        assertThat(arrivals(failing(refusal)).take(written("shop", UPLOAD)))
                .isEqualTo(new Outcome.Refused("ingest of raw/shop/a.csv", refusal.problem()));
    }

    @Test
    void anEventOfContentThatWasReplacedIsSkipped() {
        assertThat(arrivals(failing(PermanentException.stale(delivery.object())))
                        .take(written("shop", UPLOAD)))
                .isInstanceOf(Outcome.Skipped.class);
    }

    @Test
    void whatMayPassAndFaultsComeThrough() {
        var throttled = new RetriableException("throttled", null);
        var fault = new IllegalStateException("fault");
        assertThatThrownBy(() -> arrivals(failing(throttled)).take(written("shop", UPLOAD)))
                .isSameAs(throttled);
        assertThatThrownBy(() -> arrivals(failing(fault)).take(written("shop", UPLOAD)))
                .isSameAs(fault);
    }

    private static Written written(String bucket, ObjectKey key) {
        return new Written(bucket, key);
    }

    private static Consumer<Delivery> failing(RuntimeException failure) {
        return _ -> {
            throw failure;
        };
    }

    private Arrivals arrivals(Consumer<Delivery> function) {
        return new Arrivals(FunctionTable.load(), store, Optional.of("shop"), function);
    }
}
