package io.foresale.api.problem;

import io.foresale.domain.Problem;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/**
 * A failure as RFC 9457 describes it. Its type is {@code about:blank}, so its title is the status in words; what a person
 * needs to mend it stands in members of our own.
 *
 * @param detail all of it in one sentence
 * @param problem subject, wanted, got and remedy, where the failure has them
 */
public record ProblemDocument(int status, String title, String detail, Optional<Problem> problem) {

    public static final String MEDIA_TYPE = "application/problem+json";

    public static ProblemDocument of(int status, Problem problem) {
        return new ProblemDocument(status, StatusTitle.of(status), problem.sentence(), Optional.of(problem));
    }

    public static ProblemDocument of(int status, String detail) {
        return new ProblemDocument(status, StatusTitle.of(status), detail, Optional.empty());
    }

    /** The document as JSON. */
    public String json() {
        var json = new JsonObject()
                .put("type", "about:blank")
                .put("title", title)
                .put("status", status)
                .put("detail", detail);
        problem.ifPresent(p -> json.put("subject", p.subject())
                .put("wanted", p.wanted())
                .put("got", p.got())
                .put("remedy", p.remedy()));
        return json.encodePrettily() + "\n";
    }
}
