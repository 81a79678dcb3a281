package io.foresale.events;

import io.foresale.port.TableEngine.Session;
import io.foresale.table.Sql;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Collectors;

/**
 * All uploads of a data set as one log, in one session: the relations {@code events} (the columns of
 * {@link EventColumns#DDL} and {@code _upload INTEGER}, nothing twice) and {@code links} (the first known user that an
 * anonymous id turned out to be, and since when); and, for a moment, {@code seen}: what the shop knew then.
 *
 * <p>Most logs need little of this, and then nothing is copied: the relations read the files where they lie.
 */
public final class EventLog {

    /**
     * The clean events of one upload.
     *
     * @param ordinal in the order of arrival; tells the uploads' rows apart
     */
    public record Upload(int ordinal, List<Path> files) {

        public Upload {
            files = List.copyOf(files);
        }

        private String rows() {
            return "SELECT *, %d AS _upload FROM %s".formatted(ordinal, Sql.parquet(files));
        }
    }

    private static final String SAME_ID = """
            INSERT INTO repeated SELECT _upload, _row FROM uploaded
            WHERE event_id IS NOT NULL AND hash(event_id) IN (
                SELECT hash(event_id) FROM uploaded WHERE event_id IS NOT NULL GROUP BY ALL HAVING count(*) > 1)
            QUALIFY row_number() OVER (PARTITION BY event_id ORDER BY received_time, _upload, _row) > 1
            """;

    /** The second line of an invoice may read as the first: only the n-th copy in one upload equals the n-th in another. */
    private static final String SAME_CONTENT = """
            INSERT INTO repeated SELECT _upload, _row FROM (
                SELECT _upload, _row, _hash, row_number() OVER (PARTITION BY _upload, _hash ORDER BY _row) AS copy
                FROM uploaded
                WHERE event_id IS NULL AND hash(_hash) IN (
                    SELECT hash(_hash) FROM uploaded WHERE event_id IS NULL
                    GROUP BY ALL HAVING min(_upload) < max(_upload)))
            QUALIFY row_number() OVER (PARTITION BY _hash, copy ORDER BY _upload) > 1
            """;

    private final Session session;
    private final Shard shard;
    private final boolean linked;

    private EventLog(Session session, Shard shard, boolean linked) {
        this.session = session;
        this.shard = shard;
        this.linked = linked;
    }

    /**
     * Makes {@code events} and {@code links}, in place of those of another shard.
     *
     * @param uploads all files; the shard's own are enough where no event tells what an anonymous id turned out to be
     * @param shard whose users {@link #seen} is to hold
     */
    public static EventLog of(Session session, List<Upload> uploads, Shard shard) {
        session.run("CREATE OR REPLACE TABLE no_files (" + EventColumns.DDL + ", _upload INTEGER)");
        session.run("CREATE OR REPLACE VIEW files AS SELECT * FROM no_files"
                + uploads.stream().map(u -> " UNION ALL " + u.rows()).collect(Collectors.joining()));
        boolean linked = any(session, "SELECT anonymous_id FROM files WHERE anonymous_id <> user_id");
        session.run(
                "CREATE OR REPLACE VIEW uploaded AS SELECT * FROM files WHERE " + (linked ? "true" : shard.holds()));
        session.run("CREATE OR REPLACE TABLE repeated (_upload INTEGER, _row BIGINT)");
        if (any(session, "SELECT event_id FROM uploaded WHERE event_id IS NOT NULL")) {
            session.run(SAME_ID);
        }
        if (uploads.size() > 1) {
            session.run(SAME_CONTENT);
        }
        session.run("CREATE OR REPLACE VIEW events AS SELECT * FROM uploaded"
                + (any(session, "SELECT _row FROM repeated") ? " ANTI JOIN repeated USING (_upload, _row)" : ""));
        session.run("CREATE OR REPLACE TABLE links (anonymous_id VARCHAR, user_id VARCHAR, since TIMESTAMP)");
        if (linked) {
            session.run("""
                    INSERT INTO links SELECT anonymous_id, user_id, received_time FROM events
                    WHERE anonymous_id <> user_id
                    QUALIFY row_number() OVER (PARTITION BY anonymous_id ORDER BY received_time, user_id) = 1
                    """);
        }
        return new EventLog(session, shard, linked);
    }

    private static boolean any(Session session, String rows) {
        return !session.query(_ -> true, rows + " LIMIT 1").isEmpty();
    }

    /** How many rows were left out since another row says the same. */
    public long repeated() {
        return session.query(row -> row.whole(0), "SELECT count(*) FROM repeated")
                .getFirst();
    }

    /** Makes {@code seen} as of a moment, in place of that of another. */
    public Seen seen(Instant t, int lookBackDays, int maxEventsPerDay) {
        return Seen.of(session, new Seen.Moment(t, lookBackDays, maxEventsPerDay), linked, shard);
    }

    /**
     * Makes {@code bought (user_id, product_id, quantity, amount)}: what each user bought in {@code (t, t + horizon]}, net of
     * what came back in the same time; {@code product_id} is NULL where the log does not tell it.
     */
    public void bought(Instant t, int horizonDays) {
        Labels.of(session, t, horizonDays, shard);
    }

    static long micros(Instant t) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, t);
    }
}
