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
     * @param uploads all files; the shard's own are enough where no other shard says anything of it
     * @param shard whose users {@link #seen} is to hold
     */
    public static EventLog of(Session session, List<Upload> uploads, Shard shard) {
        files(session, uploads);
        boolean linked = linked(session);
        session.run(
                "CREATE OR REPLACE VIEW uploaded AS SELECT * FROM files WHERE " + (linked ? "true" : shard.holds()));
        new Repeated(session, 1).find(uploads.size() > 1);
        session.run("CREATE OR REPLACE TABLE links (anonymous_id VARCHAR, user_id VARCHAR, since TIMESTAMP)");
        if (linked) {
            session.run("""
                    INSERT INTO links FROM (%s)
                    QUALIFY row_number() OVER (PARTITION BY anonymous_id ORDER BY since, user_id) = 1
                    """.formatted(told("events")));
        }
        return new EventLog(session, shard, linked);
    }

    /**
     * Finds what the shards of a log have to know of each other. Reads all of the log.
     *
     * @param since nothing is {@link #seen} from before it
     */
    public static Guests guests(Session session, List<Upload> uploads, int shards, Instant since) {
        files(session, uploads);
        session.run("CREATE OR REPLACE VIEW uploaded AS SELECT * FROM files");
        return Guests.of(session, uploads, shards, since);
    }

    /**
     * Makes {@code events} and {@code links} of a shard that needs nothing of the others.
     *
     * @param uploads the shard's own files, which may hold more
     */
    public static EventLog of(Session session, List<Upload> uploads, Shard shard, Guests guests) {
        files(session, uploads);
        guests.make(session, shard);
        session.run("CREATE OR REPLACE VIEW uploaded AS SELECT * FROM files WHERE " + shard.holds()
                + " UNION ALL BY NAME SELECT * FROM guests");
        session.run("CREATE OR REPLACE TABLE repeated AS FROM all_repeated SEMI JOIN uploaded USING (_upload, _row)");
        new Repeated(session, 1).leaveOut();
        session.run("CREATE OR REPLACE TABLE links AS SELECT * FROM all_links"
                + " WHERE anonymous_id IN (SELECT coalesce(user_id, session_id) FROM uploaded) OR "
                + shard.holds("anonymous_id"));
        return new EventLog(session, shard, true);
    }

    /** Makes {@code files}, all rows of some files. */
    static void files(Session session, List<Upload> uploads) {
        // A shard may have no event in any upload.
        session.run("CREATE OR REPLACE TABLE no_files (" + EventColumns.DDL + ", _upload INTEGER)");
        session.run("CREATE OR REPLACE VIEW files AS SELECT * FROM "
                + (uploads.isEmpty()
                        ? "no_files"
                        : uploads.stream().map(Upload::rows).collect(Collectors.joining(" UNION ALL ", "(", ")"))));
    }

    private static boolean linked(Session session) {
        return any(session, told("files"));
    }

    /**
     * What events tell of ids that turned out to be a user's, as a query for {@code anonymous_id}, {@code user_id} and
     * {@code since}: by carrying both, or by belonging to a visit that began without any.
     */
    public static String told(String events) {
        return """
                SELECT anonymous_id, user_id, received_time AS since FROM %1$s WHERE anonymous_id <> user_id
                UNION ALL
                SELECT session_id, user_id, received_time FROM %1$s
                WHERE user_id IS NOT NULL
                    AND session_id IN (SELECT session_id FROM %1$s WHERE user_id IS NULL AND session_id IS NOT NULL)""".formatted(events);
    }

    static boolean any(Session session, String rows) {
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
     * Lets {@code seen} hold what the users of {@code examples} did and nothing else, while some work is done: features of a
     * few users need not read what all others did.
     */
    public void ofExamples(Runnable work) {
        Seen.ofExamples(session, work);
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
