package io.foresale.score;

import io.foresale.bucket.Run;
import io.foresale.bucket.Staging;
import io.foresale.bucket.Staging.Kept;
import io.foresale.domain.ObjectKey;
import io.foresale.domain.RetriableException;
import io.foresale.domain.Role;
import io.foresale.domain.Schema;
import io.foresale.port.Deadline;
import io.foresale.port.EmbeddingModel;
import io.foresale.port.EmbeddingModel.Outcome;
import io.foresale.port.TableEngine.Session;
import io.foresale.table.Sql;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Embeds the distinct texts of one request's file in the order of the alphabet. Where the deadline comes near or the model
 * cannot be reached, the vectors there are by then are kept, and the next call goes on behind them.
 */
final class RequestTextsStep {

    /** Texts given to the model at once: progress shows in between. */
    private static final int SLICE = 100;

    private final Staging staging;
    private final ObjectKey manifest;
    private final Deadline deadline;
    private final Run run;

    /**
     * Made for one request.
     *
     * @param manifest of its scores
     */
    RequestTextsStep(Staging staging, ObjectKey manifest, Deadline deadline, Run run) {
        this.staging = staging;
        this.manifest = manifest;
        this.deadline = deadline;
        this.run = run;
    }

    /** A file of the hashes and vectors of all distinct texts. */
    Path vectors(Path clean, Schema schema, EmbeddingModel model, Session session, List<String> warnings) {
        var columns = schema.of(Role.TEXT).stream()
                .map(c -> "SELECT " + Sql.name(c.name()) + " AS text FROM " + Sql.parquet(List.of(clean)))
                .collect(Collectors.joining(" UNION "));
        var texts =
                session.query(row -> row.text(0), "SELECT text FROM (" + columns + ") WHERE text <> '' ORDER BY text");
        session.run("CREATE TABLE embedded (text VARCHAR, vector FLOAT[" + model.dimensions() + "])");
        int done = goOn(session);
        while (done < texts.size()) {
            var slice = texts.subList(done, Math.min(done + SLICE, texts.size()));
            embed(slice, done, texts.size(), model, session, warnings);
            done += slice.size();
            run.progress(done, texts.size(), "texts");
        }
        var file = session.directory().resolve("request-vectors.parquet");
        session.run("COPY (SELECT " + Sql.textHash("text") + " AS hash, vector FROM embedded ORDER BY hash) TO "
                + Sql.text(file) + " (FORMAT parquet)");
        return file;
    }

    /** How many texts earlier calls have seen to. */
    private int goOn(Session session) {
        var kept = staging.kept(manifest, session.directory());
        kept.ifPresent(k -> session.run("INSERT INTO embedded SELECT * FROM " + Sql.parquet(List.of(k.file()))));
        return kept.map(Kept::done).orElse(0L).intValue();
    }

    private void embed(
            List<String> slice, int done, int all, EmbeddingModel model, Session session, List<String> warnings) {
        try {
            deadline.check(done, all, "texts");
            session.append("embedded", rows(slice, model.embed(slice), warnings));
        } catch (RetriableException e) {
            if (done > 0) {
                keep(done, session);
            }
            throw e;
        }
    }

    private void keep(int done, Session session) {
        var file = session.directory().resolve("so-far.parquet");
        session.run("COPY embedded TO " + Sql.text(file) + " (FORMAT parquet)");
        staging.keep(new Kept(done, file), manifest);
    }

    private static List<Object[]> rows(List<String> texts, List<Outcome> outcomes, List<String> warnings) {
        var rows = new ArrayList<Object[]>();
        for (int i = 0; i < texts.size(); i++) {
            switch (outcomes.get(i)) {
                case Outcome.Embedded(float[] vector) -> rows.add(new Object[] {texts.get(i), vector});
                case Outcome.Failed(String reason) -> warnings.add("a text counts as missing: " + reason);
                case Outcome.Unreached(String reason) -> throw new RetriableException(reason, null);
            }
        }
        return rows;
    }
}
