package io.foresale.api;

import io.foresale.api.request.JsonBody;
import io.foresale.bucket.Keys;
import io.foresale.config.HttpConfig;
import io.foresale.domain.DatasetName;
import io.foresale.port.UploadLinks;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Says where to send a file, so that large ones need not come through here. */
@Path("/datasets/{dataset}/uploads")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Uploads")
public class UploadLinksResource {

    private final UploadLinks links;
    private final long maxJsonBody;

    public UploadLinksResource(UploadLinks links, HttpConfig config) {
        this.links = links;
        this.maxJsonBody = config.maxJsonBody().asLongValue();
    }

    @POST
    @Operation(
            operationId = "createUploadLink",
            summary = "Ask where to upload a file",
            description =
                    "A bucket on S3 takes it itself for a while, whatever its size up to 5 GiB; otherwise this server "
                            + "does. Nothing is stored before the file is sent.")
    @APIResponse(responseCode = "200", description = "Where, how and until when")
    public UploadLink create(
            @Parameter(description = "The data set's name; a new one begins a new data set", example = "shop")
                    @PathParam("dataset")
                    String dataset,
            @Context UriInfo uri,
            @RequestBody(content = @Content(schema = @Schema(implementation = UploadLinkRequest.class)))
                    InputStream body) {
        var request = UploadLinkRequest.of(JsonBody.read(body, maxJsonBody));
        var file = request.file().value();
        var key = Keys.upload(new DatasetName(dataset), file);
        return links.put(key, request.size())
                .map(link -> UploadLink.to(key, link))
                .orElseGet(() -> UploadLink.here(key, here(uri, file)));
    }

    /** As strict as a path is read here: {@code ;} is escaped, too. */
    private static URI here(UriInfo uri, String file) {
        return URI.create(uri.getAbsolutePath() + "/"
                + URLEncoder.encode(file, StandardCharsets.UTF_8).replace("+", "%20"));
    }
}
