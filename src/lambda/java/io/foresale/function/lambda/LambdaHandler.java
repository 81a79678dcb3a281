package io.foresale.function.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.foresale.adapter.xray.TraceHeader;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.MDC;

/** Where AWS Lambda calls in. */
@Singleton
public class LambdaHandler implements RequestStreamHandler {

    private static final JsonMapper JSON = new JsonMapper();

    private final LambdaFunction function;
    private final AtomicBoolean cold = new AtomicBoolean(true);

    public LambdaHandler(LambdaFunction function) {
        this.function = function;
    }

    /** What is thrown makes Lambda say that the call failed, and its sender call again where it does such a thing. */
    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        boolean coldStart = cold.getAndSet(false);
        MDC.put("requestId", context.getAwsRequestId());
        MDC.put("coldStart", coldStart);
        TraceHeader.current().ifPresent(header -> MDC.put("traceId", header.trace()));
        long began = System.nanoTime();
        var outcome = InvocationMetric.Outcome.FAILED;
        try {
            var answer = function.answer(JSON.readTree(input), context::getRemainingTimeInMillis);
            JSON.writeValue(output, answer);
            outcome = InvocationMetric.Outcome.of(answer);
        } finally {
            var took = Duration.ofNanos(System.nanoTime() - began);
            var metric = new InvocationMetric(function.name(), outcome, took, coldStart, context.getAwsRequestId());
            System.out.println(JSON.writeValueAsString(metric.embedded(System.currentTimeMillis())));
            MDC.clear();
        }
    }
}
