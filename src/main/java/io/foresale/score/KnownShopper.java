package io.foresale.score;

import io.foresale.bucket.NowTables.Now;
import io.foresale.domain.PermanentException;
import io.foresale.domain.Question;
import io.foresale.domain.Quoted;
import io.foresale.events.Shard;
import io.foresale.table.Sql;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Finds what a log knows of a shopper, who may be asked about by an id from before the shop knew whose it was. */
final class KnownShopper {

    private KnownShopper() {}

    /**
     * What is found by an id, or else by that of the shopper it turned out to be.
     *
     * @throws PermanentException where nothing is found
     */
    static <T> T find(Now now, String id, Function<String, Optional<T>> finder) {
        return finder.apply(id).or(() -> turnedOutToBe(now, id).flatMap(finder)).orElseThrow(() -> unseen(now, id));
    }

    private static Optional<String> turnedOutToBe(Now now, String id) {
        int shards = now.shards("links");
        return shards == 0
                ? Optional.empty()
                : now
                        .session()
                        .query(
                                row -> row.text(0),
                                "SELECT user_id FROM %s WHERE anonymous_id = %s"
                                        .formatted(
                                                Sql.parquet(List.of(now.file(now.events()
                                                        .state()
                                                        .get("links-" + Shard.number(now.session(), id, shards))))),
                                                Sql.text(id)))
                        .stream()
                        .findFirst();
    }

    private static PermanentException unseen(Now now, String id) {
        return PermanentException.notFound(
                "user " + Quoted.of(id) + " of data set '" + now.manifest().dataset() + "'",
                "a shopper with events in the %d days before %s"
                        .formatted(now.events().lookBackDays(), now.events().asOf()),
                "none",
                "check the id, or send the events of this visit to /models/"
                        + Question.SESSION.model(now.manifest().dataset()) + "/score");
    }
}
