package io.foresale.api.openapi;

import static io.foresale.api.openapi.SharedSchemas.object;
import static io.foresale.api.openapi.SharedSchemas.string;

import io.foresale.domain.EventType;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;

/** Schemas of what models are asked about: shoppers, whose columns only the upload knows, and visits. */
final class ScoredSchemas {

    private static final int MOST = 1000;

    private ScoredSchemas() {}

    static Schema scored() {
        return OASFactory.createSchema()
                .description(
                        "Shoppers for a model of a table, visits for one of visits: one, or an array of up to 1,000")
                .anyOf(List.of(ref("Shopper"), some("Shopper"), ref("Visit"), some("Visit")));
    }

    static Schema shopper() {
        return object("The columns of one shopper, named as in the upload; null and left out mean missing")
                .additionalPropertiesSchema(OASFactory.createSchema()
                        .type(List.of(SchemaType.STRING, SchemaType.NUMBER, SchemaType.BOOLEAN, SchemaType.NULL)));
    }

    static Schema visit() {
        return object("A visit that is still going on, by what was done in it so far")
                .required(List.of("events"))
                .addProperty("user_id", string("The visitor's id as in the log, where known", "13085"))
                .addProperty(
                        "anonymous_id",
                        string("The visitor's id while the shop does not know them, such as a cookie's", "c-2f9"))
                .addProperty("session_id", string("The visit's id as it will stand in the log", "s-81"))
                .addProperty(
                        "events",
                        some("VisitEvent")
                                .description("In the order of their times; those after a first purchase do not count"));
    }

    static Schema event() {
        return object("Something that was done, to at most one product; other fields are named in the answer's ignored")
                .required(List.of("event_type"))
                .addProperty("event_type", types())
                .addProperty(
                        "event_time",
                        string(
                                "ISO 8601, UTC where it has no zone, or since 1970 in seconds, milliseconds or"
                                        + " microseconds; now where it is left out",
                                "2026-03-01T12:00:20Z"))
                .addProperty("product_id", string("As in the log", "p-7"))
                .addProperty("product_name", string("What the product is called", "Walnut desk"))
                .addProperty("category", string("Of the product, as in the log", "desks"))
                .addProperty("brand", string("Of the product", "Holt"))
                .addProperty("price", number("Of one piece, 0 or more", 249.0))
                .addProperty("quantity", number("Pieces, 0 or more", 1))
                .addProperty("query", string("What was searched for", "walnut desk"))
                .addProperty("device", string("The kind of device", "mobile"))
                .addProperty(
                        "attributes", object("What else the log's attributes hold: country, coupon, discount, page …"));
    }

    private static Schema types() {
        return OASFactory.createSchema()
                .addType(SchemaType.STRING)
                .description("What was done")
                .enumeration(Stream.of(EventType.values())
                        .<Object>map(EventType::word)
                        .toList())
                .addExample("view");
    }

    private static Schema number(String description, Number example) {
        return OASFactory.createSchema()
                .addType(SchemaType.NUMBER)
                .description(description)
                .addExample(example);
    }

    private static Schema some(String name) {
        return OASFactory.createSchema()
                .addType(SchemaType.ARRAY)
                .minItems(1)
                .maxItems(MOST)
                .items(ref(name));
    }

    private static Schema ref(String name) {
        return OASFactory.createSchema().ref(name);
    }
}
