package io.foresale.function.lambda;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** One invocation as figures for CloudWatch, which reads them from a line of the log. */
record InvocationMetric(String function, Outcome outcome, Duration took, boolean coldStart, String requestId) {

    /** How an invocation ended. */
    enum Outcome {
        /** All that was to do is done. */
        DONE,
        /** Some messages are to be handed over again. */
        PARTLY,
        /** The same call would be refused again. */
        REFUSED,
        /** It ended with a failure, by which the sender knows that it is to call again. */
        FAILED;

        static Outcome of(Answer answer) {
            return switch (answer) {
                case Answer.Batch(var failures) -> failures.isEmpty() ? DONE : PARTLY;
                case Answer.Refused _ -> REFUSED;
                case Answer.Events _, Answer.Done _ -> DONE;
            };
        }
    }

    /**
     * In the embedded metric format.
     *
     * @see <a href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html">Specification</a>
     */
    Map<String, Object> embedded(long millis) {
        var metrics = List.of(
                Map.of("Name", "duration", "Unit", "Milliseconds"), Map.of("Name", "invocations", "Unit", "Count"));
        return Map.of(
                "_aws",
                Map.of(
                        "Timestamp",
                        millis,
                        "CloudWatchMetrics",
                        List.of(Map.of(
                                "Namespace",
                                "Foresale",
                                "Dimensions",
                                List.of(List.of("function", "outcome")),
                                "Metrics",
                                metrics))),
                "function",
                function,
                "outcome",
                outcome.name().toLowerCase(Locale.ROOT),
                "duration",
                took.toMillis(),
                "invocations",
                1,
                "coldStart",
                coldStart,
                "requestId",
                requestId);
    }
}
