package io.foresale.fuse;

import io.foresale.domain.CleanManifest;
import io.foresale.domain.DatasetConfig;
import io.foresale.domain.DatasetName;
import io.foresale.domain.EventPart;
import io.foresale.domain.EventsConfig;
import io.foresale.domain.ObjectRef;
import io.foresale.domain.Schema;
import java.util.List;

/** The parts of a log of events, all there. */
record LogJob(DatasetName dataset, Schema schema, DatasetConfig config, List<Part> parts) {

    private static final int MOST_EVENTS_PER_DAY = 2_000;

    /** Events of a shard of which features are made in memory. */
    private static final long EVENTS = 2_000_000;

    private static final int MOST_SHARDS = 64;

    List<ObjectRef> refs() {
        return parts.stream().map(Part::ref).toList();
    }

    List<ObjectRef> sources() {
        return parts.stream().map(p -> p.clean().source()).toList();
    }

    /** The uploads that hold an event. */
    List<CleanManifest> uploads() {
        return parts.stream()
                .map(Part::clean)
                .filter(clean -> !clean.rows().isEmpty())
                .toList();
    }

    int maxEventsPerDay() {
        return config.events().flatMap(EventsConfig::maxEventsPerDay).orElse(MOST_EVENTS_PER_DAY);
    }

    /** In how many shards an upload is laid out. */
    static int shards(CleanManifest upload) {
        return upload.events().map(EventPart::shards).orElse(1);
    }

    /** In as many shards as the largest upload has, or more where many uploads make a large log. */
    int shards() {
        long events = uploads().stream()
                .mapToLong(upload -> upload.counts().getOrDefault("accepted", 0L))
                .sum();
        int shards = uploads().stream().mapToInt(LogJob::shards).max().orElse(1);
        while (shards < MOST_SHARDS && events > shards * EVENTS) {
            shards *= 2;
        }
        return shards;
    }

    /** The models of the texts, as far as any text has an answer of theirs. */
    AskedModels models() {
        return new AskedModels(
                schema.embeddingModel().filter(_ -> !Part.vectors(parts).isEmpty()),
                schema.intentModel().filter(_ -> !Part.intents(parts).isEmpty()));
    }
}
