package io.foresale.score;

import io.foresale.bucket.Run;
import io.foresale.bucket.Staging;
import io.foresale.bucket.Staging.Kept;
import io.foresale.domain.ObjectKey;
import io.foresale.domain.RetriableException;
import io.foresale.port.Deadline;
import io.foresale.port.TableEngine.Session;
import io.foresale.port.TextModel;
import io.foresale.port.TextModel.Meter;
import io.foresale.port.TextModel.Outcome;
import io.foresale.table.Sql;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Asks models about the distinct texts of one request's file. Where the deadline comes near or a model cannot be reached,
 * the answers there are by then are kept, and the next call goes on behind them.
 */
final class RequestTextsStep {

    /** What is said of a text without an answer. */
    static final String MISSING = "a text counts as missing: ";

    /** Texts given to the model at once: progress shows in between. */
    private static final int SLICE = 100;

    private final Staging staging;
    private final ObjectKey manifest;
    private final Deadline deadline;
    private final Run run;

    /** What keeps the answers to questions before this one, should it have to end. */
    private final List<Runnable> finished = new ArrayList<>();

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

    /**
     * What a model is asked.
     *
     * @param name of the answers
     * @param column of these, as SQL
     * @param cell that an answer is kept in
     */
    record Question<A>(String name, String column, TextModel<A> model, Function<A, @Nullable Object> cell) {

        private String table() {
            return "asked_" + name;
        }
    }

    /** The texts of a request, in an order of their own, and who is told which of them have no answer. */
    record Texts(List<String> texts, Session session, Consumer<String> warnings) {}

    /** A file of the hashes of texts and the answers to them. */
    <A> Path answers(Question<A> question, Texts texts) {
        var session = texts.session();
        session.run("CREATE TABLE " + question.table() + " (text VARCHAR, " + question.column() + ")");
        int all = texts.texts().size();
        int begun = goOn(question, session);
        for (int done = begun; done < all; ) {
            var slice = texts.texts().subList(done, Math.min(done + SLICE, all));
            ask(question, slice, done, texts);
            done += slice.size();
            run.progress(done, all, "texts");
        }
        if (all > begun) {
            finished.add(() -> keep(all, question, session));
        }
        var file = session.directory().resolve("request-" + question.name() + ".parquet");
        session.run("COPY (SELECT " + Sql.textHash("text") + " AS hash, * EXCLUDE (text) FROM " + question.table()
                + " ORDER BY hash) TO " + Sql.text(file) + " (FORMAT parquet)");
        return file;
    }

    /** How many texts earlier calls have seen to. */
    private int goOn(Question<?> question, Session session) {
        var kept = staging.kept(question.name(), manifest, session.directory());
        kept.ifPresent(k ->
                session.run("INSERT INTO " + question.table() + " SELECT * FROM " + Sql.parquet(List.of(k.file()))));
        return kept.map(Kept::done).orElse(0L).intValue();
    }

    private <A> void ask(Question<A> question, List<String> slice, int done, Texts texts) {
        try {
            deadline.check(done, texts.texts().size(), "texts");
            texts.session().append(question.table(), rows(question, slice, texts.warnings()));
        } catch (RetriableException e) {
            finished.forEach(Runnable::run);
            if (done > 0) {
                keep(done, question, texts.session());
            }
            throw e;
        }
    }

    private void keep(int done, Question<?> question, Session session) {
        var file = session.directory().resolve("so-far.parquet");
        session.run("COPY " + question.table() + " TO " + Sql.text(file) + " (FORMAT parquet)");
        staging.keep(new Kept(done, file), question.name(), manifest);
    }

    private static <A> List<@Nullable Object[]> rows(
            Question<A> question, List<String> texts, Consumer<String> warnings) {
        var outcomes = question.model().answers(texts, Meter.FREE);
        var rows = new ArrayList<@Nullable Object[]>();
        for (int i = 0; i < texts.size(); i++) {
            switch (outcomes.get(i)) {
                case Outcome.Answered<A>(var answer) ->
                    rows.add(new @Nullable Object[] {
                        texts.get(i), question.cell().apply(answer)
                    });
                case Outcome.Failed<A>(var reason) -> warnings.accept(MISSING + reason);
                case Outcome.Unreached<A>(var reason) -> throw new RetriableException(reason, null);
            }
        }
        return rows;
    }
}
