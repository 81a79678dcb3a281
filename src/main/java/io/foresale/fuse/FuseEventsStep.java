package io.foresale.fuse;

import io.foresale.bucket.Datasets;
import io.foresale.bucket.Keys;
import io.foresale.bucket.Manifests;
import io.foresale.bucket.Results;
import io.foresale.bucket.Run;
import io.foresale.bucket.Runs;
import io.foresale.bucket.Staging;
import io.foresale.domain.CleanManifest;
import io.foresale.domain.Column;
import io.foresale.domain.CurrentFeatures;
import io.foresale.domain.DatasetConfig;
import io.foresale.domain.DatasetName;
import io.foresale.domain.EventPart;
import io.foresale.domain.EventTable;
import io.foresale.domain.EventsConfig;
import io.foresale.domain.FeaturesManifest;
import io.foresale.domain.LogManifest;
import io.foresale.domain.ObjectKey;
import io.foresale.domain.ObjectRef;
import io.foresale.domain.Question;
import io.foresale.domain.Schema;
import io.foresale.domain.StepResult;
import io.foresale.events.FeatureSet;
import io.foresale.events.ProductDraws;
import io.foresale.port.TableEngine;
import io.foresale.port.TableEngine.Session;
import io.foresale.table.FeatureTable;
import io.foresale.table.NamedRoles;
import io.foresale.table.Sql;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Asks the questions that a log supports: examples with labels at cut-offs, and what is known of everyone as of now. */
public final class FuseEventsStep {

    private static final Pattern SHARD = Pattern.compile("/shard=(\\d+)/");
    private static final int MOST_EVENTS_PER_DAY = 2_000;

    private final Datasets datasets;
    private final Manifests manifests;
    private final Staging staging;
    private final Runs runs;
    private final TableEngine engine;
    private final Sampling sampling;

    public FuseEventsStep(
            Datasets datasets, Manifests manifests, Staging staging, Runs runs, TableEngine engine, Sampling sampling) {
        this.datasets = datasets;
        this.manifests = manifests;
        this.staging = staging;
        this.runs = runs;
        this.engine = engine;
        this.sampling = sampling;
    }

    /** The parts of a log of events, all there. */
    record Job(DatasetName dataset, Schema schema, DatasetConfig config, List<Part> parts) {

        List<ObjectRef> refs() {
            return parts.stream().map(Part::ref).toList();
        }

        List<ObjectRef> sources() {
            return parts.stream().map(p -> p.clean().source()).toList();
        }
    }

    /** Asks, where this was not asked before. */
    StepResult fuse(Job job) {
        var result = Results.log(job.dataset(), job.refs(), job.config());
        var before = manifests.find(result, LogManifest.class).map(Manifests.Stored::value);
        if (before.isPresent()) {
            before.get()
                    .asked()
                    .forEach((question, table) -> point(
                            job,
                            Question.valueOf(question.toUpperCase(Locale.ROOT)),
                            new CurrentFeatures(table, before.get().asOf())));
            return StepResult.doneBefore(result);
        }
        return StepResult.written(runs.record(job.dataset(), "fuse", job.refs(), run -> ask(job, result, run)));
    }

    private ObjectRef ask(Job job, ObjectKey result, Run run) {
        try (var session = engine.open()) {
            var log = stage(job, session);
            var span = log.span(session);
            var plan = Plan.of(job.dataset(), span, job.config());
            plan.passedBy().forEach(run::warn);
            warnOfOpenVisits(plan, span, run);
            var askings = askings(job, plan, span, session);
            var dropped = dropped(job, askings);
            new AskedLog(session, log, span, maxEventsPerDay(job.config()))
                    .ask(askings, (done, total) -> run.progress(done, total, "moments"), run::warn);
            var asked = new TreeMap<String, ObjectRef>();
            askings.forEach(asking ->
                    asked.put(asking.question().word(), publish(job, asking, dropped, span.asOf(), session, run)));
            run.outcome(
                    "asked " + plan.asked().stream().map(Plan.Asked::sentence).collect(Collectors.joining("; ")));
            return manifests.publish(
                    result,
                    new LogManifest(
                            job.dataset(),
                            span.first(),
                            span.last(),
                            span.asOf(),
                            span.counts(),
                            asked,
                            plan.passedBy()));
        }
    }

    private static void warnOfOpenVisits(Plan plan, Plan.Span span, Run run) {
        boolean visits = plan.asked().stream().anyMatch(asked -> asked.question() == Question.SESSION);
        if (visits && !span.mostlySettled()) {
            run.warn(
                    "most events are of the log's last %d minutes, so few visits are known to be over: all are learned from as far as they went, and somewhat more of them end in a purchase than the log shows"
                            .formatted(Plan.VISIT_GAP.toMinutes()));
        }
    }

    private static int maxEventsPerDay(DatasetConfig config) {
        return config.events().flatMap(EventsConfig::maxEventsPerDay).orElse(MOST_EVENTS_PER_DAY);
    }

    private List<Asking> askings(Job job, Plan plan, Plan.Span span, Session session) {
        var models = new AskedModels(
                job.schema().embeddingModel().filter(_ -> has("vectors", session)),
                job.schema().intentModel().filter(_ -> has("intents", session)));
        var askings = new ArrayList<Asking>();
        for (var asked : plan.asked()) {
            long cutoffs = Math.max(1, asked.cutoffs().size());
            askings.add(
                    switch (asked.question()) {
                        case WHO ->
                            new AskWho(
                                    asked,
                                    models,
                                    models.embedding().isPresent() && span.users() <= sampling.mostTexts(),
                                    sampling.oneIn(span.users(), cutoffs));
                        case WHAT ->
                            new AskWhat(
                                    asked,
                                    models,
                                    new ProductDraws(sampling.seed(), sampling.draws()),
                                    sampling.oneIn(span.users(), cutoffs * sampling.draws()));
                        case SESSION -> new AskVisits(asked, sampling, span.mostlySettled());
                    });
        }
        return askings;
    }

    /** The features not to be learned from; a name that is a feature of a question that is not asked does no harm. */
    private static Set<String> dropped(Job job, List<Asking> askings) {
        var asked = askings.stream().flatMap(asking -> asking.features().stream());
        var others = askings.stream().limit(1).flatMap(asking -> Stream.of(Question.values())
                .flatMap(q -> FeatureSet.of(q, asking.lookBackDays()).columns().stream()));
        return NamedRoles.dropped(
                "the features of " + job.dataset(),
                job.config(),
                Stream.concat(asked, others).map(Column::name).distinct().toList());
    }

    private static boolean has(String table, Session session) {
        return session.query(
                        row -> row.flag(0),
                        "SELECT count(*) > 0 FROM information_schema.tables WHERE table_name = " + Sql.text(table))
                .getFirst();
    }

    private StagedLog stage(Job job, Session session) {
        var uploads = new ArrayList<StagedLog.Upload>();
        for (var part : job.parts()) {
            if (!part.clean().rows().isEmpty()) {
                uploads.add(upload(uploads.size(), part.clean(), session));
            }
        }
        var files = staging.fetchAll(Part.vectors(job.parts()), session.directory());
        if (!files.isEmpty()) {
            session.run("CREATE TABLE vectors AS SELECT DISTINCT ON (hash) hash, vector FROM " + Sql.parquet(files)
                    + " ORDER BY hash");
        }
        var intents = staging.fetchAll(Part.intents(job.parts()), session.directory());
        if (!intents.isEmpty()) {
            session.run(FeatureTable.intents(intents));
        }
        return new StagedLog(List.copyOf(uploads));
    }

    private StagedLog.Upload upload(int ordinal, CleanManifest clean, Session session) {
        var files = new TreeMap<Integer, Path>();
        for (var ref : clean.rows()) {
            var shard = SHARD.matcher(ref.key().value());
            files.put(shard.find() ? Integer.parseInt(shard.group(1)) : 0, staging.fetch(ref, session.directory()));
        }
        int shards = clean.events().map(EventPart::shards).orElse(1);
        return new StagedLog.Upload(ordinal, shards, files);
    }

    private ObjectRef publish(Job job, Asking asking, Set<String> dropped, Instant asOf, Session session, Run run) {
        var question = asking.question();
        var manifest = Results.features(job.dataset(), job.refs(), job.config(), question);
        var asked = asking.asked();
        var counts = asking.counts(session);
        var state = new TreeMap<String, ObjectRef>();
        asking.state().forEach((name, file) -> state.put(name, staging.publish(file, manifest, name)));
        var published = manifests.publish(
                manifest,
                new FeaturesManifest(
                        job.dataset(),
                        asking.schema().dropping(dropped),
                        job.config().digest(),
                        job.sources(),
                        job.refs(),
                        publish(asking.rows(), manifest, "features"),
                        counts,
                        Optional.of(new EventTable(
                                question,
                                asked.lookBackDays(),
                                asked.horizonDays(),
                                asked.cutoffs(),
                                asked.testFrom(),
                                asked.protocol(),
                                asOf,
                                publish(asking.now(), manifest, "now"),
                                state))));
        counts.forEach((name, n) -> run.count(question.word() + ": " + name, n));
        run.output(published);
        point(job, question, new CurrentFeatures(published, asOf));
        return published;
    }

    private List<ObjectRef> publish(List<Path> files, ObjectKey manifest, String stem) {
        return files.stream().map(file -> staging.publish(file, manifest, stem)).toList();
    }

    /** Lets the table speak for the present, where no upload came or went meanwhile: then a later call does. */
    private void point(Job job, Question question, CurrentFeatures features) {
        if (datasets.uploadRefs(job.dataset()).equals(job.sources())) {
            manifests.update(
                    Keys.currentFeatures(job.dataset(), question), CurrentFeatures.class, _ -> Optional.of(features));
        }
    }
}
