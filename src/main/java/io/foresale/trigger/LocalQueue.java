package io.foresale.trigger;

import io.foresale.domain.PermanentException;
import io.foresale.domain.RetriableException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Calls functions for deliveries, so many at a time as the function table says, and again after a pause where a failure may
 * pass; others run meanwhile. Nothing is stored: what is lost with the process is found again by the next one, and functions
 * do nothing twice.
 */
public final class LocalQueue implements AutoCloseable {

    private static final Logger LOG = System.getLogger(LocalQueue.class.getName());
    private static final int TRIES = 6;
    private static final Duration GRACE = Duration.ofSeconds(10);

    /** Servers, gateways and stores drop a connection on which nothing comes for long, ours after quarkus.http.idle-timeout. */
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Functions functions;
    private final Duration firstPause;
    private final PendingCalls pending;
    private final Map<String, ThreadPoolExecutor> workers = new HashMap<>();
    private final ScheduledExecutorService pauses = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("retry").factory());
    private final Set<Delivery> queued = new HashSet<>();
    private int open;
    private boolean closed;

    /**
     * Starts the queue.
     *
     * @param firstPause before the second try; each further one is twice as long, give or take a quarter
     */
    public LocalQueue(FunctionTable table, Functions functions, Duration firstPause) {
        this(table, functions, firstPause, PATIENCE);
    }

    LocalQueue(FunctionTable table, Functions functions, Duration firstPause, Duration patience) {
        this.functions = functions;
        this.firstPause = firstPause;
        this.pending = new PendingCalls(patience);
        for (var spec : table.functions()) {
            var threads =
                    Thread.ofPlatform().daemon().name(spec.name() + "-", 0).factory();
            int size = spec.concurrency();
            workers.put(
                    spec.name(),
                    new ThreadPoolExecutor(size, size, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), threads));
        }
    }

    /** Queues a delivery, unless the same one waits already. */
    public void add(Delivery delivery) {
        queue(delivery, 1);
    }

    /**
     * Calls a function when its turn has come and waits for its end; its failure comes back as it is. Whoever calls decides
     * whether it is tried again.
     *
     * @throws RetriableException also where it takes longer than anyone waits; it goes on, and the same call waits for its end
     */
    public void call(Delivery delivery) {
        pending.await(
                delivery,
                () -> functions.call(delivery.function(), delivery.object()),
                workers.get(delivery.function()));
    }

    /** Whether nothing waits and nothing runs. */
    public synchronized boolean idle() {
        return open == 0;
    }

    private synchronized void queue(Delivery delivery, int attempt) {
        if (!closed && queued.add(delivery)) {
            open++;
            workers.get(delivery.function()).execute(() -> run(delivery, attempt));
        }
    }

    private void run(Delivery delivery, int attempt) {
        synchronized (this) {
            queued.remove(delivery);
        }
        if (call(delivery, attempt)) {
            done();
        } else {
            pause(delivery, attempt);
        }
    }

    private synchronized void done() {
        open--;
    }

    /** Whether that was the end of it; otherwise it is to be tried again. */
    private boolean call(Delivery delivery, int attempt) {
        try {
            functions.call(delivery.function(), delivery.object());
            return true;
        } catch (PermanentException e) {
            var level = e.kind() == PermanentException.Kind.STALE ? Level.INFO : Level.WARNING;
            LOG.log(level, "{0}: {1}", delivery, e.getMessage());
            return true;
        } catch (RetriableException e) {
            if (attempt < TRIES) {
                LOG.log(Level.WARNING, "{0} is tried again: {1}", delivery, e.getMessage());
                return false;
            }
            LOG.log(Level.ERROR, delivery + " failed " + TRIES + " times; the next start tries again", e);
            return true;
        } catch (RuntimeException | Error e) {
            LOG.log(Level.ERROR, delivery + " failed by a fault of Foresale", e);
            return true;
        }
    }

    private synchronized void pause(Delivery delivery, int attempt) {
        if (closed) {
            open--;
            return;
        }
        double factor =
                Math.scalb(1.0, attempt - 1) * ThreadLocalRandom.current().nextDouble(0.75, 1.25);
        pauses.schedule(
                () -> again(delivery, attempt + 1), (long) (firstPause.toNanos() * factor), TimeUnit.NANOSECONDS);
    }

    /** Queues it as if new and only then lets go of the pause, so that the queue is at no time idle. */
    private synchronized void again(Delivery delivery, int attempt) {
        queue(delivery, attempt);
        done();
    }

    /** Tells who waits for it. */
    private static boolean isGivenUp(Runnable waiting) {
        if (waiting instanceof Future<?> call) {
            call.cancel(false);
        }
        return true;
    }

    /**
     * Takes nothing new, leaves what waits to be found again by the next start, and gives what runs ten seconds to end.
     */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        pauses.shutdownNow();
        workers.values().forEach(w -> {
            w.shutdown();
            w.getQueue().removeIf(LocalQueue::isGivenUp);
        });
        try {
            var end = Instant.now().plus(GRACE);
            for (var worker : workers.values()) {
                var left = Duration.between(Instant.now(), end);
                if (!worker.awaitTermination(left.toMillis(), TimeUnit.MILLISECONDS)) {
                    LOG.log(Level.INFO, "what still runs is ended; the next start does it again");
                    return;
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
