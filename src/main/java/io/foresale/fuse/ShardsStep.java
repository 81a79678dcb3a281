package io.foresale.fuse;

import io.foresale.bucket.Manifests;
import io.foresale.bucket.Results;
import io.foresale.bucket.Run;
import io.foresale.bucket.Staging;
import io.foresale.domain.LogSpan;
import io.foresale.domain.ObjectKey;
import io.foresale.domain.ObjectRef;
import io.foresale.domain.ShardManifest;
import io.foresale.domain.StepResult;
import io.foresale.domain.StepResult.Written;
import io.foresale.events.Shard;
import io.foresale.port.Deadline;
import io.foresale.port.TableEngine.Session;
import io.foresale.table.FeatureTable;
import io.foresale.table.Sql;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Asks a log shard by shard. What a shard came to is kept in the bucket as soon as it is there, so that any other call goes
 * on from it. Made for one run.
 */
final class ShardsStep {

    private final Manifests manifests;
    private final Staging staging;
    private final LogJob job;
    private final ShardKeys keys;
    private final Session session;
    private final Run run;
    private final StagedLog log;
    private final LogSpan span;
    private final Plan plan;
    private final Askings askings;
    private final Products products;
    private final ProductsStep statistics;
    private Optional<AskedLog> opened = Optional.empty();
    private long done;
    private long total;

    ShardsStep(Manifests manifests, Staging staging, LogJob job, ShardKeys keys, Session session, Run run) {
        this.manifests = manifests;
        this.staging = staging;
        this.job = job;
        this.keys = keys;
        this.session = session;
        this.run = run;
        this.log = StagedLog.of(job, ref -> staging.fetch(ref, session.directory()));
        this.span = knownSpan();
        this.plan = Plan.of(job.dataset(), span, job.config());
        this.askings = Askings.of(plan, span, job.models(), keys.sampling());
        this.products = new Products(session);
        this.statistics = new ProductsStep(manifests, staging, keys, session.directory());
    }

    /** All of the log has to be read for it, so it is kept, too. */
    private LogSpan knownSpan() {
        return manifests
                .find(keys.span(), LogSpan.class)
                .map(Manifests.Stored::value)
                .orElseGet(() -> {
                    var read = log.span(session);
                    manifests.publish(keys.span(), read);
                    return read;
                });
    }

    LogSpan span() {
        return span;
    }

    Plan plan() {
        return plan;
    }

    List<Asking> askings() {
        return askings.all();
    }

    /**
     * What all shards came to, after what was lacking of them is done.
     *
     * @throws io.foresale.domain.RetriableException where the deadline is near before that
     */
    List<ShardManifest> all(Deadline deadline) {
        total = (long) keys.shards() * (askings.momentsOfAShard() + (ofOthers() ? moments() : 0));
        var lacking = keys.all().stream()
                .filter(shard -> !manifests.exists(keys.examples(shard)))
                .toList();
        if (!lacking.isEmpty()) {
            if (ofOthers()) {
                eachInTime(statistics.lacking(), moments(), "shards' statistics of products", deadline, this::collect);
            }
            eachInTime(lacking, askings.momentsOfAShard(), "shards", deadline, this::ask);
        }
        return keys.all().stream()
                .map(shard -> manifests.require(keys.examples(shard), ShardManifest.class))
                .toList();
    }

    private void eachInTime(List<Shard> lacking, int moments, String what, Deadline deadline, Consumer<Shard> work) {
        int kept = keys.shards() - lacking.size();
        count((long) kept * moments);
        for (int i = 0; i < lacking.size(); i++) {
            deadline.check((long) kept + i, keys.shards(), what);
            work.accept(lacking.get(i));
        }
    }

    /** Does the next thing that a shard lacks, whose examples are not there. */
    StepResult one(Shard shard) {
        var lacking = ofOthers() ? statistics.lacking() : List.<Shard>of();
        if (lacking.contains(shard)) {
            return oneCollected(shard);
        }
        return lacking.isEmpty() ? oneAsked(shard) : oneWaits(shard, lacking.size());
    }

    private StepResult oneCollected(Shard shard) {
        total = moments();
        var collected = collect(shard);
        var remark = "the statistics of products of shard %d, which come before its examples".formatted(shard.number());
        run.outcome("made " + remark);
        return new Written(collected, Optional.of(remark));
    }

    private StepResult oneAsked(Shard shard) {
        total = askings.momentsOfAShard();
        var asked = ask(shard);
        run.outcome("asked shard %d of %d".formatted(shard.number(), keys.shards()));
        return StepResult.written(asked);
    }

    private StepResult oneWaits(Shard shard, int lacking) {
        var reason = "shard %d waits for the statistics of products of %d of %d shards"
                .formatted(shard.number(), lacking, keys.shards());
        run.skip(reason);
        return StepResult.nothing(reason);
    }

    /** Whether a shard needs to know what those of the others bought. */
    private boolean ofOthers() {
        return keys.shards() > 1 && askings.ofProducts();
    }

    private int moments() {
        return askings.moments().size();
    }

    private ObjectRef collect(Shard shard) {
        return statistics.keep(shard, opened().products(shard, () -> count(1)));
    }

    private ObjectRef ask(Shard shard) {
        if (ofOthers() && !products.merged()) {
            statistics.merge(products, askings.moments(), shard.number());
        }
        var capped = opened().ask(shard, () -> count(1));
        var asked = new TreeMap<String, ShardManifest.Asked>();
        for (var asking : askings.all()) {
            var table = Results.features(job.dataset(), job.refs(), job.config(), asking.question());
            asked.put(asking.question().word(), publish(asking.kept(session), table));
        }
        return manifests.publish(
                keys.examples(shard), new ShardManifest(asked, capped.cappedUsers(), capped.leftOut()));
    }

    private ShardManifest.Asked publish(Asking.Kept kept, ObjectKey table) {
        var state = new TreeMap<String, ObjectRef>();
        kept.state().forEach((name, file) -> state.put(name, staging.publish(file, table, name)));
        return new ShardManifest.Asked(
                publish(kept.rows(), table, "features"), publish(kept.now(), table, "now"), state, kept.counts());
    }

    private List<ObjectRef> publish(List<Path> files, ObjectKey table, String stem) {
        return files.stream().map(file -> staging.publish(file, table, stem)).toList();
    }

    private void count(long moments) {
        done += moments;
        run.progress(done, total, "moments");
    }

    private AskedLog opened() {
        if (opened.isEmpty()) {
            var vectors = staging.fetchAll(Part.vectors(job.parts()), session.directory());
            if (!vectors.isEmpty()) {
                session.run("CREATE TABLE vectors AS SELECT DISTINCT ON (hash) hash, vector FROM "
                        + Sql.parquet(vectors) + " ORDER BY hash");
            }
            var intents = staging.fetchAll(Part.intents(job.parts()), session.directory());
            if (!intents.isEmpty()) {
                session.run(FeatureTable.intents(intents));
            }
            opened = Optional.of(new AskedLog(session, log, job, span, askings, products));
        }
        return opened.get();
    }
}
