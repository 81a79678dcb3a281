package io.foresale.api;

import io.foresale.domain.Digest;
import io.foresale.domain.ModelName;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** All models that answer. */
@Schema(description = "All models that answer")
public record ModelList(List<Entry> models) {

    /** One model and the version of it that answers. */
    public record Entry(
            @Schema(examples = "shop") ModelName name,
            Digest version,

            @Schema(description = "When this version took over")
            Instant since) {}
}
