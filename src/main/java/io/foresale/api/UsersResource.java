package io.foresale.api;

import io.foresale.domain.DatasetName;
import io.foresale.score.UserProducts;
import io.foresale.score.UserProductsStep;
import io.foresale.score.UserScore;
import io.foresale.score.UserScoreStep;
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

/** What one known shopper of a log is likely to do. */
@Path("/datasets/{dataset}/users/{user}")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Models")
public class UsersResource {

    private final UserScoreStep scores;
    private final UserProductsStep products;

    public UsersResource(UserScoreStep scores, UserProductsStep products) {
        this.scores = scores;
        this.products = products;
    }

    @GET
    @Path("/products")
    @Operation(
            operationId = "scoreProducts",
            summary = "Which products a known shopper is likely to buy within the horizon",
            description =
                    "Asked of what the shopper did something to lately, what goes together with it, and what sells "
                            + "best: a look-up of the shopper's history, no scan of the log.")
    @APIResponse(responseCode = "200", description = "The likeliest products first")
    public UserProducts products(
            @Parameter(description = "The data set's name", example = "shop") @PathParam("dataset") String dataset,
            @Parameter(description = "The user id as in the log", example = "13085") @PathParam("user") String user,
            @Parameter(description = "The most products to answer, 1 to 100", example = "10")
                    @QueryParam("limit")
                    @DefaultValue("10")
                    int limit) {
        return products.products(new DatasetName(dataset), user, limit);
    }

    @GET
    @Path("/score")
    @Operation(
            operationId = "scoreUser",
            summary = "How likely a known shopper is to buy within the horizon",
            description =
                    "From the events that were uploaded: a look-up of the features as of now, no scan of the log.")
    @APIResponse(responseCode = "200", description = "The probability")
    public UserScore score(
            @Parameter(description = "The data set's name", example = "shop") @PathParam("dataset") String dataset,
            @Parameter(description = "The user id as in the log", example = "13085") @PathParam("user") String user) {
        return scores.score(new DatasetName(dataset), user);
    }
}
