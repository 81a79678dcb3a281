package io.foresale.api;

import io.foresale.bucket.Keys;
import io.foresale.domain.ModelName;
import jakarta.ws.rs.Consumes;
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
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Takes files of shoppers to score. */
@Path("/score-requests/{model}/{file}")
@Consumes(MediaType.WILDCARD)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Models")
public class ScoreRequestsResource {

    private final Upload upload;

    public ScoreRequestsResource(Upload upload) {
        this.upload = upload;
    }

    @PUT
    @Operation(
            operationId = "putScoreRequest",
            summary = "Have a file of shoppers scored",
            description = "The same formats and columns as an upload, without the label. The scores appear under "
                    + "GET /scores/{model}.")
    @APIResponse(
            responseCode = "201",
            description = "Stored as a new file",
            content = @Content(schema = @Schema(implementation = UploadReceipt.class)))
    @APIResponse(
            responseCode = "200",
            description = "Stored in place of a file of the same name",
            content = @Content(schema = @Schema(implementation = UploadReceipt.class)))
    public Response put(
            @Parameter(description = "The model's name", example = "shop") @PathParam("model") String model,
            @Parameter(description = "The file's name", example = "customers.csv") @PathParam("file") String file,
            @Parameter(hidden = true) @HeaderParam(HttpHeaders.CONTENT_LENGTH) Long length,
            @RequestBody(
                            description = "The file as it is",
                            content =
                                    @Content(
                                            mediaType = "application/octet-stream",
                                            schema = @Schema(type = SchemaType.STRING, format = "binary")))
                    InputStream body) {
        var name = new ModelName(model);
        var key = Keys.scoreRequest(name, new FileName(file).value());
        var next = "score-batch starts by itself, once the model is there; see /scores/" + name;
        return upload.put(key, body, Optional.ofNullable(length), Optional.empty(), next);
    }
}
