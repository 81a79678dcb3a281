package io.foresale.trigger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foresale.domain.ETag;
import io.foresale.domain.ObjectKey;
import io.foresale.domain.ObjectRef;
import io.foresale.domain.PermanentException;
import io.foresale.domain.RetriableException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LocalQueueTest {

    private static final Duration PAUSE = Duration.ofMillis(4);

    private final List<String> calls = new CopyOnWriteArrayList<>();
    private LocalQueue queue;

    @AfterEach
    void close() {
        queue.close();
    }

    @Test
    void deliveriesAreCalledInTheirOrderWhereOneRunsAtATime() {
        queue = queue(1, (_, object) -> calls.add(object.key().value()));
        for (int i = 0; i < 50; i++) {
            queue.add(delivery("a/" + i));
        }
        await(queue::idle);
        assertThat(calls).hasSize(50);
        assertThat(calls.getFirst()).isEqualTo("a/0");
        assertThat(calls.getLast()).isEqualTo("a/49");
    }

    @Test
    void asManyRunAtATimeAsTheTableSays() throws InterruptedException {
        var running = new AtomicInteger();
        var most = new AtomicInteger();
        var two = new CountDownLatch(2);
        queue = queue(2, (_, _) -> {
            most.accumulateAndGet(running.incrementAndGet(), Math::max);
            two.countDown();
            assertThat(wait(two)).isTrue();
            running.decrementAndGet();
        });
        for (int i = 0; i < 10; i++) {
            queue.add(delivery("a/" + i));
        }
        await(queue::idle);
        assertThat(most).hasValue(2);
    }

    @Test
    void theSameDeliveryWaitsOnceButIsCalledAgainAfterItBegan() {
        var began = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        queue = queue(1, (_, object) -> {
            calls.add(object.key().value());
            began.countDown();
            wait(go);
        });
        queue.add(delivery("a/1"));
        wait(began);
        queue.add(delivery("a/1"));
        queue.add(delivery("a/1"));
        assertThat(queue.idle()).isFalse();
        go.countDown();
        await(queue::idle);
        assertThat(calls).containsExactly("a/1", "a/1");
    }

    @Test
    void aCallInItsTurnComesBackWhenItHasEnded() {
        var go = new CountDownLatch(1);
        queue = queue(1, (_, object) -> {
            wait(go);
            calls.add(object.key().value());
        });
        queue.add(delivery("a/1"));
        Thread.startVirtualThread(go::countDown);
        queue.call(delivery("a/2"));
        assertThat(calls).containsExactly("a/1", "a/2");
    }

    @Test
    void theFailureOfACallComesBackAsItIsAndIsNotTriedAgain() {
        var failures = List.of(
                new RetriableException("throttled", null),
                PermanentException.invalid("s", "w", "g", "r"),
                new StackOverflowError("fault"));
        var next = new AtomicInteger();
        queue = queue(1, (_, _) -> {
            switch (failures.get(next.getAndIncrement())) {
                case RuntimeException failure -> throw failure;
                case Error failure -> throw failure;
                case Throwable failure -> throw new AssertionError(failure);
            }
        });
        for (var failure : failures) {
            assertThatThrownBy(() -> queue.call(delivery("a/1"))).isSameAs(failure);
        }
        await(queue::idle);
        assertThat(next).hasValue(3);
    }

    @Test
    void aCallThatWaitsWhenTheQueueClosesIsToldToTryAgain() throws InterruptedException {
        var began = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        queue = queue(1, (_, object) -> {
            calls.add(object.key().value());
            began.countDown();
            wait(go);
        });
        queue.add(delivery("a/1"));
        wait(began);
        var waiting = CompletableFuture.runAsync(() -> queue.call(delivery("a/2")), Thread::startVirtualThread);
        Thread.sleep(50);
        var closing = CompletableFuture.runAsync(queue::close, Thread::startVirtualThread);
        assertThatThrownBy(waiting::join).hasCauseInstanceOf(RetriableException.class);
        assertThatThrownBy(() -> queue.call(delivery("a/3"))).isInstanceOf(RetriableException.class);
        go.countDown();
        closing.join();
        assertThat(calls).containsExactly("a/1");
    }

    @Test
    void aRetriableFailureIsTriedAgainAndOthersRunMeanwhile() {
        var failures = new AtomicInteger(2);
        queue = queue(1, (_, object) -> {
            calls.add(object.key().value());
            if (object.key().value().equals("a/1") && failures.getAndDecrement() > 0) {
                throw new RetriableException("throttled", null);
            }
        });
        queue.add(delivery("a/1"));
        queue.add(delivery("a/2"));
        await(queue::idle);
        assertThat(calls).startsWith("a/1", "a/2").hasSize(4).endsWith("a/1");
    }

    @Test
    void aFailureThatDoesNotPassIsGivenUpAfterSixTries() {
        queue = queue(1, (_, _) -> {
            calls.add("call");
            throw new RetriableException("down", null);
        });
        queue.add(delivery("a/1"));
        await(queue::idle);
        assertThat(calls).hasSize(6);
    }

    @Test
    void aPermanentFailureAndAFaultAreNotTriedAgainAndDoNotStopTheQueue() {
        queue = queue(1, (_, object) -> {
            calls.add(object.key().value());
            switch (object.key().value()) {
                case "a/1" -> throw PermanentException.invalid("s", "w", "g", "r");
                case "a/2" -> throw new IllegalStateException("fault");
                case "a/3" -> throw new StackOverflowError("fault");
                default -> {}
            }
        });
        for (int i = 1; i <= 4; i++) {
            queue.add(delivery("a/" + i));
        }
        await(queue::idle);
        assertThat(calls).containsExactly("a/1", "a/2", "a/3", "a/4");
    }

    @Test
    void aFunctionMayQueueTheNextOneAndTheQueueIsNotIdleBetween() {
        var chain = new LocalQueue[1];
        queue = queue(1, (_, object) -> {
            calls.add(object.key().value());
            int n = Integer.parseInt(object.key().fileName());
            if (n < 20) {
                chain[0].add(delivery("a/" + (n + 1)));
            }
        });
        chain[0] = queue;
        queue.add(delivery("a/1"));
        await(queue::idle);
        assertThat(calls).hasSize(20);
    }

    @Test
    void whoWaitedLongEnoughIsToldToComeAgainAndThenHearsOfTheSameCall() {
        var go = new Semaphore(0);
        var failure = new IllegalStateException("it fails late");
        queue = queue(1, Duration.ofMillis(50), (_, object) -> {
            calls.add(object.key().value());
            go.acquireUninterruptibly();
            throw failure;
        });
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> queue.call(delivery("a/1")))
                    .isInstanceOf(RetriableException.class)
                    .hasMessageContaining("goes on; send it again");
        }
        go.release();
        await(() -> {
            try {
                queue.call(delivery("a/1"));
                return false;
            } catch (RetriableException _) {
                return false;
            } catch (IllegalStateException e) {
                return e == failure;
            }
        });
        assertThat(calls).containsExactly("a/1");
    }

    @Test
    void aCallThatEndedWellUnheardOfIsMadeAgainWhereItIsAskedForAgain() {
        var go = new Semaphore(0);
        queue = queue(1, Duration.ofSeconds(2), (_, object) -> {
            go.acquireUninterruptibly();
            calls.add(object.key().value());
        });
        assertThatThrownBy(() -> queue.call(delivery("a/1"))).isInstanceOf(RetriableException.class);
        go.release(2);
        await(() -> calls.size() == 1);
        queue.call(delivery("a/2"));
        assertThat(calls).containsExactly("a/1", "a/2");
        go.release();
        queue.call(delivery("a/1"));
        assertThat(calls).containsExactly("a/1", "a/2", "a/1");
    }

    @Test
    void closingLetsWhatRunsEndAndDropsWhatWaits() throws InterruptedException {
        var began = new CountDownLatch(1);
        var go = new Semaphore(0);
        queue = queue(1, (_, object) -> {
            began.countDown();
            go.acquireUninterruptibly();
            calls.add(object.key().value());
        });
        queue.add(delivery("a/1"));
        queue.add(delivery("a/2"));
        wait(began);
        var closing = Thread.startVirtualThread(queue::close);
        assertThat(closing.join(Duration.ofMillis(50))).isFalse();
        go.release(2);
        closing.join();
        queue.add(delivery("a/3"));
        assertThat(calls).containsExactly("a/1");
    }

    private static LocalQueue queue(int concurrency, Functions functions) {
        return queue(concurrency, Duration.ofSeconds(20), functions);
    }

    private static LocalQueue queue(int concurrency, Duration patience, Functions functions) {
        var yaml = "functions:\n"
                + FunctionTableTest.function("f", "a/", "").replace("concurrency: 2", "concurrency: " + concurrency);
        try {
            return new LocalQueue(
                    FunctionTable.parse(yaml.getBytes(StandardCharsets.UTF_8)), functions, PAUSE, patience);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Delivery delivery(String key) {
        return new Delivery("f", new ObjectRef(new ObjectKey(key), new ETag("e")));
    }

    private static boolean wait(CountDownLatch latch) {
        try {
            return latch.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void await(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            Thread.onSpinWait();
        }
    }
}
