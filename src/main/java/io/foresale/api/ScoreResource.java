package io.foresale.api;

import io.foresale.api.request.JsonBody;
import io.foresale.config.ForesaleConfig;
import io.foresale.config.HttpConfig;
import io.foresale.domain.ModelName;
import io.foresale.score.AnswerStep;
import io.foresale.score.ScoreAnswer;
import io.foresale.score.ShopperScore;
import io.foresale.score.VisitAnswer;
import io.foresale.score.VisitScore;
import io.quarkus.runtime.annotations.RegisterForReflection;
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

/** How likely is this shopper to buy, or this visit to end in a purchase? */
// What is answered is declared as one of several: a native executable would know none of them.
@RegisterForReflection(targets = {ScoreAnswer.class, ShopperScore.class, VisitAnswer.class, VisitScore.class})
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

    private static final String VISIT = """
            {"user_id": "13085", "session_id": "s-81", "events": [
            {"event_type": "search", "event_time": "2026-03-01T12:00:00Z", "query": "walnut desk", "device": "mobile"},
            {"event_type": "view", "event_time": "2026-03-01T12:00:20Z", "product_id": "p-7", "category": "desks",
            "brand": "Holt", "price": 249.0},
            {"event_type": "add_to_cart", "event_time": "2026-03-01T12:01:05Z", "product_id": "p-7", "category": "desks",
            "brand": "Holt", "price": 249.0, "quantity": 1}]}""";
    private static final String VISIT_ANSWER = """
            {"model": "shop-session", "version": "5f1d7a84db00d2fce00b31a7fc73224f", "asOf": "2026-02-28T23:59:58Z",
            "scores": [{"session": "s-81", "user": "13085", "probability": 0.2125, "band": "high", "prefix": 3,
            "returning": true, "textUsed": true, "unknown": [], "ignored": [], "notes": []}]}""";

    private final AnswerStep step;
    private final long maxJsonBody;
    private final int maxShoppers;

    public ScoreResource(AnswerStep step, HttpConfig http, ForesaleConfig config) {
        this.step = step;
        this.maxJsonBody = http.maxJsonBody().asLongValue();
        this.maxShoppers = config.score().maxShoppers();
    }

    @POST
    @Operation(
            operationId = "score",
            summary = "How likely these shoppers are to buy, or these visits to end in a purchase",
            description =
                    "A model of a table takes shoppers: the columns as in the upload, numbers and texts in raw form; what "
                            + "is left out counts as missing. A model of visits (its name ends in -session) takes visits "
                            + "by their events so far; what is known of a user_id or anonymous_id from the log counts too. One as an "
                            + "object, or up to 1,000 as an array. The other models of a log answer "
                            + "/datasets/{dataset}/users/{user}/score and …/products.")
    @APIResponse(
            responseCode = "200",
            description = "One score a shopper or visit, in the order they were sent",
            content =
                    @Content(
                            schema = @Schema(oneOf = {ScoreAnswer.class, VisitAnswer.class}),
                            examples = {
                                @ExampleObject(name = "shopper", value = ANSWER),
                                @ExampleObject(name = "visit", value = VISIT_ANSWER)
                            }))
    public Record score(
            @Parameter(description = "The model's name: its data set's, or that and -session", example = "shop")
                    @PathParam("model")
                    String model,
            @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            schema = @Schema(ref = "Scored"),
                                            examples = {
                                                @ExampleObject(name = "shopper", value = ONE),
                                                @ExampleObject(name = "shoppers", value = "[" + ONE + "]"),
                                                @ExampleObject(name = "visit", value = VISIT)
                                            }))
                    InputStream body) {
        var json = JsonBody.read(body, maxJsonBody);
        return step.answer(new ModelName(model), ScoreRequest.parse(json, maxShoppers));
    }
}
