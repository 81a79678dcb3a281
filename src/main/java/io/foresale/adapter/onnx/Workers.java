package io.foresale.adapter.onnx;

import io.foresale.domain.RetriableException;
import java.util.ArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/** Spreads numbered work over the caller's thread and a bounded number of helpers that all callers share. */
final class Workers implements AutoCloseable {

    private final int helpers;
    private final ExecutorService pool;

    /** The caller's thread counts among the threads: one text alone never waits for another thread. */
    Workers(int threads) {
        this.helpers = Math.max(0, threads - 1);
        this.pool = Executors.newFixedThreadPool(
                Math.max(1, helpers),
                Thread.ofPlatform().daemon().name("embedding-", 0).factory());
    }

    /**
     * Does the work for 0 to count - 1 and returns when all of it is done. Once the caller's thread is interrupted nothing
     * more is begun.
     *
     * @throws RetriableException where it was interrupted; its thread is so still
     */
    void forEach(int count, IntConsumer work) {
        var next = new AtomicInteger();
        var caller = Thread.currentThread();
        Runnable share = () -> {
            for (int i = next.getAndIncrement(); i < count && !caller.isInterrupted(); i = next.getAndIncrement()) {
                work.accept(i);
            }
        };
        var helping = new ArrayList<Future<?>>();
        for (int i = 0; i < Math.min(helpers, count - 1); i++) {
            helping.add(pool.submit(share));
        }
        try {
            share.run();
            for (var helper : helping) {
                helper.get();
            }
            if (caller.isInterrupted()) {
                throw new InterruptedException();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("an embedding thread failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RetriableException("embedding was interrupted", e);
        } finally {
            next.set(count);
        }
    }

    @Override
    public void close() {
        pool.shutdownNow();
    }
}
