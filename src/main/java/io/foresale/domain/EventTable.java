package io.foresale.domain;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a feature table of events has beyond its rows.
 *
 * @param question that its examples ask
 * @param lookBackDays how far features look back from a cut-off
 * @param horizonDays how far labels look ahead of it
 * @param cutoffs of the examples, rising; empty for {@link Question#SESSION}
 * @param testFrom examples from here on are held out
 * @param protocol how the model is evaluated
 * @param timeZone whose hours and days features tell; UTC where absent
 * @param asOf the moment of the as-of-now objects: the last one received
 * @param now as-of-now features, one object a shard, by shard; empty for {@link Question#SESSION}
 * @param state further as-of-now objects by name: {@code products}, {@code together} …, and the shards' histories
 */
public record EventTable(
        Question question,
        int lookBackDays,
        int horizonDays,
        List<Instant> cutoffs,
        Instant testFrom,
        EventsConfig.Protocol protocol,
        Optional<String> timeZone,
        Instant asOf,
        List<ObjectRef> now,
        Map<String, ObjectRef> state) {

    /** In how many shards a state lies that is kept by user: {@code history-0}, {@code history-1} … */
    public int shards(String name) {
        return (int) state.keySet().stream()
                .filter(key -> key.startsWith(name + "-"))
                .count();
    }
}
