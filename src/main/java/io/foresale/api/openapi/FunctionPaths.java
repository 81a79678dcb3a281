package io.foresale.api.openapi;

import io.foresale.trigger.FunctionTable.FunctionSpec;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Paths;

/** The routes of the functions, from {@code functions.yaml}: they are Funqy's, which nothing scans. */
final class FunctionPaths {

    private FunctionPaths() {}

    static void add(Paths paths, FunctionSpec function) {
        var operation = OASFactory.createOperation()
                .operationId(function.name())
                .tags(List.of("Functions"))
                .summary("Run " + function.name())
                .description(function.description() + " Started by itself by objects " + triggers(function)
                        + ". Calling it again with the same object does nothing.")
                .requestBody(OASFactory.createRequestBody()
                        .required(true)
                        .content(OASFactory.createContent()
                                .addMediaType(
                                        "application/json",
                                        OASFactory.createMediaType()
                                                .schema(SharedSchemas.call(function.name()))
                                                .example(Map.of("key", example(function))))))
                .responses(
                        OASFactory.createAPIResponses()
                                .addAPIResponse(
                                        "200",
                                        OASFactory.createAPIResponse()
                                                .description("What it did")
                                                .content(OASFactory.createContent()
                                                        .addMediaType(
                                                                "application/json",
                                                                OASFactory.createMediaType()
                                                                        .schema(OASFactory.createSchema()
                                                                                .ref("FunctionAnswer")))))
                                .addAPIResponse(
                                        "409",
                                        FailureResponses.response(
                                                "The object has other content than the event says; a newer event speaks for it")));
        paths.addPathItem(function.route(), OASFactory.createPathItem().POST(operation));
    }

    private static String triggers(FunctionSpec function) {
        return function.triggers().stream()
                .map(t -> "`" + t.prefix() + "…" + t.suffix() + "`")
                .collect(Collectors.joining(" and "));
    }

    private static String example(FunctionSpec function) {
        var trigger = function.triggers().getFirst();
        return trigger.prefix() + "shop" + (trigger.suffix().isEmpty() ? "/sessions.csv" : trigger.suffix());
    }
}
