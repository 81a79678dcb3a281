package io.foresale.api.problem;

import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Answers what the resources throw. */
class ProblemMapper {

    @ServerExceptionMapper
    Response any(Throwable failure, RoutingContext context) {
        return response(failure, context).build();
    }

    /** Says which methods there are, where it was the wrong one. */
    @ServerExceptionMapper
    Response ofHttp(WebApplicationException failure, RoutingContext context) {
        var answer = response(failure, context);
        var allowed = failure.getResponse().getHeaderString(HttpHeaders.ALLOW);
        return (allowed == null ? answer : answer.header(HttpHeaders.ALLOW, allowed)).build();
    }

    private static Response.ResponseBuilder response(Throwable failure, RoutingContext context) {
        var document = Problems.of(failure);
        var answer = Response.status(document.status())
                .type(ProblemDocument.MEDIA_TYPE)
                .entity(document.json());
        return switch (document.status()) {
            case 503 -> answer.header(HttpHeaders.RETRY_AFTER, ProblemRoute.RETRY_AFTER_SECONDS);
            case 413 -> ProblemRoute.cannotGoOn(context.request()) ? answer.header("Connection", "close") : answer;
            default -> answer;
        };
    }
}
