package io.foresale.api.request;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.foresale.domain.PermanentException;
import io.foresale.domain.RetriableException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Reads JSON that a stranger sent. Messages say where it is wrong, never what it says. */
public final class JsonBody {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private JsonBody() {}

    /** The bytes of a body of at most so many; more are refused before they are read. */
    public static byte[] read(InputStream body, long most) {
        try {
            var bytes = body.readNBytes(Math.toIntExact(most) + 1);
            if (bytes.length > most) {
                throw BodyLimit.jsonTooLarge(most, "more");
            }
            return bytes;
        } catch (IOException e) {
            throw new RetriableException("the body ended before its end", e);
        }
    }

    /** What the JSON says, as maps, lists, strings, numbers and booleans. */
    public static Object parse(byte[] json) {
        try {
            return Optional.ofNullable(MAPPER.readValue(json, Object.class)).orElseThrow(() -> notJson(": null"));
        } catch (JacksonException e) {
            var at = e.getLocation();
            throw notJson(at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr());
        } catch (IOException e) {
            throw notJson("");
        }
    }

    private static PermanentException notJson(String where) {
        return PermanentException.invalid(
                "body", "JSON (UTF-8, no field twice)", "something else" + where, "correct it there");
    }
}
