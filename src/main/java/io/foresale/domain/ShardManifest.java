package io.foresale.domain;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What {@code fuse} made of the users of one shard of a log, until the shards are joined.
 *
 * @param asked what was made for each question, by the question's word
 * @param cappedUsers who did more on a day than a person does, visits of nobody known among them
 * @param leftOut their events beyond the most
 */
public record ShardManifest(Map<String, Asked> asked, long cappedUsers, long leftOut) {

    /**
     * One question's share of a feature table.
     *
     * @param rows the Parquet objects with the examples
     * @param now as-of-now features
     * @param state further as-of-now objects by name
     * @param counts rows, positives, negatives, unlabelled, users
     */
    public record Asked(
            List<ObjectRef> rows, List<ObjectRef> now, Map<String, ObjectRef> state, Map<String, Long> counts) {

        /** With those of another shard behind; as shards hold different users, what is counted adds up. */
        Asked and(Asked next) {
            var allState = new TreeMap<>(state);
            allState.putAll(next.state);
            var sums = new TreeMap<>(counts);
            next.counts.forEach((name, n) -> sums.merge(name, n, Long::sum));
            return new Asked(both(rows, next.rows), both(now, next.now), allState, sums);
        }

        private static List<ObjectRef> both(List<ObjectRef> some, List<ObjectRef> more) {
            var all = new ArrayList<>(some);
            all.addAll(more);
            return List.copyOf(all);
        }
    }

    /** What was made of all shards for a question. */
    public static Asked joined(List<ShardManifest> shards, Question question) {
        return shards.stream()
                .map(shard -> shard.asked().get(question.word()))
                .reduce(Asked::and)
                .orElseThrow();
    }
}
