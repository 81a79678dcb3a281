package io.foresale.api.openapi;

import java.math.BigDecimal;
import java.util.List;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;

/** Schemas of what no resource declares: problems, calls of functions. */
final class SharedSchemas {

    private SharedSchemas() {}

    static Schema problem() {
        return object("Why a request failed (RFC 9457)")
                .required(List.of("type", "title", "status", "detail"))
                .addProperty("type", string("Always about:blank", "about:blank"))
                .addProperty("title", string("The status in words", "Bad Request"))
                .addProperty("status", integer().addExample(400))
                .addProperty(
                        "detail", string("All of it in one sentence", "limit: wanted 1 to 1000, got 0; correct it"))
                .addProperty("subject", string("The object, line or field it is about", "limit"))
                .addProperty("wanted", string("What was wanted there", "1 to 1000"))
                .addProperty("got", string("What came, at most 80 characters of it", "0"))
                .addProperty("remedy", string("What to do", "correct it"));
    }

    private static Schema objectCreated() {
        return object("The object that a function is called with")
                .required(List.of("key"))
                .addProperty("key", string("Its key in the bucket", "raw/shop/sessions.csv"))
                .addProperty(
                        "eTag",
                        string(
                                "Of its content; left out, the content it has now is meant",
                                "9b2cf535f27731c974343645a3985328"));
    }

    /** What a function is called with. */
    static Schema call(String function) {
        var call = objectCreated();
        return switch (function) {
            case "embed" ->
                call.addProperty("dryRun", flag("Only estimate tokens and cost, call no model"))
                        .addProperty(
                                "force",
                                flag("Ask again about texts that a model refused or failed with, and these alone"));
            case "train" ->
                call.addProperty("force", flag("Train although the policy would keep the model that answers"));
            case "fuse", "score-batch" ->
                call.addProperty(
                        "shard",
                        integer()
                                .minimum(BigDecimal.ZERO)
                                .description("Of a log, that alone is worked on; left out: all that is lacking")
                                .addExample(3));
            default -> call;
        };
    }

    static Schema functionAnswer() {
        return object("What a function did")
                .required(List.of("done", "result", "reason"))
                .addProperty("done", flag("Whether it wrote a result now; false: there was nothing to do"))
                .addProperty(
                        "result",
                        string(
                                "The manifest it wrote, empty where it wrote none",
                                "clean/shop/0cc175b9c0f1b6a831c399e269772661/manifest.json"))
                .addProperty(
                        "reason",
                        string(
                                "Why there was nothing to do, or why the result is another one than was asked for; else empty",
                                "no upload of shop has a row that was accepted"));
    }

    static Schema object(String description) {
        return OASFactory.createSchema().addType(SchemaType.OBJECT).description(description);
    }

    private static Schema flag(String description) {
        return OASFactory.createSchema()
                .addType(SchemaType.BOOLEAN)
                .description(description)
                .addExample(true);
    }

    private static Schema integer() {
        return OASFactory.createSchema().addType(SchemaType.INTEGER);
    }

    static Schema string(String description, String example) {
        return OASFactory.createSchema()
                .addType(SchemaType.STRING)
                .description(description)
                .addExample(example);
    }
}
