package io.foresale.api;

import io.foresale.domain.CurrentModel;
import io.foresale.domain.DatasetConfig;
import io.foresale.domain.DatasetName;
import io.foresale.domain.ETag;
import io.foresale.domain.InferredSchema;
import io.foresale.domain.ObjectKey;
import io.foresale.domain.Problem;
import io.foresale.domain.RunRecord;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Everything about one data set. */
@Schema(description = "Everything about one data set: what was decided, what was inferred, what became of each upload")
public record DatasetPage(
        DatasetName name,
        DatasetState state,

        @Schema(description = "The owner's decisions in force; none while they cannot be read")
        DatasetConfig config,

        @Schema(description = "Why the owner's decisions cannot be read, where they cannot: nothing goes on until then")
        Optional<Problem> configProblem,

        @Schema(description = "The roles of the columns with their reasons, once an upload could be read")
        Optional<InferredSchema> inferred,

        List<UploadEntry> uploads,

        @Schema(description = "Of a table: the version that answers")
        Optional<CurrentModel> model,

        @Schema(description = "All models that answer: of a table the one of its name, of a log one a question")
        List<ModelList.Entry> models,

        @Schema(description = "The newest run of each function, the newest first")
        List<RunRecord> runs) {

    /** What became of an upload. */
    @Schema(description = "WAITING: not read yet. ACCEPTED: cleaned. REFUSED: could not be read; the problem says why")
    public enum UploadState {
        WAITING,
        ACCEPTED,
        REFUSED
    }

    /** One upload and what became of it. */
    public record UploadEntry(
            @Schema(examples = "sessions.csv") String file,
            ETag eTag,
            @Schema(description = "In bytes") long size,
            Instant uploaded,
            UploadState state,

            @Schema(
                    description = "accepted, duplicates, rejected, positives, negatives, unlabelled",
                    examples =
                            "{\"accepted\": 12330, \"rejected\": 0, \"duplicates\": 125, \"positives\": 1908, \"negatives\": 10422, \"unlabelled\": 0}")
            Map<String, Long> counts,

            Map<String, Long> rejectedByReason,

            @Schema(description = "The object with the refused lines")
            Optional<ObjectKey> rejects,

            @Schema(description = "The first and last time in it, ISO 8601")
            List<String> timeRange,

            Optional<Problem> refusal,
            List<String> warnings) {}
}
