package io.foresale.score;

import io.foresale.port.TextModel.Outcome;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/** Has models answer to the texts of requests, and goes without what does not come in time. */
final class TimedCalls {

    /** Calls at a time, also those that nobody waits for any more: work that was given up does not pile up beyond them. */
    static final int MOST_CALLS = 32;

    private final String model;
    private final Duration timeout;
    private final Semaphore calls = new Semaphore(MOST_CALLS);

    /**
     * Makes calls of one kind of model.
     *
     * @param model what it is, for messages
     */
    TimedCalls(String model, Duration timeout) {
        this.model = model;
        this.timeout = timeout;
    }

    /**
     * What became of some texts.
     *
     * @param answers by text
     * @param failed the texts that the model has no answer to, with the reason
     * @param unreached the texts that it might have had an answer to, with the reason why there is none now
     */
    record Told<A>(Map<String, A> answers, Map<String, String> failed, Map<String, String> unreached) {

        static <A> Told<A> nothing() {
            return new Told<>(Map.of(), Map.of(), Map.of());
        }

        static <A> Told<A> unreached(List<String> texts, String reason) {
            var unreached = new HashMap<String, String>();
            texts.forEach(text -> unreached.put(text, reason));
            return new Told<>(Map.of(), Map.of(), unreached);
        }
    }

    /** A call that is under way. */
    interface Pending<A> {

        /** Waits for it no longer than its time. */
        Told<A> told();
    }

    /** Begins a call; where too many are under way, waits for one to end. */
    <A> Pending<A> begin(List<String> texts, Function<List<String>, List<Outcome<A>>> call) {
        long end = System.nanoTime() + timeout.toNanos();
        try {
            if (!calls.tryAcquire(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
                return () -> Told.unreached(texts, "the " + model + " is still busy with earlier requests");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return () -> Told.unreached(texts, "interrupted");
        }
        var task = new FutureTask<>(() -> {
            try {
                return call.apply(texts);
            } finally {
                calls.release();
            }
        });
        var thread = Thread.ofVirtual().name("texts").start(task);
        return () -> awaited(texts, task, thread, end);
    }

    private <A> Told<A> awaited(List<String> texts, FutureTask<List<Outcome<A>>> task, Thread thread, long end) {
        try {
            return sorted(texts, task.get(end - System.nanoTime(), TimeUnit.NANOSECONDS));
        } catch (TimeoutException e) {
            thread.interrupt();
            return Told.unreached(texts, "no answer from the " + model + " within " + timeout.toMillis() + " ms");
        } catch (ExecutionException e) {
            return Told.unreached(texts, String.valueOf(e.getCause().getMessage()));
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
            return Told.unreached(texts, "interrupted");
        }
    }

    private static <A> Told<A> sorted(List<String> texts, List<Outcome<A>> outcomes) {
        var answers = new HashMap<String, A>();
        var failed = new HashMap<String, String>();
        var unreached = new HashMap<String, String>();
        for (int i = 0; i < texts.size(); i++) {
            switch (outcomes.get(i)) {
                case Outcome.Answered<A>(var answer) -> answers.put(texts.get(i), answer);
                case Outcome.Failed<A>(var reason) -> failed.put(texts.get(i), reason);
                case Outcome.Unreached<A>(var reason) -> unreached.put(texts.get(i), reason);
            }
        }
        return new Told<>(answers, failed, unreached);
    }
}
