package io.foresale.events;

import io.foresale.domain.Question;
import io.foresale.port.HashingModel;
import io.foresale.port.TextModel.Outcome;
import io.foresale.table.Sql;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What is known of products and of pairs at a moment, of small logs. */
final class ProductRig implements AutoCloseable {

    static final HashingModel MODEL = new HashingModel("words", 16);

    final EventRig rig;

    ProductRig(Path scratch) {
        this(new EventRig(scratch));
    }

    /** Of a log that is open. */
    ProductRig(EventRig rig) {
        this.rig = rig;
    }

    /** Opens a log as of a moment, all of it or shard by shard, and makes every pair of a shopper and a product. */
    ProductRig asOf(String t, int lookBackDays, int shards, List<Event> events) {
        rig.upload(events);
        var log = rig.log();
        var session = rig.session;
        for (int shard = 0; shard < shards; shard++) {
            log.seen(Instant.parse(t), lookBackDays, 1000);
            session.run("CREATE OR REPLACE TABLE whole AS FROM seen");
            session.run("CREATE OR REPLACE VIEW seen AS FROM whole WHERE "
                    + new Shard(shard, shards).holds("coalesce(user_id, session_id, _row::VARCHAR)"));
            ProductSql.partials().forEach(session::run);
            for (var part : ProductSql.PARTS) {
                session.run((shard == 0 ? "CREATE TABLE all_%1$s AS FROM %1$s" : "INSERT INTO all_%1$s FROM %1$s")
                        .formatted(part));
            }
        }
        return merged(t, lookBackDays, log);
    }

    private ProductRig merged(String t, int lookBackDays, EventLog log) {
        var session = rig.session;
        for (var part : ProductSql.PARTS) {
            session.run("CREATE OR REPLACE TABLE %1$s AS FROM all_%1$s".formatted(part));
        }
        ProductSql.merge().forEach(session::run);
        log.seen(Instant.parse(t), lookBackDays, 1000);
        session.run("CREATE TABLE examples AS SELECT DISTINCT user_id FROM seen WHERE user_id IS NOT NULL");
        session.run("CREATE TABLE pairs AS SELECT user_id, product_id FROM examples, products");
        return this;
    }

    /** The vectors of all texts. */
    ProductRig embedded() {
        var texts = rig.rows(EventColumns.TEXTS.stream()
                .map(text -> "SELECT " + text + " AS text FROM events WHERE " + text + " <> ''")
                .collect(Collectors.joining(" UNION ", "SELECT text, " + Sql.textHash("text") + " FROM (", ")")));
        var rows = new ArrayList<Object[]>();
        for (var text : texts) {
            var cells = text.split("\\|");
            rows.add(new Object[] {cells[1], vector(cells[0])});
        }
        rig.session.run("CREATE TABLE vectors (hash VARCHAR, vector FLOAT[16])");
        rig.session.append("vectors", rows);
        return this;
    }

    static float[] vector(String text) {
        return switch (MODEL.embed(List.of(text)).getFirst()) {
            case Outcome.Answered<float[]> embedded -> embedded.answer();
            case Outcome.Failed<float[]> failed -> throw new IllegalStateException(failed.reason());
            case Outcome.Unreached<float[]> unreached -> throw new IllegalStateException(unreached.reason());
        };
    }

    /** Everything that is said of pairs, products and shoppers. */
    List<String> everything(int lookBackDays) {
        var all = new ArrayList<String>();
        all.addAll(rig.rows("SELECT * FROM products ORDER BY product_id"));
        all.addAll(rig.rows("SELECT * FROM together ORDER BY ALL"));
        all.addAll(rig.rows("SELECT * FROM reviews ORDER BY ALL"));
        all.addAll(rig.features(Question.WHAT, lookBackDays));
        new TextSimilarity(new VectorTable()).compute(rig.session, "alike");
        all.addAll(rig.rows("SELECT * FROM alike ORDER BY user_id, product_id"));
        TextPool.compute(rig.session, "pooled");
        all.addAll(rig.rows("SELECT COLUMNS(*)::VARCHAR FROM pooled ORDER BY user_id"));
        return all;
    }

    @Override
    public void close() {
        rig.close();
    }
}
