package io.foresale.trigger;

import io.foresale.domain.PermanentException;
import io.foresale.domain.RetriableException;
import io.foresale.trigger.FunctionTable.FunctionSpec;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Calls functions for deliveries, so many at a time as the function table says, and again after a pause where a failure may
 * pass. Nothing is stored: what is lost with the process is found again by the next one, and functions do nothing twice.
 */
public final class LocalQueue implements AutoCloseable {

    private static final Logger LOG = System.getLogger(LocalQueue.class.getName());
    private static final int TRIES = 6;

    private final Functions functions;
    private final Duration firstPause;
    private final Map<String, ExecutorService> executors = new HashMap<>();
    private final Set<Delivery> waiting = new HashSet<>();
    private int open;
    private volatile boolean closed;

    /**
     * Starts the queue.
     *
     * @param firstPause before the second try; each further one is twice as long, give or take a quarter
     */
    public LocalQueue(FunctionTable table, Functions functions, Duration firstPause) {
        this.functions = functions;
        this.firstPause = firstPause;
        for (FunctionSpec spec : table.functions()) {
            var threads =
                    Thread.ofPlatform().daemon().name(spec.name() + "-", 0).factory();
            executors.put(spec.name(), Executors.newFixedThreadPool(spec.concurrency(), threads));
        }
    }

    /** Queues a delivery, unless the same one waits already. */
    public synchronized void add(Delivery delivery) {
        if (!closed && waiting.add(delivery)) {
            open++;
            executors.get(delivery.function()).execute(() -> run(delivery));
        }
    }

    /** Whether nothing waits and nothing runs. */
    public synchronized boolean idle() {
        return open == 0;
    }

    private void run(Delivery delivery) {
        synchronized (this) {
            waiting.remove(delivery);
        }
        try {
            call(delivery);
        } finally {
            synchronized (this) {
                open--;
                notifyAll();
            }
        }
    }

    private void call(Delivery delivery) {
        for (int attempt = 1; !closed; attempt++) {
            try {
                functions.call(delivery.function(), delivery.object());
                return;
            } catch (PermanentException e) {
                LOG.log(
                        Level.WARNING,
                        "{0} of {1}: {2}",
                        delivery.function(),
                        delivery.object().key(),
                        e.getMessage());
                return;
            } catch (RetriableException e) {
                if (attempt == TRIES) {
                    LOG.log(
                            Level.ERROR,
                            "%s of %s failed %d times, the next start tries again"
                                    .formatted(
                                            delivery.function(),
                                            delivery.object().key(),
                                            TRIES),
                            e);
                    return;
                }
                LOG.log(
                        Level.WARNING,
                        "{0} of {1} is tried again: {2}",
                        delivery.function(),
                        delivery.object().key(),
                        e.getMessage());
                pause(attempt);
            } catch (RuntimeException | Error e) {
                LOG.log(
                        Level.ERROR,
                        "%s of %s failed by a fault of Foresale"
                                .formatted(
                                        delivery.function(), delivery.object().key()),
                        e);
                return;
            }
        }
    }

    private void pause(int attempt) {
        double factor = Math.pow(2, attempt - 1) * ThreadLocalRandom.current().nextDouble(0.75, 1.25);
        try {
            Thread.sleep((long) (firstPause.toMillis() * factor));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closed = true;
        }
    }

    /** Takes nothing new and leaves what runs to be found again by the next start. */
    @Override
    public void close() {
        closed = true;
        executors.values().forEach(ExecutorService::shutdownNow);
    }
}
