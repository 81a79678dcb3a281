package io.foresale.api;

import io.foresale.api.request.JsonBody;
import io.foresale.config.ForesaleConfig;
import io.foresale.config.HttpConfig;
import io.foresale.domain.ModelName;
import io.foresale.score.ScoreAnswer;
import io.foresale.score.ScoreStep;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** How likely is this shopper to buy? */
@Path("/models/{model}/score")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Models")
public class ScoreResource {

    private static final String ONE =
            "{\"Month\": \"Nov\", \"PageValues\": 12.5, \"VisitorType\": \"Returning_Visitor\", \"Weekend\": false}";
    private static final String ANSWER = """
            {"model": "shop", "version": "5f1d7a84db00d2fce00b31a7fc73224f", "scores": [{"probability": 0.8312,
            "band": "high", "textUsed": false, "missing": ["Region"], "unknown": [], "ignored": [], "notes": []}]}""";

    private final ScoreStep step;
    private final long maxJsonBody;
    private final int maxShoppers;

    public ScoreResource(ScoreStep step, HttpConfig http, ForesaleConfig config) {
        this.step = step;
        this.maxJsonBody = http.maxJsonBody().asLongValue();
        this.maxShoppers = config.score().maxShoppers();
    }

    @POST
    @Operation(
            operationId = "score",
            summary = "How likely these shoppers are to buy",
            description =
                    "Takes the columns as in the upload, numbers and texts in raw form; what is left out counts as "
                            + "missing. One shopper as an object, or up to 1,000 as an array.")
    @APIResponse(
            responseCode = "200",
            description = "One score a shopper, in the order they were sent",
            content =
                    @Content(
                            schema = @Schema(implementation = ScoreAnswer.class),
                            examples = @ExampleObject(name = "one", value = ANSWER)))
    public ScoreAnswer score(
            @Parameter(description = "The model's name, which is its data set's", example = "shop") @PathParam("model")
                    String model,
            @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            schema = @Schema(ref = "Shoppers"),
                                            examples = {
                                                @ExampleObject(name = "one", value = ONE),
                                                @ExampleObject(name = "many", value = "[" + ONE + "]")
                                            }))
                    InputStream body) {
        var json = JsonBody.read(body, maxJsonBody);
        return step.score(new ModelName(model), ScoreRequest.parse(json, maxShoppers));
    }
}
