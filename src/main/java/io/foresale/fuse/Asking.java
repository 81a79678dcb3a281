package io.foresale.fuse;

import io.foresale.domain.Column;
import io.foresale.domain.Question;
import io.foresale.domain.Role;
import io.foresale.domain.Schema;
import io.foresale.events.EventLog;
import io.foresale.events.Shard;
import io.foresale.port.TableEngine.Session;
import io.foresale.table.Sql;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Makes the examples of one question, moment by moment and shard by shard, and keeps them as files. */
abstract sealed class Asking permits AskWho, AskWhat, AskVisits {

    /** Rows a row group; with vectors a row takes kilobytes. */
    private static final int ROW_GROUP = 10_240;

    /** Where single users are looked up: a row group is read whole, and the engine makes no smaller ones. */
    static final int LOOK_UP_ROW_GROUP = 2_048;

    /** Of ids that hardly come again no dictionary is made. */
    private static final int DICTIONARY = 10_000;

    private final Plan.Asked asked;
    private final AskedModels models;
    private final List<Path> rows = new ArrayList<>();
    private final List<Path> now = new ArrayList<>();
    private final Map<String, Path> state = new LinkedHashMap<>();

    Asking(Plan.Asked asked, AskedModels models) {
        this.asked = asked;
        this.models = models;
    }

    final Plan.Asked asked() {
        return asked;
    }

    final Question question() {
        return asked.question();
    }

    final int lookBackDays() {
        return asked.lookBackDays();
    }

    /** The cut-offs, and last the present. */
    final List<Moment> moments(Instant asOf) {
        var moments = new ArrayList<Moment>();
        for (var cutoff : asked.cutoffs()) {
            moments.add(Moment.past(moments.size(), cutoff, asked.horizonDays()));
        }
        moments.add(Moment.now(moments.size(), asOf, asked.horizonDays()));
        return List.copyOf(moments);
    }

    /** Whether it needs what is known of products. */
    abstract boolean ofProducts();

    /** Asks at a moment that {@code seen} and, where it needs them, {@code products} stand at, of one shard. */
    abstract void ask(Session session, EventLog events, Moment moment, Shard shard);

    /** The features of an example, behind its key columns. */
    abstract List<Column> features();

    /** The columns that stand before the label. */
    List<Column> keys() {
        return List.of(Column.of("user_id", Role.ID, "the shopper"));
    }

    final Schema schema() {
        var columns = Stream.of(
                        keys().stream(),
                        Stream.of(Column.of("bought", Role.LABEL, "bought within the horizon, net of refunds")),
                        features().stream())
                .flatMap(s -> s)
                .toList();
        boolean texts = columns.stream().anyMatch(c -> c.role() == Role.TEXT);
        boolean intents = columns.stream().anyMatch(c -> c.role() == Role.INTENT);
        return new Schema(
                columns,
                Optional.of(new Schema.Label("true", Optional.of("false"))),
                texts ? models.embedding() : Optional.empty(),
                Optional.empty(),
                intents ? models.judge() : Optional.empty());
    }

    /** Makes {@code examples}, one in so many of the users who are seen. */
    static void examples(Session session, long oneIn) {
        // Of a column that is not grouped by, so that a hash is made of each user and not of each of their events.
        session.run(
                "CREATE OR REPLACE TABLE examples AS SELECT user_id FROM seen WHERE user_id IS NOT NULL GROUP BY user_id HAVING "
                        + Sampling.taken("any_value(user_id)", oneIn) + " ORDER BY user_id");
    }

    /** Keeps examples; as of now nobody knows the label. */
    final void keep(Session session, String select, Moment moment, Shard shard) {
        var file = session.directory()
                .resolve("%s-%d-%d.parquet".formatted(question().word(), moment.number(), shard.number()));
        session.run("COPY (%s) TO %s (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE %d)"
                .formatted(select, Sql.text(file), moment.labelled() ? ROW_GROUP : LOOK_UP_ROW_GROUP));
        (moment.labelled() ? rows : now).add(file);
    }

    /** Keeps something else that scoring needs. */
    final void keepState(Session session, String name, String select, int rowGroup) {
        var file = session.directory().resolve(question().word() + "-" + name + ".parquet");
        session.run("COPY (%s) TO %s (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE %d, DICTIONARY_SIZE_LIMIT %d)"
                .formatted(select, Sql.text(file), rowGroup, DICTIONARY));
        state.put(name, file);
    }

    /** Keeps who anonymous ids turned out to be, of the ids that fall into the shard: whoever looks up one need read no other. */
    final void keepLinks(Session session, Shard shard) {
        keepState(
                session,
                "links-" + shard.number(),
                "SELECT anonymous_id, user_id FROM links WHERE " + shard.holds("anonymous_id")
                        + " ORDER BY anonymous_id",
                LOOK_UP_ROW_GROUP);
    }

    /** The columns that all examples begin with, as SQL; the part that orders examples names moment and shard. */
    static String head(Moment moment, Shard shard, String order) {
        return "'%05d-%05d' AS _upload, row_number() OVER (ORDER BY %s) AS _row"
                .formatted(moment.number(), shard.number(), order);
    }

    /**
     * What was kept of one shard, as files.
     *
     * @param rows the examples
     * @param now as-of-now features
     * @param state what else scoring needs, by name
     */
    record Kept(List<Path> rows, List<Path> now, Map<String, Path> state, Map<String, Long> counts) {}

    /** Hands over what was kept since it was asked for last. */
    final Kept kept(Session session) {
        var kept = new Kept(List.copyOf(rows), List.copyOf(now), new LinkedHashMap<>(state), counts(session));
        rows.clear();
        now.clear();
        state.clear();
        return kept;
    }

    /** How many examples there are, and how many of them bought. */
    private Map<String, Long> counts(Session session) {
        return new TreeMap<>(session.query(
                        row -> Map.of(
                                "rows", row.whole(0),
                                "positives", row.whole(1),
                                "negatives", row.whole(0) - row.whole(1),
                                "unlabelled", 0L,
                                "users", row.whole(2)),
                        "SELECT count(*), count(*) FILTER (WHERE bought), count(DISTINCT _user) FROM "
                                + Sql.parquet(rows))
                .getFirst());
    }
}
