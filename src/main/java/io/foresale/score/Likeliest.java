package io.foresale.score;

import io.foresale.score.PairScorer.Scored;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The best of each shopper's products. Pure. */
final class Likeliest {

    private Likeliest() {}

    /** The given pairs, shopper by shopper in the order they come in, of each the likeliest products, ties by product. */
    static List<Scored> of(List<Scored> pairs, int most) {
        var all = new ArrayList<Scored>();
        int from = 0;
        for (int to = 1; to <= pairs.size(); to++) {
            if (to == pairs.size()
                    || !pairs.get(to).user().equals(pairs.get(from).user())) {
                pairs.subList(from, to).stream()
                        .sorted(Comparator.comparingDouble(Scored::probability)
                                .reversed()
                                .thenComparing(Scored::product))
                        .limit(most)
                        .forEach(all::add);
                from = to;
            }
        }
        return all;
    }
}
