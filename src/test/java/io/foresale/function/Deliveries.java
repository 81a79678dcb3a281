package io.foresale.function;

import io.foresale.domain.ObjectRef;
import io.foresale.domain.PermanentException;
import io.foresale.domain.RetriableException;
import io.foresale.trigger.FunctionTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/**
 * Delivers what is written as a queue in a cloud may: each event twice, in any order, several at a time, again where a
 * function says that it may pass, and at most so often.
 */
final class Deliveries {

    /** As in infra/aws/template.yaml. */
    private static final int TRIES = 5;

    private final FunctionTable table = FunctionTable.load();
    private final List<String> givenUp = new CopyOnWriteArrayList<>();
    private final List<Event> open = new ArrayList<>();
    private final ShopFloor floor;
    private final Random order;
    private int underWay;

    Deliveries(ShopFloor floor, long seed) {
        this.floor = floor;
        this.order = new Random(seed);
    }

    private record Event(String function, ObjectRef object, int attempt) {}

    /** Writes the uploads one after the other while functions run on so many threads; comes back when all is done. */
    List<String> of(List<Runnable> uploads, int threads) {
        begin();
        try (var workers = Executors.newFixedThreadPool(threads)) {
            for (int i = 0; i < threads; i++) {
                workers.execute(this::work);
            }
            for (var upload : uploads) {
                upload.run();
                collect();
            }
            end();
        }
        return List.copyOf(givenUp);
    }

    private void work() {
        for (var next = take(); next.isPresent(); next = take()) {
            try {
                call(next.get());
            } finally {
                collect();
                end();
            }
        }
    }

    private void call(Event event) {
        try {
            floor.functions.call(event.function(), event.object());
        } catch (PermanentException e) {
            if (e.kind() != PermanentException.Kind.STALE) {
                givenUp.add(event + ": " + e.getMessage());
            }
        } catch (RetriableException e) {
            if (event.attempt() < TRIES) {
                add(new Event(event.function(), event.object(), event.attempt() + 1));
            } else {
                givenUp.add(event + ": " + e.getMessage());
            }
        } catch (RuntimeException | Error e) {
            givenUp.add(event + ": " + e);
        }
    }

    private synchronized void collect() {
        for (var object : floor.news()) {
            table.startedBy(object.key()).ifPresent(function -> {
                add(new Event(function.name(), object, 1));
                add(new Event(function.name(), object, 1));
            });
        }
    }

    private synchronized void add(Event event) {
        open.add(event);
        notifyAll();
    }

    private synchronized void begin() {
        underWay++;
    }

    private synchronized void end() {
        underWay--;
        notifyAll();
    }

    /** Any of the open ones; empty where there is none and none can come any more. */
    private synchronized Optional<Event> take() {
        try {
            while (open.isEmpty() && underWay > 0) {
                wait();
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        if (open.isEmpty()) {
            return Optional.empty();
        }
        begin();
        return Optional.of(open.remove(order.nextInt(open.size())));
    }
}
