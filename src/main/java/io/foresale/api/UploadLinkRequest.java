package io.foresale.api;

import io.foresale.api.request.JsonBody;
import io.foresale.domain.PermanentException;
import io.foresale.domain.Quoted;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The upload that somebody is about to make. */
@Schema(description = "The upload that you are about to make")
public record UploadLinkRequest(
        @Schema(
                implementation = String.class,
                description = "The file's name",
                examples = "sessions.csv",
                required = true)
        FileName file,

        @Schema(
                implementation = Long.class,
                description = "In bytes; where it is named, the address may take a file of this size only",
                examples = "1048576")
        Optional<Long> size) {

    static UploadLinkRequest of(byte[] json) {
        if (!(JsonBody.parse(json) instanceof Map<?, ?> fields)) {
            throw PermanentException.invalid("body", "an object", "another JSON value", example());
        }
        return new UploadLinkRequest(
                file(fields.get("file")),
                Optional.ofNullable(fields.get("size")).map(UploadLinkRequest::size));
    }

    private static FileName file(Object value) {
        if (value instanceof String name) {
            return new FileName(name);
        }
        throw PermanentException.invalid("'file'", "a file's name", "none", example());
    }

    private static long size(Object value) {
        if ((value instanceof Integer || value instanceof Long) && ((Number) value).longValue() >= 0) {
            return ((Number) value).longValue();
        }
        throw PermanentException.invalid("'size'", "a number of bytes", Quoted.of(value.toString()), example());
    }

    private static String example() {
        return "send {\"file\": \"sessions.csv\", \"size\": 1048576}";
    }
}
