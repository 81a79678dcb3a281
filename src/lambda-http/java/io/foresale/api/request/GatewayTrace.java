package io.foresale.api.request;

import io.foresale.adapter.xray.TraceHeader;
import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.jboss.logging.MDC;

/** Lines of the log name the trace that their request belongs to. */
@ApplicationScoped
public class GatewayTrace {

    void install(@Observes Router router) {
        router.route().order(Integer.MIN_VALUE).handler(context -> {
            TraceHeader.current().ifPresent(header -> MDC.put("traceId", header.trace()));
            context.next();
        });
    }
}
