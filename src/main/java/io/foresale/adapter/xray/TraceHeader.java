package io.foresale.adapter.xray;

import java.net.URI;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The trace that a call belongs to, as in {@code Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1}.
 * The SDK hands it on by itself; this is for everybody else.
 *
 * @see <a href="https://docs.aws.amazon.com/xray/latest/devguide/xray-concepts.html#xray-concepts-tracingheader">Tracing header</a>
 */
public record TraceHeader(String value) {

    public static final String NAME = "X-Amzn-Trace-Id";

    /** Where Lambda's runtime leaves the header of the call it has just taken; nobody else sets it. */
    private static final String OF_THE_RUNTIME = "com.amazonaws.xray.traceHeader";

    private static final Pattern AWS = Pattern.compile("(.*\\.)?(amazonaws\\.com(\\.cn)?|api\\.aws|on\\.aws)");
    private static final String ROOT = "Root=";

    /** The header of the call that this process works on; empty outside Lambda. */
    public static Optional<TraceHeader> current() {
        return Optional.ofNullable(System.getProperty(OF_THE_RUNTIME)).map(TraceHeader::new);
    }

    /** The header to send along; hosts that are not AWS's could do nothing with it, and are not told. */
    public static Optional<TraceHeader> sentTo(URI address) {
        return Optional.ofNullable(address.getHost())
                .filter(host -> AWS.matcher(host).matches())
                .flatMap(_ -> current());
    }

    /** What logs and the console of X-Ray name the trace by. */
    public String trace() {
        return Arrays.stream(value.split(";"))
                .map(String::strip)
                .filter(field -> field.startsWith(ROOT))
                .findFirst()
                .map(field -> field.substring(ROOT.length()))
                .orElse(value);
    }
}
