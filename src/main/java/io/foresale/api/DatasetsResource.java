package io.foresale.api;

import io.foresale.domain.DatasetName;
import io.foresale.domain.PermanentException;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What there is and what happened to it. */
@Path("/datasets")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Data sets")
public class DatasetsResource {

    private static final int MOST_RUNS = 1000;

    private final Overview overview;

    public DatasetsResource(Overview overview) {
        this.overview = overview;
    }

    @GET
    @Operation(operationId = "listDatasets", summary = "All data sets and how they stand")
    @APIResponse(responseCode = "200", description = "The data sets, by name")
    public DatasetList list() {
        return overview.all();
    }

    @GET
    @Path("/{dataset}")
    @Operation(
            operationId = "getDataset",
            summary = "Everything about one data set",
            description = "Configuration in force, columns with the reason for each role, what became of each upload, "
                    + "the model that answers and the newest run of each function.")
    @APIResponse(responseCode = "200", description = "The data set")
    public DatasetPage get(
            @Parameter(description = "The data set's name", example = "shop") @PathParam("dataset") String dataset) {
        return overview.page(new DatasetName(dataset));
    }

    @GET
    @Path("/{dataset}/runs")
    @Operation(operationId = "listRuns", summary = "What ran on a data set", description = "The newest first.")
    @APIResponse(responseCode = "200", description = "The runs, with warnings and problems")
    public RunList runs(
            @Parameter(description = "The data set's name", example = "shop") @PathParam("dataset") String dataset,
            @Parameter(description = "The most runs to answer, 1 to 1000", example = "20")
                    @QueryParam("limit")
                    @DefaultValue("50")
                    int limit) {
        var name = new DatasetName(dataset);
        if (limit < 1 || limit > MOST_RUNS) {
            throw PermanentException.invalid("limit", "1 to " + MOST_RUNS, String.valueOf(limit), "correct it");
        }
        return new RunList(overview.runs(name, limit));
    }
}
