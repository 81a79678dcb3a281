package io.foresale.api.request;

import io.foresale.config.HttpConfig;
import io.foresale.domain.PermanentException;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.RouteConstants;
import io.quarkus.vertx.http.runtime.VertxHttpRecorder;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.impl.RoutingContextInternal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What is looked at before and after access, on every route: paths, sizes, and who reads the body. */
@ApplicationScoped
public class RequestFilters {

    /** After access was granted, whose handlers have orders below -100, and before Quarkus' own look at the size. */
    private static final int AFTER_ACCESS = RouteConstants.ROUTE_ORDER_UPLOAD_LIMIT - 1;

    private final long maxJsonBody;
    private final long maxUpload;

    public RequestFilters(
            HttpConfig config, @ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize maxUpload) {
        this.maxJsonBody = config.maxJsonBody().asLongValue();
        this.maxUpload = maxUpload.asLongValue();
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
        // Whoever reads a body counts its bytes; Quarkus would cut the answer short instead of saying what the limit
        // is.
        router.route().order(RouteConstants.ROUTE_ORDER_UPLOAD_LIMIT + 1).handler(context -> {
            context.remove(VertxHttpRecorder.MAX_REQUEST_SIZE_KEY);
            context.next();
        });
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
        long length = length(context);
        if (context.request().method() == HttpMethod.PUT ? length > maxUpload : length > maxJsonBody) {
            context.fail(
                    context.request().method() == HttpMethod.PUT
                            ? BodyLimit.uploadTooLarge(maxUpload, length + " bytes")
                            : BodyLimit.jsonTooLarge(maxJsonBody, length + " bytes"));
        } else if (FunctionBody.isFunction(context)) {
            FunctionBody.read(context, maxJsonBody);
        } else {
            context.next();
        }
    }

    /** What the header says, which the server has checked to be a number; 0 without one. */
    private static long length(RoutingContext context) {
        return Optional.ofNullable(context.request().getHeader(HttpHeaders.CONTENT_LENGTH))
                .map(Long::parseLong)
                .orElse(0L);
    }
}
