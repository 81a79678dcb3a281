package io.foresale.wiring;

import io.foresale.port.ObjectStore;
import io.foresale.port.TableEngine;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Does before the first call what it would otherwise wait for, side by side: finding the bucket's credentials and speaking to
 * it, and unpacking and opening the engine. None of it has to succeed: what fails here fails again, with a message, where it
 * is needed.
 */
@ApplicationScoped
public class Priming {

    private static final Logger LOG = System.getLogger(Priming.class.getName());

    /** Lambda gives up an init that takes ten seconds. */
    private static final Duration MOST = Duration.ofSeconds(4);

    /** Comes back when all is done, or as far as it is after some seconds. */
    void prime(@Observes StartupEvent start, ObjectStore store, TableEngine engine) {
        long until = System.nanoTime() + MOST.toNanos();
        var parts = List.of(begin("prime-bucket", () -> lookAround(store)), begin("prime-engine", () -> engine.open()
                .close()));
        for (var part : parts) {
            await(part, until - System.nanoTime());
        }
    }

    /** Every function may list and read these. */
    private static void lookAround(ObjectStore store) {
        try (Stream<ObjectStore.ObjectInfo> some = store.list("datasets/priming")) {
            some.findFirst();
        }
    }

    private static Thread begin(String name, Runnable work) {
        return Thread.ofPlatform().daemon().name(name).start(() -> {
            long began = System.nanoTime();
            try {
                work.run();
                LOG.log(Level.DEBUG, "{0} took {1} ms", name, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began));
            } catch (RuntimeException | LinkageError e) {
                LOG.log(Level.WARNING, "{0} failed, which does no harm yet: {1}", name, e.getMessage());
            }
        });
    }

    private static void await(Thread part, long nanos) {
        try {
            part.join(Duration.ofNanos(Math.max(0, nanos)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
