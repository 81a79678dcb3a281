package io.foresale.adapter.remote;

import io.foresale.domain.PermanentException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;

/** Why a call brought no answers. */
public abstract sealed class CallFailed extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private CallFailed(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** The next try may do better. */
    public static final class Passing extends CallFailed {

        private static final long serialVersionUID = 1L;

        private static final List<Class<? extends IOException>> NOT_CONNECTED = List.of(
                ConnectException.class,
                HttpConnectTimeoutException.class,
                NoRouteToHostException.class,
                UnknownHostException.class,
                SSLHandshakeException.class);

        /** What the JDK's {@code HttpURLConnection} says; its time-out for reading has the same type. */
        private static final String CONNECTING_TOOK_TOO_LONG = "connect timed out";

        private final boolean throttled;
        private final boolean perhapsPaid;
        private final transient Optional<Duration> after;
        private final transient Optional<PermanentException> lasting;

        private Passing(
                String message,
                boolean throttled,
                boolean perhapsPaid,
                Optional<Duration> after,
                Optional<PermanentException> lasting,
                @Nullable Throwable cause) {
            super(message, cause);
            this.throttled = throttled;
            this.perhapsPaid = perhapsPaid;
            this.after = after;
            this.lasting = lasting;
        }

        /** The endpoint is well and wants to be asked less often, if it says so not before some time is over. */
        public static Passing throttled(String message, Optional<Duration> after) {
            return new Passing(message, true, false, after, Optional.empty(), null);
        }

        public static Passing down(String message, Optional<Duration> after, @Nullable Throwable cause) {
            return new Passing(message, false, false, after, Optional.empty(), cause);
        }

        /**
         * No whole answer came. The endpoint may have read the texts and charge for them all the same, unless no connection
         * came about.
         */
        public static Passing unanswered(String message, Optional<Duration> after, @Nullable Throwable cause) {
            return new Passing(message, false, !isOfConnecting(cause), after, Optional.empty(), cause);
        }

        private static boolean isOfConnecting(@Nullable Throwable failure) {
            return failure != null
                    && (NOT_CONNECTED.stream().anyMatch(type -> type.isInstance(failure))
                            || failure instanceof SocketTimeoutException
                                    && CONNECTING_TOOK_TOO_LONG.equalsIgnoreCase(failure.getMessage())
                            || isOfConnecting(failure.getCause()));
        }

        /** The answer is not one; it is said what that means if all further answers are like it. */
        static Passing malformed(PermanentException lasting) {
            return new Passing(lasting.getMessage(), false, false, Optional.empty(), Optional.of(lasting), lasting);
        }

        boolean throttled() {
            return throttled;
        }

        /** Whether the call may have to be paid for. */
        public boolean perhapsPaid() {
            return perhapsPaid;
        }

        /** How long the endpoint asks to wait, if it does. */
        public Optional<Duration> after() {
            return after;
        }

        Optional<PermanentException> lasting() {
            return lasting;
        }
    }

    /** A text of the call is not taken; the next try would end the same. */
    public static final class Refused extends CallFailed {

        private static final long serialVersionUID = 1L;

        private final boolean tooLong;
        private final boolean filtered;

        public Refused(String message, boolean tooLong) {
            this(message, tooLong, false);
        }

        private Refused(String message, boolean tooLong, boolean filtered) {
            super(message, null);
            this.tooLong = tooLong;
            this.filtered = filtered;
        }

        /** The endpoint looked at what the text says, and does not let it through. */
        public static Refused filtered(String message) {
            return new Refused(message, false, true);
        }

        /** Whether a shorter text would be taken. */
        public boolean tooLong() {
            return tooLong;
        }

        /** Whether it is what the text says that is not taken. */
        public boolean filtered() {
            return filtered;
        }
    }
}
