package io.foresale.function;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.foresale.adapter.duckdb.DuckDbEngine;
import io.foresale.adapter.ejml.EjmlEigenSolver;
import io.foresale.adapter.json.JsonDocuments;
import io.foresale.adapter.liblinear.LiblinearLearner;
import io.foresale.adapter.upload.PlainUploads;
import io.foresale.bucket.Datasets;
import io.foresale.bucket.Keys;
import io.foresale.bucket.Manifests;
import io.foresale.bucket.ModelCache;
import io.foresale.bucket.Models;
import io.foresale.bucket.NowTables;
import io.foresale.bucket.Runs;
import io.foresale.bucket.ScoreRequests;
import io.foresale.bucket.Staging;
import io.foresale.domain.CleanManifest;
import io.foresale.domain.CurrentFeatures;
import io.foresale.domain.DatasetName;
import io.foresale.domain.FeaturesManifest;
import io.foresale.domain.ModelName;
import io.foresale.domain.ObjectKey;
import io.foresale.domain.ObjectRef;
import io.foresale.domain.PermanentException;
import io.foresale.domain.Question;
import io.foresale.domain.RunRecord;
import io.foresale.domain.ScoresManifest;
import io.foresale.embed.EmbedStep;
import io.foresale.events.LogRecognition;
import io.foresale.fuse.FuseEventsStep;
import io.foresale.fuse.FuseStep;
import io.foresale.fuse.Sampling;
import io.foresale.ingest.CleanStep;
import io.foresale.ingest.IngestStep;
import io.foresale.port.Budget;
import io.foresale.port.EmbeddingBatches;
import io.foresale.port.EmbeddingModels;
import io.foresale.port.HashingModel;
import io.foresale.port.IntentModels;
import io.foresale.port.KeywordJudge;
import io.foresale.port.MemoryStore;
import io.foresale.port.ObjectStore;
import io.foresale.port.ObjectStore.Condition;
import io.foresale.port.ObjectStore.Content;
import io.foresale.port.ObjectStore.ObjectInfo;
import io.foresale.port.ObjectStore.Reading;
import io.foresale.port.ObjectStore.Want;
import io.foresale.score.AnswerStep;
import io.foresale.score.RequestTable;
import io.foresale.score.ScoreBatchStep;
import io.foresale.score.ScoreRequestStep;
import io.foresale.score.ScoreStep;
import io.foresale.score.TextReader;
import io.foresale.score.UserProductsStep;
import io.foresale.score.UserScoreStep;
import io.foresale.score.VisitStep;
import io.foresale.table.SchemaInference;
import io.foresale.table.TableLimits;
import io.foresale.table.TableLoader;
import io.foresale.train.FitStep;
import io.foresale.train.RetrainPolicy;
import io.foresale.train.TrainStep;
import io.foresale.train.Training;
import io.foresale.trigger.FunctionTable;
import io.foresale.trigger.NotifyingStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/** All functions on a bucket in memory; what is written starts, one after the other, what functions.yaml says. */
final class ShopFloor {

    static final DatasetName SHOP = new DatasetName("shop");

    private static final IntentModels NOBODY = KeywordJudge.nobody();
    private static final EmbeddingBatches NO_JOBS = EmbeddingBatches.none();
    private static final Duration LONG = Duration.ofMinutes(5);

    /** Few dimensions, where nothing hangs on what is said. */
    private static final int DIMENSIONS = 8;

    final HashingModel model;
    final List<PermanentException> refusals = new ArrayList<>();
    final ScoreStep score;
    final AnswerStep answer;
    private final NowTables tables;
    final UserScoreStep users;
    final UserProductsStep products;
    final Runs runs;
    final Models models;

    final Manifests manifests;
    final Datasets datasets;

    private final Queue<ObjectRef> written = new ConcurrentLinkedQueue<>();
    private final ObjectStore store;
    private final Staging staging;
    private final DuckDbEngine engine;
    private final TableLoader loader;
    private final ModelCache cache;
    private final IntentModels judges;
    private final FunctionTable table = FunctionTable.load();
    final LocalFunctions functions;
    final TrainFunction train;
    private Instant now = Instant.parse("2026-03-01T12:00:00Z");

    ShopFloor(Path scratch) {
        this(scratch, NOBODY);
    }

    /** One whose vectors are long enough to tell words apart. */
    ShopFloor(Path scratch, int dimensions) {
        this(scratch, new MemoryStore(), UnaryOperator.identity(), NOBODY, NO_JOBS, dimensions);
    }

    /** One whose texts are judged. */
    ShopFloor(Path scratch, IntentModels judges) {
        this(scratch, new MemoryStore(), UnaryOperator.identity(), judges, NO_JOBS, DIMENSIONS);
    }

    /** One whose texts are embedded by jobs. */
    ShopFloor(Path scratch, EmbeddingBatches jobs) {
        this(scratch, new MemoryStore(), UnaryOperator.identity(), NOBODY, jobs, DIMENSIONS);
    }

    /**
     * One on a bucket of the caller's.
     *
     * @param mishaps between the functions and the bucket
     */
    ShopFloor(Path scratch, ObjectStore bucket, UnaryOperator<ObjectStore> mishaps) {
        this(scratch, bucket, mishaps, NOBODY, NO_JOBS, DIMENSIONS);
    }

    /** One whose trainings may take no more than this. */
    ShopFloor(Path scratch, int maxRows, long maxBytes, Duration maxTime) {
        this(
                scratch,
                new MemoryStore(),
                UnaryOperator.identity(),
                NOBODY,
                NO_JOBS,
                DIMENSIONS,
                maxRows,
                maxBytes,
                maxTime);
    }

    /** One whose trainings may take what they want. */
    private ShopFloor(
            Path scratch,
            ObjectStore bucket,
            UnaryOperator<ObjectStore> mishaps,
            IntentModels judges,
            EmbeddingBatches jobs,
            int dimensions) {
        this(scratch, bucket, mishaps, judges, jobs, dimensions, 100_000, 1L << 30, LONG);
    }

    private ShopFloor(
            Path scratch,
            ObjectStore bucket,
            UnaryOperator<ObjectStore> mishaps,
            IntentModels judges,
            EmbeddingBatches jobs,
            int dimensions,
            int maxRows,
            long maxBytes,
            Duration maxTime) {
        model = new HashingModel("hashing-" + dimensions, dimensions);
        store = mishaps.apply(new NotifyingStore(bucket, written::add));
        this.judges = judges;
        var documents = new JsonDocuments();
        manifests = new Manifests(store, documents);
        staging = new Staging(store);
        datasets = new Datasets(store, manifests);
        runs = new Runs(store, manifests, run -> {}, this::tick);
        models = new Models(store, manifests, this::tick);
        // One thread: so little is asked that others would be woken for nothing.
        engine = new DuckDbEngine(scratch, "1GiB", 1);
        var limits = TableLimits.DEFAULT;
        loader = new TableLoader(new PlainUploads(1 << 30), limits);
        var clean = new CleanStep(
                datasets,
                manifests,
                staging,
                engine,
                loader,
                new SchemaInference(limits, model),
                new LogRecognition(InstantSource.system()));
        var learner = new LiblinearLearner();
        var settings = new FitStep.Settings(
                maxRows,
                maxBytes,
                maxTime,
                3,
                7,
                learner.id(),
                "a test's version",
                Optional.of("train {key} elsewhere"));
        var training = new Training(learner, new EjmlEigenSolver(), 2, maxBytes);
        var fit = new FitStep(manifests, models, staging, engine, documents, training, settings, this::tick);
        var policy = new RetrainPolicy(0.05, Duration.ofDays(30));
        cache = new ModelCache(store, documents, models, Duration.ZERO, this::tick);
        tables = new NowTables(store, documents, manifests, staging, engine, Duration.ZERO, this::tick);
        users = new UserScoreStep(cache, tables);
        products = new UserProductsStep(cache, tables);
        var reader = new TextReader(model, judges, Duration.ofSeconds(10));
        score = new ScoreStep(cache, reader, 1000);
        answer = answering(reader);
        train = new TrainFunction(new TrainStep(datasets, manifests, models, runs, fit, policy, this::tick), store);
        var requests = requests(model, Budget.unlimited());
        functions = new LocalFunctions(
                new IngestFunction(new IngestStep(datasets, manifests, runs, clean), store),
                new EmbedFunction(
                        new EmbedStep(
                                store,
                                manifests,
                                staging,
                                runs,
                                engine,
                                model,
                                judges,
                                jobs,
                                Budget.unlimited(),
                                Instant::now),
                        store),
                new FuseFunction(
                        new FuseStep(
                                datasets,
                                manifests,
                                staging,
                                runs,
                                engine,
                                new FuseEventsStep(
                                        datasets,
                                        manifests,
                                        staging,
                                        runs,
                                        engine,
                                        new Sampling(200_000, 100_000, 10, 7))),
                        store),
                train,
                new ScoreBatchFunction(
                        new ScoreBatchStep(manifests, cache, staging, runs, engine, requests), requests, store));
    }

    /** Answers from the same bucket, with texts read by another reader. */
    AnswerStep answering(TextReader reader) {
        return new AnswerStep(cache, score, new VisitStep(tables, reader, 1000, 1000, this::tick));
    }

    /** Scores files in the same bucket, and asks these models about their texts. */
    ScoreRequestStep requests(EmbeddingModels texts, Budget budget) {
        return new ScoreRequestStep(
                datasets,
                manifests,
                cache,
                staging,
                runs,
                engine,
                new RequestTable(loader, texts, judges),
                new ScoreRequests(store, manifests, runs),
                budget,
                Instant::now);
    }

    /** Another one with the same objects and a clock that goes on from here. */
    ShopFloor copy(Path scratch) {
        var copy = new ShopFloor(scratch, model.dimensions());
        copy.now = now;
        for (var object : objects("")) {
            copy.store.put(object.key(), new Content.Bytes(bytes(object.key())), new Condition.Always());
        }
        copy.written.clear();
        return copy;
    }

    /** Later at every look, so that runs sort. */
    private synchronized Instant tick() {
        now = now.plusMillis(1);
        return now;
    }

    /** Writes an object and lets everything happen that follows from it. */
    ObjectRef put(String key, String content) {
        var object = write(key, content);
        run();
        return object;
    }

    /** Writes an object; what follows from it is left to the caller. */
    ObjectRef write(String key, String content) {
        var objectKey = new ObjectKey(key);
        var eTag = store.put(objectKey, new Content.Bytes(content.getBytes(UTF_8)), new Condition.Always());
        return new ObjectRef(objectKey, eTag.orElseThrow());
    }

    /** Removes an object, of which nobody is told. */
    void delete(ObjectKey key) {
        store.delete(key);
    }

    /** Removes an object; as in a bucket on a local disk, everything that is left is told of again. */
    void remove(String key) {
        store.delete(new ObjectKey(key));
        table.prefixes().forEach(prefix -> written.addAll(objects(prefix)));
        run();
    }

    /** Calls a function that is to end when it has looked at the time so often. */
    void call(String function, ObjectRef object, int looks) {
        var left = new AtomicInteger(looks);
        functions.call(function, object, () -> left.getAndDecrement() <= 0);
        written.clear();
    }

    /** Lets everything happen that follows from what was written. */
    void run() {
        while (!written.isEmpty()) {
            var object = written.remove();
            table.startedBy(object.key()).ifPresent(function -> call(function.name(), object));
        }
    }

    private void call(String function, ObjectRef object) {
        try {
            functions.call(function, object);
        } catch (PermanentException e) {
            refusals.add(e);
        }
    }

    /** What was written since this was asked last, by whomever. */
    List<ObjectRef> news() {
        var news = new ArrayList<ObjectRef>();
        for (var next = written.poll(); next != null; next = written.poll()) {
            news.add(next);
        }
        return news;
    }

    /** The keys and contents below a prefix. */
    List<ObjectRef> objects(String prefix) {
        try (var objects = store.list(prefix)) {
            return objects.map(ObjectInfo::ref).toList();
        }
    }

    /** The runs of a function, the newest first. */
    List<RunRecord> runs(String function) {
        return runs.of(SHOP, 1000).stream()
                .filter(run -> run.function().equals(function))
                .toList();
    }

    /** The lines of the scores that a run of score-batch wrote last. */
    List<String> scores() {
        return text(lastScores().objects().get("csv").key()).lines().toList();
    }

    ScoresManifest lastScores() {
        return manifests.require(
                runs("score-batch").getFirst().outputs().getFirst().key(), ScoresManifest.class);
    }

    /** What a question asked last. */
    FeaturesManifest asked(Question question) {
        var current = manifests.require(Keys.currentFeatures(SHOP, question), CurrentFeatures.class);
        return manifests.require(current.manifest().key(), FeaturesManifest.class);
    }

    /** The clean events of all uploads, in the order in which uploads are listed. */
    List<ObjectRef> clean() {
        return objects("clean/shop/").stream()
                .filter(object -> object.key().value().endsWith(".parquet"))
                .toList();
    }

    /** Local copies, in the same order. */
    List<Path> fetch(List<ObjectRef> objects, Path directory) {
        return objects.stream().map(object -> staging.fetch(object, directory)).toList();
    }

    /** The lines of a model's scores of everyone that were written last, without the header. */
    List<String> everyone(String model) {
        var newest = runs.of(SHOP, 1000).stream()
                .filter(run -> run.function().equals("score-batch"))
                .flatMap(run -> run.outputs().stream())
                .map(ObjectRef::key)
                .filter(key -> key.value().startsWith("scores/" + model + "/everyone/"))
                .findFirst()
                .orElseThrow();
        var csv = objects(newest.value().replace("manifest.json", "")).stream()
                .map(ObjectRef::key)
                .filter(key -> key.value().endsWith(".csv"))
                .findFirst()
                .orElseThrow();
        return text(csv).lines().skip(1).toList();
    }

    /** The manifests below a prefix. */
    List<ObjectRef> manifests(String prefix) {
        return objects(prefix).stream()
                .filter(object -> object.key().fileName().equals("manifest.json"))
                .toList();
    }

    /** The only manifest below a prefix. */
    ObjectRef manifest(String prefix) {
        var all = manifests(prefix);
        if (all.size() != 1) {
            throw new AssertionError(prefix + " has " + all);
        }
        return all.getFirst();
    }

    /**
     * Has the clean part say that it is of so many events: what a shard is made for is a number that no test could wait for.
     *
     * @return the part's manifest
     */
    ObjectRef asIfOfSoManyEvents(long events) {
        var manifest = manifest("clean/" + SHOP + "/");
        var clean = manifests.require(manifest.key(), CleanManifest.class);
        var counts = new TreeMap<>(clean.counts());
        counts.put("accepted", events);
        manifests.overwrite(
                manifest.key(),
                new CleanManifest(
                        clean.dataset(),
                        clean.source(),
                        clean.schemaDigest(),
                        clean.refusal(),
                        counts,
                        clean.rejectedByReason(),
                        clean.firstTime(),
                        clean.lastTime(),
                        clean.rows(),
                        clean.rejects(),
                        clean.events(),
                        clean.warnings()));
        return manifest("clean/" + SHOP + "/");
    }

    String text(ObjectKey key) {
        return new String(bytes(key), UTF_8);
    }

    private byte[] bytes(ObjectKey key) {
        if (!(store.get(key, new Want.Whole()) instanceof Reading.Found found)) {
            throw new IllegalStateException(key + " is not there");
        }
        try (var content = found.content()) {
            return content.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ModelName modelName() {
        return new ModelName(SHOP.value());
    }
}
