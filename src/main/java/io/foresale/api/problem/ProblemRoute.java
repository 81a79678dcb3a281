package io.foresale.api.problem;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Answers failures that no resource sees: of functions, of access, of paths that do not exist. */
@ApplicationScoped
public class ProblemRoute {

    static final int RETRY_AFTER_SECONDS = 5;

    /** The failure handlers of a router are asked in its order: this one comes before Quarkus' own. */
    void install(@Observes Router router) {
        router.route().order(Integer.MIN_VALUE).failureHandler(ProblemRoute::answer);
        router.route().last().handler(context -> context.fail(404));
    }

    private static void answer(RoutingContext context) {
        var failure = context.failure();
        answer(context, failure == null ? Problems.ofStatus(context.statusCode()) : Problems.of(failure));
    }

    /** Ends a request with a problem document. */
    public static void answer(RoutingContext context, ProblemDocument document) {
        var response = context.response();
        if (response.headWritten()) {
            response.reset();
            return;
        }
        if (document.status() == 503) {
            response.putHeader(HttpHeaders.RETRY_AFTER, String.valueOf(RETRY_AFTER_SECONDS));
        }
        if (cannotGoOn(context.request())) {
            response.putHeader(HttpHeaders.CONNECTION, "close");
        }
        response.setStatusCode(document.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, ProblemDocument.MEDIA_TYPE)
                .end(document.json());
    }

    /**
     * Whether the connection cannot be used for another request, as what is left of this one's body is not read. HTTP/2 has
     * a stream for each request, and forbids to speak of connections in a header.
     */
    static boolean cannotGoOn(HttpServerRequest request) {
        return request.version() != HttpVersion.HTTP_2 && !request.isEnded();
    }
}
