package io.foresale.demo;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Events on their way to the shop, by the day on which it receives them. What it would receive after the end is lost. */
final class Outbox {

    static final long DAY = 86_400;

    private final Map<Long, List<ShopEvent>> byDay = new HashMap<>();

    void put(ShopEvent event) {
        put(event, event.received() / DAY);
    }

    /** The same bytes a second time, a day later, as when a file is sent again. */
    void putAgain(ShopEvent event) {
        put(event, event.received() / DAY + 1);
    }

    private void put(ShopEvent event, long day) {
        byDay.computeIfAbsent(day, _ -> new ArrayList<>()).add(event);
    }

    /** Hands over what is received on a day, counted from 1970, in the order in which it is received. */
    void deliver(long day, Consumer<ShopEvent> log) {
        var events = byDay.remove(day);
        if (events == null) {
            return;
        }
        var order = new long[events.size()];
        for (int place = 0; place < order.length; place++) {
            order[place] = events.get(place).received() << 32 | place;
        }
        Arrays.sort(order);
        for (long next : order) {
            log.accept(events.get((int) next));
        }
    }
}
