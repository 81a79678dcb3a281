package io.foresale.fuse;

import io.foresale.bucket.Datasets;
import io.foresale.bucket.Keys;
import io.foresale.bucket.Manifests;
import io.foresale.bucket.Results;
import io.foresale.bucket.Run;
import io.foresale.bucket.Runs;
import io.foresale.bucket.Staging;
import io.foresale.domain.Column;
import io.foresale.domain.CurrentFeatures;
import io.foresale.domain.EventTable;
import io.foresale.domain.FeaturesManifest;
import io.foresale.domain.LogManifest;
import io.foresale.domain.LogSpan;
import io.foresale.domain.ObjectRef;
import io.foresale.domain.Question;
import io.foresale.domain.ShardManifest;
import io.foresale.domain.StepResult;
import io.foresale.events.FeatureSet;
import io.foresale.port.Deadline;
import io.foresale.port.TableEngine;
import io.foresale.table.NamedRoles;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Asks the questions that a log supports: examples with labels at cut-offs, and what is known of everyone as of now. */
public final class FuseEventsStep {

    private final Datasets datasets;
    private final Manifests manifests;
    private final Staging staging;
    private final Runs runs;
    private final TableEngine engine;
    private final Sampling sampling;
    private final Deadline deadline;

    public FuseEventsStep(
            Datasets datasets, Manifests manifests, Staging staging, Runs runs, TableEngine engine, Sampling sampling) {
        this(datasets, manifests, staging, runs, engine, sampling, Deadline.none());
    }

    private FuseEventsStep(
            Datasets datasets,
            Manifests manifests,
            Staging staging,
            Runs runs,
            TableEngine engine,
            Sampling sampling,
            Deadline deadline) {
        this.datasets = datasets;
        this.manifests = manifests;
        this.staging = staging;
        this.runs = runs;
        this.engine = engine;
        this.sampling = sampling;
        this.deadline = deadline;
    }

    /** The same step, which leaves the rest of the shards to the next call where the deadline is near. */
    FuseEventsStep until(Deadline deadline) {
        return new FuseEventsStep(datasets, manifests, staging, runs, engine, sampling, deadline);
    }

    /** Asks, where this was not asked before. */
    StepResult fuse(LogJob job) {
        var keys = keys(job);
        var before = manifests.find(keys.log(), LogManifest.class).map(Manifests.Stored::value);
        if (before.isPresent()) {
            before.get()
                    .asked()
                    .forEach((question, table) -> point(
                            job,
                            Question.valueOf(question.toUpperCase(Locale.ROOT)),
                            new CurrentFeatures(table, before.get().asOf())));
            return StepResult.doneBefore(keys.log());
        }
        return StepResult.written(runs.record(job.dataset(), "fuse", job.refs(), run -> ask(job, keys, run)));
    }

    private ObjectRef ask(LogJob job, ShardKeys keys, Run run) {
        try (var session = engine.open()) {
            var log = new ShardsStep(manifests, staging, job, keys, session, run);
            log.plan().passedBy().forEach(run::warn);
            warnOfOpenVisits(log.plan(), log.span(), run);
            warnOfStrays(log.span(), run);
            var dropped = dropped(job, log.askings());
            var shards = log.all(deadline);
            warnOfBusyUsers(shards, job, run);
            var asked = new TreeMap<String, ObjectRef>();
            for (var asking : log.askings()) {
                var all = ShardManifest.joined(shards, asking.question());
                asked.put(
                        asking.question().word(),
                        publish(job, asking, dropped, log.span().asOf(), all, run));
            }
            run.outcome("asked "
                    + log.plan().asked().stream().map(Plan.Asked::sentence).collect(Collectors.joining("; ")));
            return manifests.publish(
                    keys.log(),
                    new LogManifest(
                            job.dataset(),
                            log.span().first(),
                            log.span().last(),
                            log.span().asOf(),
                            log.span().counts(),
                            asked,
                            log.plan().passedBy()));
        }
    }

    /**
     * Does the next thing that one shard lacks: statistics of its products first, where those of all shards are needed, and
     * then its examples. Whoever fuses all finds them there.
     *
     * @return a manifest of the shard's; nothing to do where there is no such shard, nothing is lacking or others come first
     */
    StepResult fuse(LogJob job, int number) {
        var keys = keys(job);
        if (number >= keys.shards()) {
            return StepResult.nothing(
                    "there is no shard %d: %s has %d".formatted(number, job.dataset(), keys.shards()));
        }
        var shard = keys.all().get(number);
        for (var result : List.of(keys.log(), keys.examples(shard))) {
            if (manifests.exists(result)) {
                return StepResult.doneBefore(result);
            }
        }
        return runs.record(job.dataset(), "fuse", job.refs(), run -> {
            try (var session = engine.open()) {
                return new ShardsStep(manifests, staging, job, keys, session, run).one(shard);
            }
        });
    }

    private ShardKeys keys(LogJob job) {
        return new ShardKeys(Results.log(job.dataset(), job.refs(), job.config()), job.shards(), sampling);
    }

    private static void warnOfOpenVisits(Plan plan, LogSpan span, Run run) {
        boolean visits = plan.asked().stream().anyMatch(asked -> asked.question() == Question.SESSION);
        if (visits && !span.mostlySettled()) {
            run.warn(
                    "most events are of the log's last %d minutes, so few visits are known to be over: all are learned from as far as they went, and somewhat more of them end in a purchase than the log shows"
                            .formatted(Plan.VISIT_GAP.toMinutes()));
        }
    }

    private static void warnOfStrays(LogSpan span, Run run) {
        if (span.strays() > 0) {
            run.warn(
                    "%,d of all events lie months before the others, which begin at %s: the log is taken to begin there; look whether those times are right"
                            .formatted(span.strays(), span.first()));
        }
        if (span.lateStrays() > 0) {
            run.warn(
                    "%,d of all events lie months behind the others, which end at %s: the log is taken to end there until more follow; look whether those times are right"
                            .formatted(span.lateStrays(), span.asOf()));
        }
    }

    private static void warnOfBusyUsers(List<ShardManifest> shards, LogJob job, Run run) {
        long users = shards.stream().mapToLong(ShardManifest::cappedUsers).sum();
        long events = shards.stream().mapToLong(ShardManifest::leftOut).sum();
        if (users > 0) {
            run.warn(
                    "%,d users or visits without a user did more than %,d things on a day, or ten times as many in four weeks, as bots do; %,d of their events are left out (see \"maxEventsPerDay\")"
                            .formatted(users, job.maxEventsPerDay(), events));
        }
    }

    /** The features not to be learned from; a name that is a feature of a question that is not asked does no harm. */
    private static Set<String> dropped(LogJob job, List<Asking> askings) {
        var asked = askings.stream().flatMap(asking -> asking.features().stream());
        var others = askings.stream().limit(1).flatMap(asking -> Stream.of(Question.values())
                .flatMap(q -> FeatureSet.of(q, asking.lookBackDays()).columns().stream()));
        return NamedRoles.dropped(
                "the features of " + job.dataset(),
                job.config(),
                Stream.concat(asked, others).map(Column::name).distinct().toList());
    }

    private ObjectRef publish(
            LogJob job, Asking asking, Set<String> dropped, Instant asOf, ShardManifest.Asked all, Run run) {
        var question = asking.question();
        var manifest = Results.features(job.dataset(), job.refs(), job.config(), question);
        var asked = asking.asked();
        var published = manifests.publish(
                manifest,
                new FeaturesManifest(
                        job.dataset(),
                        asking.schema().dropping(dropped),
                        job.config().digest(),
                        job.sources(),
                        job.refs(),
                        all.rows(),
                        all.counts(),
                        Optional.of(new EventTable(
                                question,
                                asked.lookBackDays(),
                                asked.horizonDays(),
                                asked.cutoffs(),
                                asked.testFrom(),
                                asked.protocol(),
                                asked.timeZone(),
                                asOf,
                                all.now(),
                                all.state()))));
        all.counts().forEach((name, n) -> run.count(question.word() + ": " + name, n));
        run.output(published);
        point(job, question, new CurrentFeatures(published, asOf));
        return published;
    }

    /** Lets the table speak for the present, where no upload came or went meanwhile: then a later call does. */
    private void point(LogJob job, Question question, CurrentFeatures features) {
        if (datasets.uploadRefs(job.dataset()).equals(job.sources())) {
            manifests.update(
                    Keys.currentFeatures(job.dataset(), question), CurrentFeatures.class, _ -> Optional.of(features));
        }
    }
}
