package io.foresale.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Everything about Foresale that a person who runs it may want to set. */
@ConfigMapping(prefix = "foresale")
public interface ForesaleConfig {

    /** On AWS Lambda, where a process is one function: the name of it, as in {@code functions.yaml}. */
    Optional<String> function();

    Bucket bucket();

    Trigger trigger();

    Engine engine();

    Ingest ingest();

    EmbedConfig embed();

    JudgeConfig intent();

    Fuse fuse();

    Train train();

    Score score();

    Demo demo();

    /** Where the objects are. */
    interface Bucket {
        /** The local directory that is the bucket; made where it does not exist. */
        @WithDefault("bucket")
        Path directory();

        /** The bucket on S3 that is used instead, where one is named. */
        S3Config s3();
    }

    /** How the local directory is watched. */
    interface Trigger {
        /** Whether this process runs the functions that new objects start. */
        @WithDefault("true")
        boolean enabled();

        /** Time between two looks at the directory. Shorter is livelier and costs a directory walk each time. */
        @WithDefault("500ms")
        Duration interval();

        /** How long a file must stay unchanged before it is read; a copy that pauses for longer would be read half. */
        @WithDefault("2s")
        Duration quiet();
    }

    /** The table engine. */
    interface Engine {
        /** Where files are staged; needs room for a few times the largest upload. */
        Optional<Path> scratch();

        /** Memory of one session, in DuckDB's words; beyond it, it spills to the scratch directory. */
        @WithDefault("1GiB")
        String memory();

        /** Threads of one session; default: one a core. */
        Optional<Integer> threads();
    }

    /** Limits on what an upload may be. */
    interface Ingest {
        /** Bytes an upload may have once it is decompressed; a guard against compression bombs. */
        @WithDefault("21474836480")
        long maxBytes();

        /** Columns an upload may have. */
        @WithDefault("20000")
        int maxColumns();

        /** Bytes of a line, and so of a cell. */
        @WithDefault("16777216")
        int maxLineBytes();
    }

    /** Making examples of logs. */
    interface Fuse {
        /** Examples of one question; of a larger log a share of the users is asked about. More take longer to learn from. */
        @WithDefault("200000")
        int maxExamples();

        /** Users up to whom the vectors of each user's texts are pooled; a user takes kilobytes, and gains least of all. */
        @WithDefault("100000")
        int maxPooledUsers();

        /** Products drawn for each user as examples of what was not bought. */
        @WithDefault("10")
        int draws();
    }

    /** Training. */
    interface Train {
        /** Labelled rows a model may be trained on; of a log with more a sample of users is used. */
        @WithDefault("1000000")
        int maxRows();

        /**
         * Bytes the examples may take in memory, and again the same examples as the numbers that the fits at a time weigh,
         * as floats: texts are reduced to keep to that. Of a log with more examples a sample of users is used.
         */
        @WithDefault("2147483648")
        long maxBytes();

        /** How long one training may take. */
        @WithDefault("1h")
        Duration maxTime();

        /**
         * What trains more than this process may, as the end of "or …": run records say it where a training is too large.
         * {@code {key}} stands for the key of the feature table's manifest.
         */
        Optional<String> elsewhere();

        /** Models fitted at a time; default: one a core. More memory, less time. */
        Optional<Integer> threads();

        /** Outer folds where the data set's configuration does not say. */
        @WithDefault("5")
        int folds();

        /** Seed where the data set's configuration does not say. */
        @WithDefault("7")
        long seed();

        /** Growth of the positives since the current model that makes training again worth it, as a share. */
        @WithDefault("0.05")
        double growth();

        /** Age of the current model beyond which any new data makes training again worth it. */
        @WithDefault("30d")
        Duration maxAge();
    }

    /** Answering. */
    interface Score {
        /** Shoppers or visits one request may ask about. */
        @WithDefault("1000")
        int maxShoppers();

        /** Events a visit may have. */
        @WithDefault("1000")
        int maxEvents();

        /** How long a model is used before the bucket is asked whether another took over. */
        @WithDefault("2s")
        Duration refresh();

        /** How long texts of a request may take to embed before the answer does without them. */
        @WithDefault("5s")
        Duration embedTimeout();
    }

    /** The demo. */
    interface Demo {
        /** Whether to write the demo data set into the bucket at the start and to report what comes of it. */
        @WithDefault("false")
        boolean enabled();

        /** Events of the demo data set, about; with fewer than some ten thousand there is little to learn. */
        @WithDefault("90000")
        long events();

        /** Seed of the demo data set. */
        @WithDefault("7")
        long seed();
    }
}
