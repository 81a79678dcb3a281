package io.foresale.api;

import io.foresale.domain.DatasetName;
import io.foresale.domain.Problem;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** All data sets. */
@Schema(description = "All data sets that anything was uploaded for")
public record DatasetList(List<Entry> datasets) {

    /** One data set and how it stands. */
    public record Entry(
            @Schema(examples = "shop") DatasetName name,
            DatasetState state,

            @Schema(description = "What keeps it from going on, where something does")
            Optional<Problem> problem) {}
}
