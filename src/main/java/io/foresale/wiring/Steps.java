package io.foresale.wiring;

import io.foresale.bucket.Datasets;
import io.foresale.bucket.Manifests;
import io.foresale.bucket.ModelCache;
import io.foresale.bucket.Models;
import io.foresale.bucket.NowTables;
import io.foresale.bucket.Runs;
import io.foresale.bucket.ScoreRequests;
import io.foresale.bucket.Staging;
import io.foresale.config.ForesaleConfig;
import io.foresale.embed.EmbedStep;
import io.foresale.events.LogRecognition;
import io.foresale.fuse.FuseEventsStep;
import io.foresale.fuse.FuseStep;
import io.foresale.fuse.Sampling;
import io.foresale.ingest.CleanStep;
import io.foresale.ingest.IngestStep;
import io.foresale.port.Budget;
import io.foresale.port.Documents;
import io.foresale.port.EigenSolver;
import io.foresale.port.EmbeddingBatches;
import io.foresale.port.EmbeddingModels;
import io.foresale.port.IntentModels;
import io.foresale.port.Learner;
import io.foresale.port.ObjectStore;
import io.foresale.port.RunListener;
import io.foresale.port.TableEngine;
import io.foresale.port.Uploads;
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
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What each stage is given. */
@ApplicationScoped
public class Steps {

    @Produces
    @Singleton
    Manifests manifests(ObjectStore store, Documents documents) {
        return new Manifests(store, documents);
    }

    @Produces
    @Singleton
    Staging staging(ObjectStore store) {
        return new Staging(store);
    }

    @Produces
    @Singleton
    Datasets datasets(ObjectStore store, Manifests manifests) {
        return new Datasets(store, manifests);
    }

    @Produces
    @Singleton
    Models models(ObjectStore store, Manifests manifests, InstantSource clock) {
        return new Models(store, manifests, clock);
    }

    @Produces
    @Singleton
    ModelCache modelCache(
            ObjectStore store, Documents documents, Models models, ForesaleConfig config, InstantSource clock) {
        return new ModelCache(store, documents, models, config.score().refresh(), clock);
    }

    @Produces
    @Singleton
    NowTables nowTables(
            ObjectStore store,
            Documents documents,
            Manifests manifests,
            Staging staging,
            TableEngine engine,
            ForesaleConfig config,
            InstantSource clock) {
        return new NowTables(
                store, documents, manifests, staging, engine, config.score().refresh(), clock);
    }

    @Produces
    @Singleton
    UserScoreStep userScore(ModelCache models, NowTables tables) {
        return new UserScoreStep(models, tables);
    }

    @Produces
    @Singleton
    UserProductsStep userProducts(ModelCache models, NowTables tables) {
        return new UserProductsStep(models, tables);
    }

    @Produces
    @Singleton
    Runs runs(ObjectStore store, Manifests manifests, RunListener listener, InstantSource clock) {
        return new Runs(store, manifests, listener, clock);
    }

    @Produces
    @Singleton
    TableLimits limits(ForesaleConfig config) {
        return new TableLimits(config.ingest().maxColumns(), config.ingest().maxLineBytes());
    }

    @Produces
    @Singleton
    TableLoader loader(Uploads uploads, TableLimits limits) {
        return new TableLoader(uploads, limits);
    }

    @Produces
    @Singleton
    IngestStep ingest(
            Datasets datasets,
            Manifests manifests,
            Staging staging,
            Runs runs,
            TableEngine engine,
            TableLoader loader,
            TableLimits limits,
            EmbeddingModels models,
            InstantSource clock) {
        var inference = new SchemaInference(limits, models);
        var logs = new LogRecognition(clock);
        return new IngestStep(
                datasets,
                manifests,
                runs,
                new CleanStep(datasets, manifests, staging, engine, loader, inference, logs));
    }

    @Produces
    @Singleton
    EmbedStep embed(
            ObjectStore store,
            Manifests manifests,
            Staging staging,
            Runs runs,
            TableEngine engine,
            EmbeddingModels models,
            IntentModels judges,
            EmbeddingBatches batches,
            ForesaleConfig config,
            InstantSource clock) {
        return new EmbedStep(store, manifests, staging, runs, engine, models, judges, batches, budget(config), clock);
    }

    private static Budget budget(ForesaleConfig config) {
        var embed = config.embed();
        return new Budget(embed.maxTokens(), embed.maxCost(), embed.maxTime(), embed.dryRun());
    }

    @Produces
    @Singleton
    FuseStep fuse(
            Datasets datasets,
            Manifests manifests,
            Staging staging,
            Runs runs,
            TableEngine engine,
            ForesaleConfig config) {
        var sampling = new Sampling(
                config.fuse().maxExamples(),
                config.fuse().maxPooledUsers(),
                config.fuse().draws(),
                config.train().seed());
        var events = new FuseEventsStep(datasets, manifests, staging, runs, engine, sampling);
        return new FuseStep(datasets, manifests, staging, runs, engine, events);
    }

    @Produces
    @Singleton
    FitStep fit(
            Manifests manifests,
            Models models,
            Staging staging,
            TableEngine engine,
            Documents documents,
            Learner learner,
            EigenSolver solver,
            ForesaleConfig config,
            InstantSource clock,
            @ConfigProperty(name = "quarkus.application.version") String version) {
        var train = config.train();
        var settings = new FitStep.Settings(
                train.maxRows(),
                train.maxBytes(),
                train.maxTime(),
                train.folds(),
                train.seed(),
                learner.id(),
                version,
                train.elsewhere());
        int threads = train.threads().orElse(Runtime.getRuntime().availableProcessors());
        var training = new Training(learner, solver, threads, train.maxBytes());
        return new FitStep(manifests, models, staging, engine, documents, training, settings, clock);
    }

    @Produces
    @Singleton
    TrainStep train(
            Datasets datasets,
            Manifests manifests,
            Models models,
            Runs runs,
            FitStep fit,
            ForesaleConfig config,
            InstantSource clock) {
        var policy = new RetrainPolicy(config.train().growth(), config.train().maxAge());
        return new TrainStep(datasets, manifests, models, runs, fit, policy, clock);
    }

    @Produces
    @Singleton
    TextReader texts(EmbeddingModels embeddings, IntentModels judges, ForesaleConfig config) {
        return new TextReader(embeddings, judges, config.score().embedTimeout());
    }

    @Produces
    @Singleton
    ScoreStep score(ModelCache models, TextReader texts, ForesaleConfig config) {
        return new ScoreStep(models, texts, config.score().maxShoppers());
    }

    @Produces
    @Singleton
    AnswerStep answer(
            ModelCache models,
            ScoreStep shoppers,
            NowTables tables,
            TextReader texts,
            ForesaleConfig config,
            InstantSource clock) {
        var score = config.score();
        var visits = new VisitStep(tables, texts, score.maxShoppers(), score.maxEvents(), clock);
        return new AnswerStep(models, shoppers, visits);
    }

    @Produces
    @Singleton
    ScoreBatchStep scoreBatch(
            Manifests manifests,
            ModelCache models,
            Staging staging,
            Runs runs,
            TableEngine engine,
            ScoreRequestStep requests) {
        return new ScoreBatchStep(manifests, models, staging, runs, engine, requests);
    }

    @Produces
    @Singleton
    ScoreRequestStep scoreRequest(
            Datasets datasets,
            Manifests manifests,
            ModelCache models,
            Staging staging,
            Runs runs,
            TableEngine engine,
            TableLoader loader,
            EmbeddingModels embeddings,
            IntentModels judges,
            ObjectStore store,
            ForesaleConfig config,
            InstantSource clock) {
        var waiting = new ScoreRequests(store, manifests, runs);
        return new ScoreRequestStep(
                datasets,
                manifests,
                models,
                staging,
                runs,
                engine,
                new RequestTable(loader, embeddings, judges),
                waiting,
                budget(config),
                clock);
    }
}
