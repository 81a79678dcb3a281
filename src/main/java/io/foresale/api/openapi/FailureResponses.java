package io.foresale.api.openapi;

import io.foresale.api.access.Needed;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem.HttpMethod;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/** The failures that an operation can answer because of what it is, and the role it needs. */
final class FailureResponses {

    private FailureResponses() {}

    static void add(String path, HttpMethod method, Operation operation) {
        var needed = Needed.by(method.name(), path);
        describe(operation, needed);
        for (var failure : failures(path, method, needed).entrySet()) {
            if (operation.getResponses().getAPIResponse(failure.getKey()) == null) {
                operation.getResponses().addAPIResponse(failure.getKey(), response(failure.getValue()));
            }
        }
    }

    private static void describe(Operation operation, Needed needed) {
        if (needed == Needed.NOTHING) {
            operation.setSecurity(List.of());
            return;
        }
        var role =
                needed == Needed.ANY_KEY ? "any role" : "role " + needed.name().toLowerCase(Locale.ROOT);
        var text = operation.getDescription() == null ? "" : operation.getDescription() + " ";
        operation.setDescription(text + "Needs a key with " + role + (needed == Needed.ADMIN ? "." : " or admin."));
    }

    private static Map<String, String> failures(String path, HttpMethod method, Needed needed) {
        var failures = new LinkedHashMap<String, String>();
        if (needed == Needed.NOTHING) {
            return failures;
        }
        failures.put("400", "Something in the request is not what is wanted: the problem names it");
        failures.put("401", "The key is missing or unknown");
        failures.put("403", "The key's role does not allow this");
        if (path.contains("{") || method == HttpMethod.POST) {
            failures.put("404", "There is no such data set, model or object");
        }
        if (method == HttpMethod.POST || method == HttpMethod.PUT) {
            failures.put("413", "More was sent than the limit, which the problem names");
        }
        failures.put("500", "A fault of Foresale; the log has it under the id in the problem");
        failures.put("503", "The bucket does not answer or is contended; try again after Retry-After seconds");
        return failures;
    }

    static APIResponse response(String description) {
        return OASFactory.createAPIResponse()
                .description(description)
                .content(OASFactory.createContent()
                        .addMediaType(
                                "application/problem+json",
                                OASFactory.createMediaType()
                                        .schema(OASFactory.createSchema().ref("Problem"))));
    }
}
