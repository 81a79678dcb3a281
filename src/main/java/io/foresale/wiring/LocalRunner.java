package io.foresale.wiring;

import io.foresale.bucket.Datasets;
import io.foresale.bucket.Runs;
import io.foresale.config.ForesaleConfig;
import io.foresale.domain.ObjectRef;
import io.foresale.domain.RetriableException;
import io.foresale.port.ObjectStore;
import io.foresale.trigger.BucketWatch;
import io.foresale.trigger.Delivery;
import io.foresale.trigger.FunctionTable;
import io.foresale.trigger.Functions;
import io.foresale.trigger.ListedBucket;
import io.foresale.trigger.LocalBucket;
import io.foresale.trigger.LocalQueue;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Runs the functions in this process, started by what appears in the bucket. */
@Singleton
public class LocalRunner {

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

    private volatile @Nullable ScheduledExecutorService looks;
    private volatile @Nullable BucketWatch bucket;
    private volatile @Nullable LocalQueue queue;

    void start(
            @Observes StartupEvent event,
            ForesaleConfig config,
            ObjectStore store,
            Datasets datasets,
            Runs runs,
            Functions functions,
            InstantSource clock)
            throws IOException {
        var table = FunctionTable.load();
        var calls = new LocalQueue(table, functions, FIRST_PAUSE);
        queue = calls;
        if (!config.trigger().enabled()) {
            return;
        }
        datasets.names().forEach(runs::closeInterrupted);
        var watched = watch(config, store, table, clock, calls);
        bucket = watched;
        var executor = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("bucket").factory());
        looks = executor;
        long millis = config.trigger().interval().toMillis();
        executor.scheduleWithFixedDelay(watched::look, 0, millis, TimeUnit.MILLISECONDS);
    }

    private static BucketWatch watch(
            ForesaleConfig config, ObjectStore store, FunctionTable table, InstantSource clock, LocalQueue calls)
            throws IOException {
        var s3 = BucketAdapter.onS3(config);
        if (s3.isPresent()) {
            return new ListedBucket(store, table, s3.get().listing(), clock, calls::add);
        }
        var root = config.bucket().directory().toRealPath();
        return new LocalBucket(root, store, table, config.trigger().quiet(), clock, calls::add);
    }

    /** An object that this process wrote; it may start the next function. */
    void written(ObjectRef object) {
        var watched = bucket;
        if (watched != null) {
            watched.written(object);
        }
    }

    /** Calls a function in its turn and waits for its end, of which failures come back as they are. */
    void call(Delivery delivery) {
        var calls = queue;
        if (calls == null) {
            throw new RetriableException("Foresale has not started yet", new IllegalStateException());
        }
        calls.call(delivery);
    }

    /** Whether nothing runs and nothing waits to run. */
    boolean idle() {
        var calls = queue;
        return calls == null || calls.idle();
    }

    void stop(@Observes ShutdownEvent event) {
        var executor = looks;
        var calls = queue;
        if (executor != null) {
            executor.shutdownNow();
        }
        if (calls != null) {
            calls.close();
        }
    }
}
