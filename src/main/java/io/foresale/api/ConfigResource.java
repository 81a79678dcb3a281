package io.foresale.api;

import io.foresale.domain.DatasetConfig;
import io.foresale.domain.DatasetName;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The owner's decisions about a data set. */
@Path("/datasets/{dataset}/config")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Data sets")
public class ConfigResource {

    private static final String EXAMPLE =
            "{\"label\": \"Revenue\", \"positive\": \"TRUE\", \"drop\": [\"Rating\"], \"roles\": {\"Region\": \"categorical\"}}";

    private final ConfigDocument document;

    public ConfigResource(ConfigDocument document) {
        this.document = document;
    }

    @GET
    @Operation(
            operationId = "getConfig",
            summary = "What the owner decided about a data set",
            description = "The document as it was written; {} where nothing was decided.")
    @APIResponse(
            responseCode = "200",
            description = "The configuration",
            headers =
                    @Header(
                            name = "ETag",
                            description = "For If-Match; absent where nothing was written",
                            schema = @Schema(type = SchemaType.STRING)),
            content = @Content(schema = @Schema(implementation = DatasetConfig.class)))
    public Response get(
            @Parameter(description = "The data set's name", example = "shop") @PathParam("dataset") String dataset) {
        var stored = document.read(new DatasetName(dataset));
        var answer = Response.ok(stored.json());
        stored.eTag().ifPresent(tag -> answer.header(HttpHeaders.ETAG, "\"" + tag + "\""));
        return answer.build();
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "putConfig",
            summary = "Decide about a data set",
            description = "Replaces the configuration; what depends on it is done again by itself. What is left out is "
                    + "inferred. A column that an uploaded data set does not have is refused with those it has.")
    @APIResponse(
            responseCode = "204",
            description = "Stored",
            headers =
                    @Header(
                            name = "ETag",
                            description = "Of what was stored",
                            schema = @Schema(type = SchemaType.STRING)))
    @APIResponse(responseCode = "412", description = "Somebody else changed it since; nothing was stored")
    public Response put(
            @Parameter(description = "The data set's name", example = "shop") @PathParam("dataset") String dataset,
            @Parameter(
                            description = "Store only if the configuration is still this one (its ETag)",
                            example = "\"9b2cf535f27731c9\"")
                    @HeaderParam(HttpHeaders.IF_MATCH)
                    String ifMatch,
            @Parameter(description = "* : store only if there is no configuration yet", example = "*")
                    @HeaderParam(HttpHeaders.IF_NONE_MATCH)
                    String ifNoneMatch,
            @RequestBody(
                            content =
                                    @Content(
                                            schema = @Schema(implementation = DatasetConfig.class),
                                            examples = @ExampleObject(name = "shop", value = EXAMPLE)))
                    InputStream body) {
        var condition = Conditions.of(Optional.ofNullable(ifMatch), Optional.ofNullable(ifNoneMatch));
        var eTag = document.write(new DatasetName(dataset), body, condition);
        return Response.noContent().header(HttpHeaders.ETAG, "\"" + eTag + "\"").build();
    }
}
