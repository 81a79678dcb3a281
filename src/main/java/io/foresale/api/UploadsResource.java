package io.foresale.api;

import io.foresale.api.DatasetPage.UploadEntry;
import io.foresale.bucket.Keys;
import io.foresale.domain.DatasetName;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Takes files, as {@code curl -T} sends them. */
@Path("/datasets/{dataset}/uploads/{file}")
@Consumes(MediaType.WILDCARD)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Uploads")
public class UploadsResource {

    private final Upload upload;
    private final Overview overview;

    public UploadsResource(Upload upload, Overview overview) {
        this.upload = upload;
        this.overview = overview;
    }

    @PUT
    @Operation(
            operationId = "putUpload",
            summary = "Upload a file of shoppers",
            description = "CSV, JSON Lines or Parquet, plain, gzip or zstd: curl -T sessions.csv "
                    + "http://localhost:8080/datasets/shop/uploads/sessions.csv. Everything else follows by itself: it is "
                    + "cleaned, embedded, fused, trained on and scored.")
    @APIResponse(
            responseCode = "201",
            description = "Stored as a new file",
            headers =
                    @Header(
                            name = "Location",
                            description = "Where to see what becomes of it",
                            schema = @Schema(type = SchemaType.STRING)),
            content = @Content(schema = @Schema(implementation = UploadReceipt.class)))
    @APIResponse(
            responseCode = "200",
            description = "Stored in place of a file of the same name",
            content = @Content(schema = @Schema(implementation = UploadReceipt.class)))
    public Response put(
            @Parameter(description = "The data set's name; a new one begins a new data set", example = "shop")
                    @PathParam("dataset")
                    String dataset,
            @Parameter(description = "The file's name", example = "sessions.csv") @PathParam("file") String file,
            @Parameter(hidden = true) @HeaderParam(HttpHeaders.CONTENT_LENGTH) Long length,
            @Context UriInfo uri,
            @RequestBody(
                            description = "The file as it is",
                            content =
                                    @Content(
                                            mediaType = "application/octet-stream",
                                            schema = @Schema(type = SchemaType.STRING, format = "binary")))
                    InputStream body) {
        var name = new DatasetName(dataset);
        var key = Keys.upload(name, new FileName(file).value());
        var next = "ingest starts by itself and the rest follows; see /datasets/" + name;
        return upload.put(key, body, Optional.ofNullable(length), Optional.of(uri.getRequestUri()), next);
    }

    @GET
    @Operation(operationId = "getUpload", summary = "What became of an upload")
    @APIResponse(responseCode = "200", description = "Counts, rejects, or why it was refused")
    public UploadEntry get(
            @Parameter(description = "The data set's name", example = "shop") @PathParam("dataset") String dataset,
            @Parameter(description = "The file's name", example = "sessions.csv") @PathParam("file") String file) {
        return overview.upload(new DatasetName(dataset), new FileName(file).value());
    }
}
