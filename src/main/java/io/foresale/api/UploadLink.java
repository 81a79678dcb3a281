package io.foresale.api;

import io.foresale.domain.ObjectKey;
import io.foresale.port.UploadLinks.Link;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How to make an upload. */
@Schema(description = "How to make the upload")
public record UploadLink(
        @Schema(examples = "raw/shop/sessions.csv") ObjectKey key,

        @Schema(examples = "PUT") String method,

        @Schema(
                description = "Where to send the file",
                examples = "https://shop-bucket.s3.eu-central-1.amazonaws.com/raw/shop/sessions.csv?X-Amz-Signature=…")
        URI url,

        @Schema(description = "To send with it, exactly so") Map<String, String> headers,

        @Schema(
                description =
                        "Whether the address is the bucket's own and needs no key; otherwise it is this server's, which does")
        boolean direct,

        @Schema(description = "Until when the address may be used, where that ends")
        Optional<Instant> expires) {

    static UploadLink to(ObjectKey key, Link link) {
        return new UploadLink(key, "PUT", link.url(), link.headers(), true, Optional.of(link.expires()));
    }

    static UploadLink here(ObjectKey key, URI url) {
        return new UploadLink(key, "PUT", url, Map.of(), false, Optional.empty());
    }
}
