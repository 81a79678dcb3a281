package io.foresale.embed;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Executors;

/**
 * An OpenAI-compatible chat on loopback that fails in every way it knows, drawn by a seed, and remembers what it answered and
 * what it was asked for after that. Of some texts it always says something that is no judgement.
 */
final class FaultyChat implements AutoCloseable {

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

    private final HttpServer server;
    private final Random random;
    private final double share;
    private final Map<Fault, Integer> faults = new EnumMap<>(Fault.class);
    private final Map<String, Integer> judged = new TreeMap<>();
    private final List<String> askedAgain = new ArrayList<>();

    /** Fails in this share of calls. */
    FaultyChat(long seed, double share) throws IOException {
        this.random = new Random(seed);
        this.share = share;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/v1/chat/completions", this::serve);
        server.start();
    }

    URI baseUrl() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v1");
    }

    /** How often each text was answered well. */
    synchronized Map<String, Integer> judged() {
        return Map.copyOf(judged);
    }

    /** Texts that it was asked for after it had answered for them. */
    synchronized List<String> askedAgain() {
        return List.copyOf(askedAgain);
    }

    synchronized Map<Fault, Integer> faults() {
        return Map.copyOf(faults);
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

    private synchronized Fault drawn(String text) {
        if (judged.containsKey(text)) {
            askedAgain.add(text);
        }
        int number = 1 + random.nextInt(Fault.values().length - 1);
        var fault = random.nextDouble() < share ? Fault.values()[number] : Fault.NONE;
        faults.merge(fault, 1, Integer::sum);
        return fault;
    }

    private synchronized void good(String text) {
        judged.merge(text, 1, Integer::sum);
    }

    private void serve(HttpExchange exchange) throws IOException {
        var text = JSON.readTree(exchange.getRequestBody())
                .path("messages")
                .path(1)
                .path("content")
                .asText();
        int i = Integer.parseInt(text.replaceAll("\\D", ""));
        var answer = "{\"choices\": [{\"message\": {" + said(i)
                + "}}], \"usage\": {\"prompt_tokens\": 9, \"completion_tokens\": 1}}";
        switch (drawn(text)) {
            case NONE -> {
                // Before the last byte is out: whoever reads it may ask at once.
                good(text);
                send(exchange, 200, answer);
            }
            case THROTTLES -> {
                exchange.getResponseHeaders().set("Retry-After", "0.02");
                send(exchange, 429, "{\"error\": {\"message\": \"Rate limit reached\"}}");
            }
            case FAILS -> send(exchange, 500, "oh");
            case CLOSES_MIDWAY -> {
                exchange.sendResponseHeaders(200, answer.length());
                exchange.getResponseBody().write(answer.getBytes(), 0, answer.length() / 2);
                exchange.getResponseBody().flush();
                exchange.close();
            }
            case SENDS_NO_CHOICE -> send(exchange, 200, "{\"choices\": []}");
            case SENDS_NO_JSON -> send(exchange, 200, "<html>gateway</html>");
        }
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        var bytes = body.getBytes();
        exchange.sendResponseHeaders(status, bytes.length);
        try (var out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
