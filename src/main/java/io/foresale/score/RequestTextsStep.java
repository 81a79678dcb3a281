package io.foresale.score;

import io.foresale.bucket.Run;
import io.foresale.bucket.Staging;
import io.foresale.bucket.Staging.Kept;
import io.foresale.domain.ForesaleException;
import io.foresale.domain.ObjectKey;
import io.foresale.domain.RetriableException;
import io.foresale.port.Spending;
import io.foresale.port.TableEngine.Session;
import io.foresale.port.TextModel;
import io.foresale.port.TextModel.Outcome;
import io.foresale.table.Sql;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Asks models about the distinct texts of one request's file. Where the time is over, a model cannot be reached or no more may
 * be paid for, the answers there are by then are kept, and the next call asks about the other texts.
 */
final class RequestTextsStep {

    /** What is said of a text without an answer. */
    static final String MISSING = "a text counts as missing: ";

    /** Answers are not held for longer: a crash loses no more than that and a slice. */
    private static final Duration HELD = Duration.ofSeconds(30);

    /** Texts given to the model at once: progress shows in between. */
    private static final int SLICE = 100;

    private final Staging staging;
    private final ObjectKey manifest;
    private final Spending spending;
    private final Run run;
    private final InstantSource clock;

    /** What keeps the answers to questions before this one, should it have to end. */
    private final List<Runnable> finished = new ArrayList<>();

    /**
     * Made for one request.
     *
     * @param manifest of its scores
     */
    RequestTextsStep(Staging staging, ObjectKey manifest, Spending spending, Run run, InstantSource clock) {
        this.staging = staging;
        this.manifest = manifest;
        this.spending = spending;
        this.run = run;
        this.clock = clock;
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
        goOn(question, session);
        var known = Set.copyOf(session.query(row -> row.text(0), "SELECT text FROM " + question.table()));
        missing(question, session).ifPresent(texts.warnings());
        var open = texts.texts().stream().filter(text -> !known.contains(text)).toList();
        var kept = clock.instant();
        for (int asked = 0; asked < open.size(); asked += SLICE) {
            var slice = open.subList(asked, Math.min(asked + SLICE, open.size()));
            ask(question, slice, known.size() + asked, texts);
            run.count(spending.counts());
            run.progress(known.size() + asked + slice.size(), texts.texts().size(), "texts");
            if (!clock.instant().isBefore(kept.plus(HELD))) {
                keep(question, session);
                kept = clock.instant();
            }
        }
        if (!open.isEmpty()) {
            finished.add(() -> keep(question, session));
        }
        var file = session.directory().resolve("request-" + question.name() + ".parquet");
        session.run("COPY (SELECT " + Sql.textHash("text") + " AS hash, * EXCLUDE (text) FROM " + question.table()
                + " ORDER BY hash) TO " + Sql.text(file) + " (FORMAT parquet)");
        return file;
    }

    /** Takes over what earlier calls were answered. */
    private void goOn(Question<?> question, Session session) {
        staging.kept(question.name(), manifest, session.directory())
                .ifPresent(kept -> session.run(
                        "INSERT INTO " + question.table() + " SELECT * FROM " + Sql.parquet(List.of(kept.file()))));
    }

    /** Why some texts have no answer was said by the call that asked, whose record is not that of the scores. */
    private static Optional<String> missing(Question<?> question, Session session) {
        long missing = session.query(
                        row -> row.whole(0),
                        "SELECT count(*) FROM " + question.table() + " WHERE COLUMNS(* EXCLUDE (text)) IS NULL")
                .getFirst();
        return missing == 0
                ? Optional.empty()
                : Optional.of(MISSING + "an earlier call had no answer to %,d of them".formatted(missing));
    }

    private <A> void ask(Question<A> question, List<String> slice, int done, Texts texts) {
        try {
            spending.timeIsOver(done, texts.texts().size()).ifPresent(over -> {
                throw over;
            });
            var outcomes = question.model().answers(slice, spending);
            texts.session().append(question.table(), rows(question, slice, outcomes, texts.warnings()));
            failure(outcomes).ifPresent(failure -> {
                throw failure;
            });
        } catch (ForesaleException e) {
            run.count(spending.counts());
            finished.forEach(Runnable::run);
            keep(question, texts.session());
            throw e;
        }
    }

    /** Whoever asks for more than may be paid for is not to be called again by itself, as one whose model was out of reach is. */
    private <A> Optional<ForesaleException> failure(List<Outcome<A>> outcomes) {
        return spending.refused().<ForesaleException>map(refusal -> refusal).or(() -> outcomes.stream()
                .filter(Outcome.Unreached.class::isInstance)
                .map(outcome -> new RetriableException(((Outcome.Unreached<A>) outcome).reason(), null))
                .findFirst());
    }

    private void keep(Question<?> question, Session session) {
        long done = session.query(row -> row.whole(0), "SELECT count(*) FROM " + question.table())
                .getFirst();
        if (done > 0) {
            var file = session.directory().resolve("so-far.parquet");
            session.run("COPY " + question.table() + " TO " + Sql.text(file) + " (FORMAT parquet)");
            staging.keep(new Kept(done, file), question.name(), manifest);
        }
    }

    /** Also of texts that the model has no answer to, so that the next call does not ask about them again. */
    private static <A> List<@Nullable Object[]> rows(
            Question<A> question, List<String> texts, List<Outcome<A>> outcomes, Consumer<String> warnings) {
        var rows = new ArrayList<@Nullable Object[]>();
        for (int i = 0; i < texts.size(); i++) {
            switch (outcomes.get(i)) {
                case Outcome.Answered<A>(var answer) ->
                    rows.add(new @Nullable Object[] {
                        texts.get(i), question.cell().apply(answer)
                    });
                case Outcome.Failed<A>(var reason) -> {
                    warnings.accept(MISSING + reason);
                    rows.add(new @Nullable Object[] {texts.get(i), null});
                }
                case Outcome.Unreached<A> _ -> {
                    // The next call is for it.
                }
            }
        }
        return rows;
    }
}
