package io.foresale.api;

import io.foresale.domain.ModelName;
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

/** The models there are and what they scored. */
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Models")
public class ModelsResource {

    private static final int MOST_SCORES = 1000;

    private final ModelPages models;

    public ModelsResource(ModelPages models) {
        this.models = models;
    }

    @GET
    @Path("/models")
    @Operation(operationId = "listModels", summary = "All models that answer")
    @APIResponse(responseCode = "200", description = "The models, by name")
    public ModelList list() {
        return models.all();
    }

    @GET
    @Path("/models/{model}")
    @Operation(
            operationId = "getModel",
            summary = "The version of a model that answers",
            description = "How good it is on examples it was not trained on, and what made it.")
    @APIResponse(responseCode = "200", description = "Version, metrics and provenance")
    public ModelPage get(
            @Parameter(
                            description =
                                    "The model's name: its data set's where that is a table, followed by -who, -what or -session where it is a log",
                            example = "shop")
                    @PathParam("model")
                    String model) {
        return models.page(new ModelName(model));
    }

    @GET
    @Path("/scores/{model}")
    @Operation(
            operationId = "listScores",
            summary = "Scores of files and of everyone",
            description = "Which objects of the bucket hold them, as Parquet and as CSV; the newest first.")
    @APIResponse(responseCode = "200", description = "The scores there are")
    public ScoresList scores(
            @Parameter(description = "The model's name", example = "shop") @PathParam("model") String model,
            @Parameter(description = "The most entries to answer, 1 to 1000", example = "20")
                    @QueryParam("limit")
                    @DefaultValue("50")
                    int limit) {
        if (limit < 1 || limit > MOST_SCORES) {
            throw PermanentException.invalid("limit", "1 to " + MOST_SCORES, String.valueOf(limit), "correct it");
        }
        return models.scores(new ModelName(model), limit);
    }
}
