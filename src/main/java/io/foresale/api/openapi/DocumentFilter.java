package io.foresale.api.openapi;

import io.foresale.trigger.FunctionTable;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.models.security.SecurityScheme;
import org.eclipse.microprofile.openapi.models.tags.Tag;

/** Completes the document that is scanned from the resources. */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class DocumentFilter implements OASFilter {

    @Override
    public void filterOpenAPI(OpenAPI document) {
        if (document.getComponents() == null) {
            document.setComponents(OASFactory.createComponents());
        }
        var components = document.getComponents();
        components.addSchema("Problem", SharedSchemas.problem());
        components.addSchema("Scored", ScoredSchemas.scored());
        components.addSchema("Shopper", ScoredSchemas.shopper());
        components.addSchema("Visit", ScoredSchemas.visit());
        components.addSchema("VisitEvent", ScoredSchemas.event());
        components.addSchema("FunctionAnswer", SharedSchemas.functionAnswer());
        components.getSchemas().values().forEach(DocumentFilter::lowerCaseConstants);
        components.addSecurityScheme(
                "apiKey",
                OASFactory.createSecurityScheme()
                        .type(SecurityScheme.Type.APIKEY)
                        .in(SecurityScheme.In.HEADER)
                        .name("X-API-Key")
                        .description("A key that the settings know; also taken as a bearer token. Without keys in the "
                                + "settings, callers on the same machine need none."));
        components.addSecurityScheme(
                "bearer",
                OASFactory.createSecurityScheme()
                        .type(SecurityScheme.Type.HTTP)
                        .scheme("bearer")
                        .description("The same key as a bearer token."));
        document.setSecurity(List.of(needs("apiKey"), needs("bearer")));
        document.setTags(List.of(
                tag("Data sets", "What was uploaded and what happened to it"),
                tag("Uploads", "Files of shoppers to learn from"),
                tag("Models", "How likely shoppers are to buy, and how good the answer is"),
                tag("Functions", "The steps, which objects in the bucket start by themselves")));
        FunctionTable.load().functions().forEach(function -> FunctionPaths.add(document.getPaths(), function));
        document.getPaths().getPathItems().forEach((path, item) -> item.getOperations()
                .forEach((method, operation) -> FailureResponses.add(path, method, operation)));
    }

    private static SecurityRequirement needs(String scheme) {
        return OASFactory.createSecurityRequirement().addScheme(scheme, List.of());
    }

    private static Tag tag(String name, String description) {
        return OASFactory.createTag().name(name).description(description);
    }

    /** Enumerations stand in documents in lower case. */
    private static void lowerCaseConstants(Schema schema) {
        if (schema.getEnumeration() != null) {
            schema.setEnumeration(schema.getEnumeration().stream()
                    .<Object>map(constant -> constant.toString().toLowerCase(Locale.ROOT))
                    .toList());
        }
    }
}
