package io.foresale.wiring;

import io.foresale.adapter.duckdb.DuckDbEngine;
import io.foresale.adapter.ejml.EjmlEigenSolver;
import io.foresale.adapter.json.JsonDocuments;
import io.foresale.adapter.liblinear.LiblinearLearner;
import io.foresale.adapter.newton.LearnerBySize;
import io.foresale.adapter.newton.NewtonLearner;
import io.foresale.adapter.upload.PlainUploads;
import io.foresale.config.ForesaleConfig;
import io.foresale.port.Documents;
import io.foresale.port.EigenSolver;
import io.foresale.port.Learner;
import io.foresale.port.TableEngine;
import io.foresale.port.Uploads;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.InstantSource;

/** Which adapter stands behind which port; of the bucket see {@link BucketAdapter}, of text models {@link TextModels}. */
@ApplicationScoped
public class Adapters {

    /** LIBLINEAR makes an object of each number: so many take 700 MB, in each fit at a time. */
    private static final long MOST_LIBLINEAR_NUMBERS = 25_000_000;

    @Produces
    @Singleton
    InstantSource clock() {
        return InstantSource.system();
    }

    @Produces
    @Singleton
    Documents documents() {
        return new JsonDocuments();
    }

    @Produces
    @Singleton
    TableEngine engine(ForesaleConfig config) {
        return new DuckDbEngine(
                scratch(config),
                config.engine().memory(),
                config.engine().threads().orElseGet(Adapters::cores));
    }

    @Produces
    @Singleton
    Uploads uploads(ForesaleConfig config) {
        return new PlainUploads(config.ingest().maxBytes());
    }

    @Produces
    @Singleton
    Learner learner() {
        return new LearnerBySize(new LiblinearLearner(), new NewtonLearner(), MOST_LIBLINEAR_NUMBERS);
    }

    @Produces
    @Singleton
    EigenSolver eigenSolver() {
        return new EjmlEigenSolver();
    }

    /** Not a constant: a native executable would keep the number of the machine that it was built on. */
    static int cores() {
        return Runtime.getRuntime().availableProcessors();
    }

    static Path scratch(ForesaleConfig config) {
        return config.engine().scratch().orElseGet(() -> Path.of(System.getProperty("java.io.tmpdir"), "foresale"));
    }
}
