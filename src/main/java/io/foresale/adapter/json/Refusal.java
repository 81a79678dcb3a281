package io.foresale.adapter.json;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import io.foresale.domain.ObjectKey;
import io.foresale.domain.PermanentException;
import io.foresale.domain.Problem;
import io.foresale.domain.Quoted;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Says why a document was refused, so that who wrote it finds the place. */
record Refusal(ObjectKey key, byte[] json, JacksonException cause) {

    private static final String REMEDY = "correct the document";

    PermanentException exception() {
        var own = ownCause();
        if (own.isPresent()) {
            var p = own.get().problem();
            return new PermanentException(
                    own.get().kind(), new Problem(place() + ": " + p.subject(), p.wanted(), p.got(), p.remedy()));
        }
        return switch (cause) {
            case UnrecognizedPropertyException unknown ->
                refused(
                        place(),
                        "one of the fields " + fields(unknown.getReferringClass()),
                        Quoted.of(unknown.getPropertyName()));
            case InvalidTypeIdException kind -> refused(field(), kinds(kind), got(kind));
            case InvalidFormatException wrong ->
                refused(field(), wanted(wrong.getTargetType()), Quoted.of(String.valueOf(wrong.getValue())));
            case MismatchedInputException wrong
            when wrong.getPath().isEmpty() && wrong.getTargetType() == null ->
                refused(place(), "one JSON value", message());
            case MismatchedInputException wrong -> refused(field(), wanted(wrong.getTargetType()), message());
            case JsonMappingException wrong -> refused(field(), "a value that fits the others", message());
            default -> refused(place(), "JSON", message());
        };
    }

    private static PermanentException refused(String place, String wanted, String got) {
        return PermanentException.invalid(place, wanted, got, REMEDY);
    }

    /** What a record said of its own values. */
    private Optional<PermanentException> ownCause() {
        return Stream.iterate((Throwable) cause, t -> t != null, Throwable::getCause)
                .filter(PermanentException.class::isInstance)
                .map(PermanentException.class::cast)
                .findFirst();
    }

    private String place() {
        int line = lineOfField().orElseGet(this::lineOfCause);
        return line > 0 ? key + ", line " + line : key.value();
    }

    private int lineOfCause() {
        return cause.getLocation() == null ? 0 : cause.getLocation().getLineNr();
    }

    /** Records are made when all of their fields are read, so the parser is often beyond the field that is wrong. */
    private OptionalInt lineOfField() {
        var field = JsonPointer.empty();
        for (var step : path()) {
            field = step.getFieldName() == null
                    ? field.appendIndex(step.getIndex())
                    : field.appendProperty(step.getFieldName());
        }
        try (var parser = new JsonFactory().createParser(json)) {
            while (!field.matches() && parser.nextToken() != null) {
                if (parser.getParsingContext().pathAsPointer().equals(field)) {
                    return OptionalInt.of(parser.currentTokenLocation().getLineNr());
                }
            }
        } catch (IOException _) {
            // not JSON from there on: the parser's own place is the right one
        }
        return OptionalInt.empty();
    }

    private List<JsonMappingException.Reference> path() {
        return cause instanceof JsonMappingException mapping ? mapping.getPath() : List.of();
    }

    private static String fields(Class<?> type) {
        return Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getName)
                .collect(Collectors.joining(", "));
    }

    private String field() {
        var path = path().stream()
                .map(r -> r.getFieldName() == null ? "[" + r.getIndex() + "]" : r.getFieldName())
                .collect(Collectors.joining("."));
        return path.isEmpty() ? place() : place() + ", field '" + path + "'";
    }

    private String message() {
        return Quoted.of(cause.getOriginalMessage());
    }

    private static String kinds(InvalidTypeIdException e) {
        return "a '" + DomainTypes.KIND + "' of "
                + DomainTypes.members(e.getBaseType().getRawClass())
                        .map(DomainTypes::kind)
                        .collect(Collectors.joining(", "));
    }

    private static String got(InvalidTypeIdException e) {
        return Optional.ofNullable(e.getTypeId()).map(Quoted::of).orElse("none");
    }

    private static String wanted(Class<?> type) {
        return type.isEnum()
                ? "one of "
                        + Arrays.stream(type.getEnumConstants())
                                .map(c -> DomainTypes.lowerCase((Enum<?>) c))
                                .collect(Collectors.joining(", "))
                : "a value of type " + type.getSimpleName();
    }
}
