package io.foresale.api;

import io.foresale.domain.RunRecord;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Runs of a data set. */
@Schema(description = "Runs of a data set, the newest first")
public record RunList(List<RunRecord> runs) {}
