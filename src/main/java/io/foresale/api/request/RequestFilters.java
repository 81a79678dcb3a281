package io.foresale.api.request;

import io.foresale.config.HttpConfig;
import io.foresale.domain.PermanentException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.impl.RoutingContextInternal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** What is looked at before and after access, on every route: paths, sizes, and who reads the body. */
@ApplicationScoped
public class RequestFilters {

    /** After access was granted (its handlers have orders below -100), before the routes themselves. */
    private static final int AFTER_ACCESS = -1;

    private final long maxJsonBody;

    public RequestFilters(HttpConfig config) {
        this.maxJsonBody = config.maxJsonBody().asLongValue();
    }

    void install(@Observes Router router) {
        router.route().order(Integer.MIN_VALUE).handler(RequestFilters::checkPath);
        // Funqy has the bodies of all requests read into memory before anything else, uploads of strangers included.
        // The first of these handlers tells that reader that its work is done, the second stops the flow it started.
        router.route().order(Integer.MIN_VALUE).handler(context -> {
            ((RoutingContextInternal) context).visitHandler(RoutingContextInternal.BODY_HANDLER);
            context.next();
        });
        router.route().order(Integer.MIN_VALUE + 2).handler(context -> {
            context.request().pause();
            context.next();
        });
        router.route().order(AFTER_ACCESS).handler(this::admitBody);
    }

    private static void checkPath(RoutingContext context) {
        PathGuard.fault(context.request().path())
                .ifPresentOrElse(
                        fault -> context.fail(PermanentException.invalid(
                                "path",
                                "names without '/', '\\', ';', control characters, '.' and '..'",
                                fault,
                                "rename it; write ';' as %3B")),
                        context::next);
    }

    private void admitBody(RoutingContext context) {
        var request = context.request();
        var length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        if (request.method() != HttpMethod.PUT && length != null && Long.parseLong(length) > maxJsonBody) {
            context.fail(JsonBody.tooLarge(maxJsonBody, length + " bytes"));
        } else if (FunctionBody.isFunction(context)) {
            FunctionBody.read(context, maxJsonBody);
        } else {
            context.next();
        }
    }
}
