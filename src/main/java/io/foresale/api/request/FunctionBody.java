package io.foresale.api.request;

import io.foresale.domain.PermanentException;
import io.quarkus.funqy.runtime.FunctionRecorder;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.impl.RoutingContextInternal;

/**
 * Reads the body of a function's request, which Funqy expects to be read. Functions change the bucket, so they take POST
 * only; Funqy would also take GET, which any page can make a browser send.
 */
final class FunctionBody {

    private final RoutingContext context;
    private final long most;
    private final Buffer body = Buffer.buffer();

    private FunctionBody(RoutingContext context, long most) {
        this.context = context;
        this.most = most;
    }

    static boolean isFunction(RoutingContext context) {
        var registry = FunctionRecorder.registry;
        return registry != null
                && registry.matchInvoker(context.normalizedPath().substring(1)) != null;
    }

    static void read(RoutingContext context, long most) {
        if (context.request().method() == HttpMethod.POST) {
            new FunctionBody(context, most).read();
        } else {
            context.response().putHeader(HttpHeaders.ALLOW, "POST");
            context.fail(405);
        }
    }

    private void read() {
        var request = context.request();
        request.handler(this::add);
        request.endHandler(_ -> end());
        request.exceptionHandler(_ ->
                fail(PermanentException.invalid("body", "all of it", "the end of the connection", "send it again")));
        request.resume();
    }

    private void add(Buffer part) {
        if (body.length() + part.length() > most) {
            fail(BodyLimit.jsonTooLarge(most, "more"));
        } else {
            body.appendBuffer(part);
        }
    }

    private void end() {
        if (context.failed()) {
            return;
        }
        try {
            JsonBody.parse(body.getBytes());
        } catch (PermanentException e) {
            fail(e);
            return;
        }
        ((RoutingContextInternal) context).setBody(body);
        context.next();
    }

    private void fail(PermanentException refusal) {
        if (!context.failed()) {
            context.fail(refusal);
        }
    }
}
