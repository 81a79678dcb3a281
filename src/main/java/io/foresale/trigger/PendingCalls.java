package io.foresale.trigger;

import io.foresale.domain.RetriableException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Calls whose ends are waited for, over connections that do not last as long as some of them. Who has waited long enough is
 * asked to come again, and then waits for the same call, or hears how that has failed meanwhile: it is not begun once more.
 */
final class PendingCalls {

    private final Map<Delivery, FutureTask<Void>> pending = new ConcurrentHashMap<>();
    private final Duration patience;

    /**
     * Starts with none.
     *
     * @param patience how long anyone waits at a time
     */
    PendingCalls(Duration patience) {
        this.patience = patience;
    }

    /** Waits for the end of a call, which is begun unless it is pending; its failure comes back as it is. */
    void await(Delivery delivery, Runnable call, Executor worker) {
        try {
            var task = pending.computeIfAbsent(delivery, _ -> begun(delivery, call, worker));
            task.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            pending.remove(delivery, task);
        } catch (TimeoutException e) {
            throw new RetriableException(delivery + " goes on; send it again to hear how it ends", e);
        } catch (RejectedExecutionException | CancellationException e) {
            pending.remove(delivery);
            throw new RetriableException("Foresale is stopping", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RetriableException(delivery + " was not waited for", e);
        } catch (ExecutionException e) {
            pending.remove(delivery);
            switch (e.getCause()) {
                case RuntimeException failure -> throw failure;
                case Error failure -> throw failure;
                default -> throw new IllegalStateException(e);
            }
        }
    }

    /** What ended well needs no one to hear of it: called again, it finds that it was done. */
    private FutureTask<Void> begun(Delivery delivery, Runnable call, Executor worker) {
        var task = new FutureTask<Void>(
                () -> {
                    call.run();
                    pending.remove(delivery);
                },
                null);
        worker.execute(task);
        return task;
    }
}
