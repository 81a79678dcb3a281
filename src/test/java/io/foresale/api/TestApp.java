package io.foresale.api;

import io.foresale.adapter.directory.DirectoryStore;
import io.foresale.adapter.duckdb.DuckDbEngine;
import io.foresale.adapter.json.JsonDocuments;
import io.foresale.bucket.Datasets;
import io.foresale.bucket.Manifests;
import io.foresale.bucket.Runs;
import io.foresale.bucket.Staging;
import io.foresale.fuse.FuseStep;
import io.foresale.port.Documents;
import io.foresale.port.ObjectStore;
import io.foresale.score.OnlineScorer;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;

/** What the resources need, on a fresh directory as bucket, without triggers: nothing happens that a test does not do. */
@Alternative
public class TestApp {

    @Produces
    @Singleton
    ObjectStore store() {
        return new DirectoryStore(directory());
    }

    @Produces
    @Singleton
    Documents documents() {
        return new JsonDocuments();
    }

    @Produces
    @Singleton
    Manifests manifests(ObjectStore store, Documents documents) {
        return new Manifests(store, documents);
    }

    @Produces
    @Singleton
    Datasets datasets(ObjectStore store, Manifests manifests) {
        return new Datasets(store, manifests);
    }

    @Produces
    @Singleton
    Runs runs(ObjectStore store, Manifests manifests) {
        return new Runs(store, manifests, run -> {}, InstantSource.system());
    }

    @Produces
    @Singleton
    FuseStep fuse(Datasets datasets, Manifests manifests, ObjectStore store, Runs runs) {
        return new FuseStep(datasets, manifests, new Staging(store), runs, new DuckDbEngine(directory(), "200MB", 1));
    }

    @Produces
    @Singleton
    OnlineScorer scorer() {
        return new OnlineScorer();
    }

    private static Path directory() {
        try {
            return Files.createTempDirectory("foresale-api-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
