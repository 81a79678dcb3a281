package io.foresale.adapter.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.foresale.domain.ObjectKey;
import io.foresale.domain.PermanentException;
import io.foresale.domain.Quoted;
import io.foresale.port.Documents;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** {@link Documents} by Jackson: records by their components, ids as strings, members of a sealed family by their kind. */
public final class JsonDocuments implements Documents {

    private static final ObjectMapper MAPPER = mapper();

    private static ObjectMapper mapper() {
        return JsonMapper.builder()
                .addModule(new Jdk8Module())
                .addModule(new JavaTimeModule())
                .addModule(new ForesaleModule())
                .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
                .enable(SerializationFeature.INDENT_OUTPUT, SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .enable(
                        DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                        DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .defaultPropertyInclusion(
                        JsonInclude.Value.construct(JsonInclude.Include.NON_ABSENT, JsonInclude.Include.NON_ABSENT))
                .withConfigOverride(List.class, o -> o.setSetterInfo(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY)))
                .withConfigOverride(Map.class, o -> o.setSetterInfo(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY)))
                .build();
    }

    @Override
    public byte[] write(Object value) {
        try {
            return (MAPPER.writeValueAsString(value) + "\n").getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("a " + value.getClass().getSimpleName() + " could not be written", e);
        }
    }

    @Override
    public <T> T read(byte[] json, Class<T> type, ObjectKey key) {
        try {
            return MAPPER.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw refused(key, e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static PermanentException refused(ObjectKey key, JsonProcessingException e) {
        var at = e.getLocation() == null
                ? ""
                : " at line " + e.getLocation().getLineNr() + ", column "
                        + e.getLocation().getColumnNr();
        return switch (e) {
            case UnrecognizedPropertyException unknown ->
                PermanentException.invalid(
                        key + at,
                        "one of the fields " + unknown.getKnownPropertyIds(),
                        "the field " + Quoted.of(unknown.getPropertyName()),
                        "correct or remove it");
            case InvalidFormatException wrong ->
                PermanentException.invalid(
                        key + at + ", field '" + path(wrong) + "'",
                        wanted(wrong.getTargetType()),
                        Quoted.of(String.valueOf(wrong.getValue())),
                        "correct it");
            case ValueInstantiationException refused
            when refused.getCause() instanceof PermanentException cause ->
                PermanentException.invalid(
                        key + at + ", " + cause.problem().subject(),
                        cause.problem().wanted(),
                        cause.problem().got(),
                        cause.problem().remedy());
            case JsonMappingException wrong ->
                PermanentException.invalid(
                        key + at + ", field '" + path(wrong) + "'",
                        "a value of the right type",
                        "another",
                        "correct it");
            default ->
                PermanentException.invalid(
                        key + at, "JSON", "something else: " + Quoted.of(e.getOriginalMessage()), "correct it");
        };
    }

    private static String path(JsonMappingException e) {
        return e.getPath().stream()
                .map(r -> r.getFieldName() == null ? "[" + r.getIndex() + "]" : r.getFieldName())
                .collect(Collectors.joining("."));
    }

    private static String wanted(Class<?> type) {
        return type.isEnum()
                ? "one of "
                        + Arrays.stream(type.getEnumConstants())
                                .map(c -> c.toString().toLowerCase(Locale.ROOT))
                                .toList()
                : "a " + type.getSimpleName().toLowerCase(Locale.ROOT);
    }
}
