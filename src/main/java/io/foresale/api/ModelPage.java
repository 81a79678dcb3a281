package io.foresale.api;

import io.foresale.domain.Digest;
import io.foresale.domain.ModelName;
import io.foresale.domain.Provenance;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The version of a model that answers, how good it is and what made it. */
@Schema(description = "The version of a model that answers, how good it is and what made it")
public record ModelPage(
        @Schema(examples = "shop") ModelName name,
        Digest version,
        @Schema(description = "When this version took over") Instant since,
        Optional<Digest> previous,

        @Schema(description = "Why it took over, with the numbers")
        String decision,

        @Schema(description = "The evaluation on examples it was not trained on")
        Map<String, Object> metrics,

        Provenance provenance) {}
