package io.foresale.events;

import io.foresale.port.TableEngine.Session;

/**
 * Makes the table {@code repeated (_upload, _row)} of the view {@code uploaded}: rows that say what another row says; and the
 * view {@code events} without them.
 *
 * @param slices in how many parts the log is looked through, since ids take memory
 */
record Repeated(Session session, int slices) {

    private static final String SAME_ID = """
            INSERT INTO repeated
            WITH named AS (
                SELECT _upload, _row, event_id, received_time FROM uploaded
                WHERE event_id IS NOT NULL AND hash(event_id) %% %1$d = %2$d)
            SELECT _upload, _row FROM named
            WHERE hash(event_id) IN (SELECT hash(event_id) FROM named GROUP BY ALL HAVING count(*) > 1)
            QUALIFY row_number() OVER (PARTITION BY event_id ORDER BY received_time, _upload, _row) > 1
            """;

    /** The second line of an invoice may read as the first: only the n-th copy in one upload equals the n-th in another. */
    private static final String SAME_CONTENT = """
            INSERT INTO repeated
            WITH nameless AS (
                SELECT _upload, _row, _hash FROM uploaded WHERE event_id IS NULL AND hash(_hash) %% %1$d = %2$d)
            SELECT _upload, _row FROM (
                SELECT _upload, _row, _hash, row_number() OVER (PARTITION BY _upload, _hash ORDER BY _row) AS copy
                FROM nameless
                WHERE hash(_hash) IN (
                    SELECT hash(_hash) FROM nameless GROUP BY ALL HAVING min(_upload) < max(_upload)))
            QUALIFY row_number() OVER (PARTITION BY _hash, copy ORDER BY _upload) > 1
            """;

    /**
     * Finds them.
     *
     * @param severalUploads rows without an id are repeated across uploads only
     */
    void find(boolean severalUploads) {
        session.run("CREATE OR REPLACE TABLE repeated (_upload INTEGER, _row BIGINT)");
        boolean named = EventLog.any(session, "SELECT event_id FROM uploaded WHERE event_id IS NOT NULL");
        for (int slice = 0; slice < slices; slice++) {
            if (named) {
                session.run(SAME_ID.formatted(slices, slice));
            }
            if (severalUploads) {
                session.run(SAME_CONTENT.formatted(slices, slice));
            }
        }
        leaveOut();
    }

    /** Makes {@code events} where {@code repeated} is there. */
    void leaveOut() {
        session.run("CREATE OR REPLACE VIEW events AS SELECT * FROM uploaded"
                + (EventLog.any(session, "SELECT _row FROM repeated")
                        ? " ANTI JOIN repeated USING (_upload, _row)"
                        : ""));
    }
}
