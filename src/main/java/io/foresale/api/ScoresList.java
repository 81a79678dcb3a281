package io.foresale.api;

import io.foresale.domain.ScoresManifest;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Scores that are there, the newest first. */
@Schema(description = "Scores that are there, the newest first")
public record ScoresList(List<Entry> scores) {

    /** Scores of one source by one version of the model. */
    public record Entry(
            @Schema(description = "everyone, or the name of the request's file", examples = "everyone")
            String source,

            Instant written,
            ScoresManifest manifest) {}
}
