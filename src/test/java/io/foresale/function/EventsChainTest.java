package io.foresale.function;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EventsChainTest {

    @Test
    void probe() {
        long t = System.nanoTime();
        var floor = LogFloor.floor();
        System.out.println("PROBE " + (System.nanoTime() - t) / 1e9);
        floor.runs
                .of(ShopFloor.SHOP, 100)
                .forEach(r -> System.out.println("PROBE " + r.function() + " " + r.state() + " " + r.outcome() + " "
                        + r.counts() + " " + r.warnings() + " " + r.problem()));
        System.out.println("PROBE " + floor.refusals);
        floor.objects("").forEach(o -> System.out.println("PROBE " + o.key()));
        t = System.nanoTime();
        var copy = LogFloor.copy();
        System.out.println("PROBE copy " + (System.nanoTime() - t) / 1e9);
        var lines = LogFloor.LOG.lines().toList();
        lines.stream().limit(12).forEach(l -> System.out.println("PROBE " + l));
        var user = lines.stream()
                .skip(1)
                .map(l -> l.split(",")[4])
                .filter(u -> !u.isEmpty())
                .findFirst()
                .orElseThrow();
        for (int i = 0; i < 30; i++) {
            t = System.nanoTime();
            var a = floor.answer.answer(
                    new io.foresale.domain.ModelName("shop-session"),
                    java.util.List.of(java.util.Map.of(
                            "user_id",
                            user,
                            "events",
                            java.util.List.of(
                                    java.util.Map.of("event_type", "view", "product_id", "p1", "price", 12.5),
                                    java.util.Map.of(
                                            "event_type", "add_to_cart", "product_id", "p1", "price", 12.5)))));
            System.out.println("PROBE " + (System.nanoTime() - t) / 1e6 + " ms " + (i == 0 ? a : ""));
        }
        assertThat(floor.refusals).isEmpty();
    }
}
