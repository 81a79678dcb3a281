package io.foresale.api.problem;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Answers what the resources throw. */
class ProblemMapper {

    @ServerExceptionMapper
    Response any(Throwable failure) {
        return response(failure).build();
    }

    /** Says which methods there are, where it was the wrong one. */
    @ServerExceptionMapper
    Response ofHttp(WebApplicationException failure) {
        var answer = response(failure);
        var allowed = failure.getResponse().getHeaderString(HttpHeaders.ALLOW);
        return (allowed == null ? answer : answer.header(HttpHeaders.ALLOW, allowed)).build();
    }

    private static Response.ResponseBuilder response(Throwable failure) {
        var document = Problems.of(failure);
        var answer = Response.status(document.status())
                .type(ProblemDocument.MEDIA_TYPE)
                .entity(document.json());
        return switch (document.status()) {
            case 503 -> answer.header(HttpHeaders.RETRY_AFTER, ProblemRoute.RETRY_AFTER_SECONDS);
            // The rest of the body is not read, so the connection cannot be used for another request.
            case 413 -> answer.header("Connection", "close");
            default -> answer;
        };
    }
}
