package io.foresale.fuse;

import io.foresale.domain.Digest;
import io.foresale.domain.ObjectKey;
import io.foresale.events.Shard;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Names what is kept of a log beside its manifest until it is fused, by what it was made with: shards of other numbers, or of
 * which other examples were taken, are not joined.
 *
 * @param log the manifest that is worked for
 */
record ShardKeys(ObjectKey log, int shards, Sampling sampling) {

    List<Shard> all() {
        return IntStream.range(0, shards).mapToObj(k -> new Shard(k, shards)).toList();
    }

    ObjectKey span() {
        return log.sibling("span.json");
    }

    ObjectKey examples(Shard shard) {
        return key("shard", shard.number());
    }

    /** Statistics of products that are of one shard's users. */
    ObjectKey products(Shard shard) {
        return key("products-of-shard", shard.number());
    }

    /** Statistics of products that are of everyone. */
    ObjectKey products(Moment moment) {
        return key("products-at-moment", moment.number());
    }

    private ObjectKey key(String what, int number) {
        return log.sibling(what + "-" + number + "-" + Digest.of(shards, sampling) + ".json");
    }
}
