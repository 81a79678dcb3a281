package io.foresale.wiring;

import io.foresale.function.CommandLine;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.util.Map;

/** Serves and works until it is stopped; with arguments it calls one function and ends. */
@QuarkusMain
public final class Main {

    /** A process of one call takes up nothing else that lies in the bucket, and answers nobody. */
    private static final Map<String, String> OF_ONE_CALL = Map.of(
            "foresale.trigger.enabled",
            "false",
            "quarkus.http.host-enabled",
            "false",
            "quarkus.http.host",
            "127.0.0.1");

    private Main() {}

    public static void main(String... arguments) {
        if (arguments.length == 0) {
            Quarkus.run();
        } else {
            OF_ONE_CALL.forEach(System::setProperty);
            Quarkus.run(CommandLine.class, arguments);
        }
    }
}
