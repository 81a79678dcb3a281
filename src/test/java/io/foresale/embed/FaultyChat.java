package io.foresale.embed;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.List;

/** An OpenAI-compatible chat. Of some texts it always says something that is no judgement, which is a good answer. */
final class FaultyChat extends FaultyServer<FaultyChat.Fault> {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** What it does to a call. */
    enum Fault {
        NONE,
        THROTTLES,
        FAILS,
        CLOSES_MIDWAY,
        SENDS_NO_CHOICE,
        SENDS_NO_JSON
    }

    /** Fails in this share of calls. */
    FaultyChat(long seed, double share) throws IOException {
        super("/v1/chat/completions", Fault.values(), seed, share);
    }

    /** What it says of "text number i". */
    static double intent(int i) {
        return i % 10 / 10.0;
    }

    /** Of these it says something that is no judgement. */
    static boolean unjudged(int i) {
        return i % 50 < 3;
    }

    private static String said(int i) {
        return switch (i % 50) {
            case 0 -> "\"content\": \"{\\\"intent\\\": 7}\"";
            case 1 -> "\"content\": \"rather likely\"";
            case 2 -> "\"refusal\": \"I cannot\"";
            default -> "\"content\": \"{\\\"intent\\\": " + intent(i) + "}\"";
        };
    }

    @Override
    void serve(HttpExchange exchange) throws IOException {
        var text = JSON.readTree(exchange.getRequestBody())
                .path("messages")
                .path(1)
                .path("content")
                .asText();
        int i = Integer.parseInt(text.replaceAll("\\D", ""));
        var answer = "{\"choices\": [{\"message\": {" + said(i)
                + "}}], \"usage\": {\"prompt_tokens\": 9, \"completion_tokens\": 1}}";
        switch (drawn(List.of(text))) {
            case NONE -> sendGood(exchange, List.of(text), answer);
            case THROTTLES -> throttle(exchange);
            case FAILS -> send(exchange, 500, "oh");
            case CLOSES_MIDWAY -> sendHalf(exchange, answer);
            case SENDS_NO_CHOICE -> send(exchange, 200, "{\"choices\": []}");
            case SENDS_NO_JSON -> send(exchange, 200, "<html>gateway</html>");
        }
    }
}
