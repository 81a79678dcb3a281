package io.foresale.api;

import io.foresale.api.request.JsonBody;
import io.foresale.config.HttpConfig;
import io.foresale.trigger.Arrivals;
import io.foresale.trigger.ObjectEvents;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Where a bucket on S3 sends its notifications. */
@Path("/events/s3")
@Consumes(MediaType.WILDCARD)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Functions")
public class EventsResource {

    private static final String CEPH = """
            {"Records": [{"eventVersion": "2.2", "eventSource": "ceph:s3", "eventName": "ObjectCreated:Put", "s3": {
            "bucket": {"name": "my-shop-bucket"}, "object": {"key": "raw/shop/sessions.csv", "size": 1024,
            "eTag": "9b2cf535f27731c974343645a3985328"}}}]}""";

    private final Arrivals arrivals;
    private final long maxJsonBody;

    public EventsResource(Arrivals arrivals, HttpConfig config) {
        this.arrivals = arrivals;
        this.maxJsonBody = config.maxJsonBody().asLongValue();
    }

    /** A store repeats what is not answered with 2xx, so a failure that may pass is the answer to the whole of it. */
    @POST
    @Operation(
            operationId = "takeS3Events",
            summary = "Take the notifications of a bucket on S3",
            description =
                    "As AWS (also EventBridge), Ceph and MinIO send them. Calls the functions that the objects start and answers "
                            + "when they have ended; what is told of twice is done once. One event that is refused does not keep "
                            + "the others from their functions.")
    @APIResponse(responseCode = "200", description = "What became of each event; none of them need be sent again")
    public EventReceipt take(
            @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON,
                                            schema = @Schema(type = SchemaType.OBJECT),
                                            examples = @ExampleObject(name = "Ceph", value = CEPH)))
                    InputStream body) {
        var outcomes = arrivals.takeAll(ObjectEvents.of(JsonBody.read(body, maxJsonBody)));
        return new EventReceipt(outcomes.stream().map(EventReceipt.Entry::of).toList());
    }
}
