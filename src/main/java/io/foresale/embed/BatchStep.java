package io.foresale.embed;

import io.foresale.bucket.Keys;
import io.foresale.bucket.Manifests;
import io.foresale.bucket.Results;
import io.foresale.bucket.Run;
import io.foresale.bucket.Staging;
import io.foresale.domain.BatchJob;
import io.foresale.domain.BatchJob.End;
import io.foresale.domain.DatasetName;
import io.foresale.domain.Digest;
import io.foresale.domain.ObjectKey;
import io.foresale.domain.ObjectRef;
import io.foresale.domain.PermanentException;
import io.foresale.domain.RetriableException;
import io.foresale.port.EmbeddingBatches;
import io.foresale.port.EmbeddingBatches.Jobs;
import io.foresale.port.EmbeddingBatches.Progress;
import io.foresale.port.ObjectStore;
import io.foresale.port.Spending;
import io.foresale.port.TextModel.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Has the texts of a part embedded in jobs elsewhere, where they are so many that it is worth waiting. What is waited for
 * stands in the bucket, not in memory: whoever calls when a job has ended joins its vectors by their texts' hashes.
 */
final class BatchStep {

    /** Texts, or vectors, that are in memory at a time. */
    private static final int AT_A_TIME = 1_000;

    /** What Bedrock appends to the name of the input. */
    private static final String LINES = ".jsonl.out";

    private final ObjectStore store;
    private final Manifests manifests;
    private final Staging staging;
    private final AnswersStep answers;
    private final EmbeddingBatches batches;

    BatchStep(ObjectStore store, Manifests manifests, Staging staging, AnswersStep answers, EmbeddingBatches batches) {
        this.store = store;
        this.manifests = manifests;
        this.staging = staging;
        this.answers = answers;
        this.batches = batches;
    }

    /**
     * A part whose texts are to be embedded.
     *
     * @param written what this is called for: the part's manifest, or something that a job of it wrote
     */
    record Waiting(
            DatasetName dataset,
            ObjectRef part,
            String model,
            ObjectKey manifest,
            ObjectKey written,
            Work<float[]> work) {

        Digest digest() {
            return Results.digest(manifest);
        }

        ObjectKey state() {
            return Keys.batchJob(dataset, digest());
        }

        String folder(BatchJob job) {
            return Keys.batchFolder(dataset, digest(), job.number());
        }
    }

    /** The part whose job wrote this, where it is something that a job writes at its end. */
    Optional<ObjectRef> part(ObjectKey written) {
        return Keys.batchJobOf(written)
                .flatMap(state -> manifests.find(state, BatchJob.class))
                .map(found -> found.value().part());
    }

    /**
     * Joins what a job has brought, or starts one.
     *
     * @return what is waited for; empty where nothing is, and what is not known now is for calls
     */
    Optional<String> await(Waiting waiting, Spending spending, Run run) {
        return batches.of(waiting.model()).flatMap(jobs -> await(waiting, jobs, spending, run));
    }

    private Optional<String> await(Waiting waiting, Jobs jobs, Spending spending, Run run) {
        var last = manifests.find(waiting.state(), BatchJob.class).map(Manifests.Stored::value);
        boolean worthAnother = true;
        if (last.isPresent() && last.get().end() == End.OPEN) {
            switch (jobs.progress(last.get().job())) {
                case Progress.UnderWay(var state) -> {
                    return Optional.of(underWay(waiting, last.get(), state));
                }
                case Progress.Failed(var reason) -> throw failed(waiting, last.get(), reason);
                case Progress.Ended _ -> worthAnother = join(waiting, jobs, last.get(), run) > 0;
            }
        }
        return worthAnother && waiting.work().left() >= jobs.atLeast()
                ? Optional.of(
                        start(waiting, jobs, 1 + last.map(BatchJob::number).orElse(0), spending, run))
                : Optional.empty();
    }

    /** What a job writes last may be seen before it says that it has ended; nothing else would call for it later. */
    private static String underWay(Waiting waiting, BatchJob job, String state) {
        var sentence = sentence(job, state);
        if (waiting.written().value().startsWith(waiting.folder(job))) {
            throw new RetriableException(sentence + ", though it has written " + waiting.written(), null);
        }
        return sentence;
    }

    private static String sentence(BatchJob job, String state) {
        return "waiting for the job " + job.job() + " that embeds " + job.texts() + " texts of "
                + job.part().key() + ": " + state;
    }

    private PermanentException failed(Waiting waiting, BatchJob job, String reason) {
        manifests.overwrite(waiting.state(), job.ended(End.FAILED));
        return PermanentException.invalid(
                "the job " + job.job(),
                "vectors of " + job.texts() + " texts",
                reason,
                "call embed again for " + job.part().key()
                        + ", which starts another; or unset foresale.embed.bedrock.batch.role");
    }

    private String start(Waiting waiting, Jobs jobs, int number, Spending spending, Run run) {
        var texts = texts(waiting.work(), jobs.atMost());
        spending.before(waiting.work()
                .asked()
                .model()
                .estimate(texts.stream().map(Text::text).toList()));
        var folder = Keys.batchFolder(waiting.dataset(), waiting.digest(), number);
        var input = staging.create(written(waiting, jobs, texts), new ObjectKey(folder + Digest.of(texts) + ".jsonl"));
        var name = jobs.start(
                input.key(),
                folder + "out/",
                Digest.of(waiting.state(), number, input.eTag()).value());
        var job = new BatchJob(waiting.part(), name, number, texts.size(), End.OPEN);
        manifests.overwrite(waiting.state(), job);
        run.count("batch: texts", (long) texts.size());
        return sentence(job, "just started");
    }

    private static List<Text> texts(Work<float[]> work, int most) {
        return LongStream.iterate(0, place -> place < work.texts(), place -> place + AT_A_TIME)
                .boxed()
                .flatMap(place -> work.unknown(place, AT_A_TIME).stream())
                .limit(most)
                .toList();
    }

    private static Path written(Waiting waiting, Jobs jobs, List<Text> texts) {
        try {
            return Files.write(waiting.work().session().directory().resolve("input.jsonl"), (Iterable<String>)
                    texts.stream().map(text -> jobs.line(text.hash(), text.text()))::iterator);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Keeps the vectors that a job wrote; the answer is how many these are. Texts it failed with are left to calls. */
    private long join(Waiting waiting, Jobs jobs, BatchJob job, Run run) {
        var joined = new Joined(waiting.work().unknown(), rows -> answers.join(waiting.work(), rows));
        for (var ref : written(waiting, job)) {
            joined.read(staging.fetch(ref, waiting.work().session().directory()), jobs);
        }
        run.count("batch: joined", joined.vectors);
        run.count("batch: failed", joined.failed);
        run.count("batch: tokens", joined.tokens);
        joined.reason.ifPresent(reason -> run.warn("the job " + job.job() + " failed with " + joined.failed
                + " texts, which are embedded by calls; the first: " + reason));
        manifests.overwrite(waiting.state(), job.ended(End.JOINED));
        return joined.vectors;
    }

    private List<ObjectRef> written(Waiting waiting, BatchJob job) {
        try (var objects = store.list(waiting.folder(job) + "out/")) {
            return objects.map(ObjectStore.ObjectInfo::ref)
                    .filter(ref -> ref.key().value().endsWith(LINES))
                    .toList();
        }
    }

    /** What the lines of a job say of the texts that are wanted; vectors are handed over some at a time. */
    private static final class Joined {

        private final Set<String> wanted;
        private final Consumer<List<@Nullable Object[]>> keep;
        private final List<@Nullable Object[]> rows = new ArrayList<>();
        private long vectors;
        private long failed;
        private long tokens;
        private Optional<String> reason = Optional.empty();

        Joined(Set<String> wanted, Consumer<List<@Nullable Object[]>> keep) {
            this.wanted = wanted;
            this.keep = keep;
        }

        void read(Path file, Jobs jobs) {
            try (var lines = Files.lines(file)) {
                lines.filter(line -> !line.isBlank()).map(jobs::result).forEach(this::add);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            handOver();
        }

        private void add(EmbeddingBatches.Result result) {
            tokens += result.tokens();
            switch (result.outcome()) {
                case Outcome.Answered<float[]>(var vector) -> vector(result.id(), vector);
                case Outcome.Failed<float[]>(var why) -> failed(why);
                case Outcome.Unreached<float[]>(var why) -> failed(why);
            }
        }

        /** Not one that is known: whoever was stopped in the midst of this has kept some. */
        private void vector(String id, float[] vector) {
            if (wanted.remove(id)) {
                vectors++;
                rows.add(new @Nullable Object[] {id, vector});
            }
            if (rows.size() == AT_A_TIME) {
                handOver();
            }
        }

        private void handOver() {
            keep.accept(List.copyOf(rows));
            rows.clear();
        }

        private void failed(String why) {
            failed++;
            reason = reason.or(() -> Optional.of(why));
        }
    }
}
