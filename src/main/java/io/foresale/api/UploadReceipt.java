package io.foresale.api;

import io.foresale.domain.ETag;
import io.foresale.domain.ObjectKey;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What was stored. */
@Schema(description = "What was stored, and what happens to it now")
public record UploadReceipt(
        @Schema(examples = "raw/shop/sessions.csv") ObjectKey key,

        @Schema(examples = "9b2cf535f27731c974343645a3985328")
        ETag eTag,

        @Schema(description = "In bytes", examples = "1048576")
        long size,

        @Schema(description = "Whether there was a file of this name before")
        boolean replaced,

        @Schema(description = "Whether it had the same content, so that nothing is left to do")
        boolean unchanged,

        @Schema(description = "In words", examples = "ingest starts by itself; see /datasets/shop")
        String next) {}
