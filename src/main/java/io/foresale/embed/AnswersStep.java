package io.foresale.embed;

import io.foresale.bucket.Run;
import io.foresale.bucket.Staging;
import io.foresale.domain.Digest;
import io.foresale.domain.ObjectKey;
import io.foresale.domain.ObjectRef;
import io.foresale.port.ObjectStore;
import io.foresale.port.Spending;
import io.foresale.port.TableEngine.Session;
import io.foresale.port.TextModel.Usage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Has a model answer to the texts of one clean part. Answers are stored in chunks as soon as they are there, found again by
 * the hash of their text, and never asked for twice for a data set and model, also when the process is killed in between.
 */
final class AnswersStep {

    /** Texts an object: little enough to lose to a crash, enough for an object. */
    private static final int CHUNK = 1_000;

    /** Answers of a slow model are not held for longer: a crash loses no more than that and what is being asked. */
    private static final Duration HELD = Duration.ofSeconds(30);

    private final ObjectStore store;
    private final Staging staging;
    private final InstantSource clock;

    AnswersStep(ObjectStore store, Staging staging, InstantSource clock) {
        this.store = store;
        this.staging = staging;
        this.clock = clock;
    }

    /**
     * All answers to a part's texts.
     *
     * @param objects that hold them
     * @param used for those that were not known
     */
    record Answers(List<ObjectRef> objects, Tally tally, Usage used) {}

    /**
     * Asks for what is not known yet.
     *
     * @throws io.foresale.domain.ForesaleException as {@link EmbedStep#embed} says; what was answered until then is kept
     */
    <A> Answers answer(Work<A> work, Spending spending, Run run) {
        var before = spending.used();
        var slices = new Slices<>(work.asked(), spending, work.tally());
        // A call that is killed leaves a record of what it has used, up to the last time that it was written.
        Runnable progress = () -> {
            run.count(work.tally().effort(spending.used().minus(before)));
            run.progress(work.tally().done(), work.texts(), "texts");
        };
        for (long place = 0; place < work.texts() && slices.ended().isEmpty(); place += CHUNK) {
            chunk(work, slices, work.unknown(place, CHUNK), progress);
        }
        var used = spending.used().minus(before);
        run.count(work.tally().effort(used));
        slices.ended().or(work.tally()::unreached).ifPresent(failure -> {
            throw failure;
        });
        return new Answers(List.copyOf(work.known().values()), work.tally(), used);
    }

    /** What asking for what is not known would use. */
    <A> Estimate estimate(Asked<A> asked, List<Path> rows, Session session, boolean force) {
        var work = work(asked, rows, session, force);
        var usage = Usage.NONE;
        for (long place = 0; place < work.texts(); place += CHUNK) {
            usage = usage.plus(asked.model()
                    .estimate(
                            work.unknown(place, CHUNK).stream().map(Text::text).toList()));
        }
        return new Estimate(usage, work.tally().estimated(usage));
    }

    /** What it would use, and how to say it. */
    record Estimate(Usage usage, String sentence) {}

    /**
     * What is to be done.
     *
     * @param rows the part's files
     * @param force whether texts that the model had no answer to with these settings are asked about again, too
     */
    <A> Work<A> work(Asked<A> asked, List<Path> rows, Session session, boolean force) {
        session.run(TextTable.create(asked.columns(), rows));
        var texts = count(session, "texts");
        var objects = known(asked, session, texts);
        session.run(TextTable.ANSWERED_AT_LAST);
        if (force) {
            session.run(TextTable.FORGET_LACKS);
        }
        var lacks = new TreeMap<String, Long>();
        session.stream(row -> lacks.put(row.text(0), row.whole(1)), TextTable.LACKS);
        var tally = new Tally(asked.done(), asked.model().id(), texts, count(session, "known"), lacks);
        if (tally.isAnswered()) {
            asked.model().answeredBefore();
        }
        return new Work<>(asked, session, objects, tally);
    }

    /** Fills the table {@code known}; the answer is the objects that hold the answers to what is in it. */
    private Map<ObjectKey, ObjectRef> known(Asked<?> asked, Session session, long texts) {
        var objects = new TreeMap<ObjectKey, ObjectRef>();
        session.run(TextTable.CREATE_KNOWN);
        for (var ref : texts == 0 ? List.<ObjectRef>of() : chunks(asked)) {
            var file = staging.fetch(ref, session.directory());
            if (session.run(TextTable.addKnown(file, asked.lack(), asked.outdated())) > 0) {
                objects.put(ref.key(), ref);
            }
            discard(file);
        }
        return objects;
    }

    private List<ObjectRef> chunks(Asked<?> asked) {
        try (var objects = store.list(asked.prefix())) {
            return objects.map(ObjectStore.ObjectInfo::ref).toList();
        }
    }

    /** Keeps the answers to these texts. */
    private <A> void chunk(Work<A> work, Slices<A> slices, List<Text> texts, Runnable progress) {
        int atOnce = work.asked().model().atOnce();
        var rows = new ArrayList<@Nullable Object[]>();
        var since = clock.instant();
        for (int from = 0; from < texts.size() && slices.ended().isEmpty(); from += atOnce) {
            rows.addAll(slices.slice(texts.subList(from, Math.min(from + atOnce, texts.size()))));
            progress.run();
            if (!clock.instant().isBefore(since.plus(HELD))) {
                keep(work, rows);
                rows.clear();
                since = clock.instant();
            }
        }
        keep(work, rows);
    }

    private <A> void keep(Work<A> work, List<@Nullable Object[]> rows) {
        if (!rows.isEmpty()) {
            var ref = stored(work, rows);
            work.known().put(ref.key(), ref);
        }
    }

    /** Keeps answers that came by another way, rows of a hash and an answer. */
    <A> void join(Work<A> work, List<@Nullable Object[]> rows) {
        for (int from = 0; from < rows.size(); from += CHUNK) {
            var chunk = rows.subList(from, Math.min(from + CHUNK, rows.size()));
            keep(work, chunk);
            work.session().run(TextTable.ADD_CHUNK);
            chunk.forEach(_ -> work.tally().answered());
        }
    }

    private <A> ObjectRef stored(Work<A> work, List<@Nullable Object[]> rows) {
        // Another time a text may be judged otherwise; its vector is the same.
        var names = rows.stream()
                .flatMap(Arrays::stream)
                .filter(value -> !(value instanceof float[]))
                .map(String::valueOf)
                .toArray();
        var session = work.session();
        var file = session.directory().resolve("chunk.parquet");
        session.run(TextTable.createChunk(work.asked().answer()));
        session.append("chunk", rows);
        session.run(TextTable.writeChunk(file));
        var key = new ObjectKey(work.asked().prefix() + Digest.of(names) + ".parquet");
        var stored = staging.create(file, key);
        discard(file);
        return stored;
    }

    private static long count(Session session, String table) {
        return session.query(row -> row.whole(0), "SELECT count(*) FROM " + table)
                .getFirst();
    }

    private static void discard(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
