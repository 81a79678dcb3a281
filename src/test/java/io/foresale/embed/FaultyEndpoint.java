package io.foresale.embed;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.foresale.port.HashingModel;
import io.foresale.port.TextModel.Outcome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

/**
 * An OpenAI-compatible endpoint on loopback that fails in every way it knows, drawn by a seed, and remembers for which texts
 * it answered well and for which it was asked after that.
 */
final class FaultyEndpoint implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** What it does to a call. */
    enum Fault {
        NONE,
        THROTTLES,
        FAILS,
        HANGS,
        CLOSES_MIDWAY,
        SENDS_TOO_FEW,
        SENDS_TOO_MANY,
        SENDS_NOT_A_NUMBER,
        SENDS_OTHER_DIMENSIONS,
        SENDS_NO_JSON
    }

    private final HashingModel model = new HashingModel("hashing-8", 8);
    private final HttpServer server;
    private final Random random;
    private final double share;
    private final Map<Fault, Integer> faults = new HashMap<>();
    private final Map<String, Integer> answered = new HashMap<>();
    private final List<String> askedAgain = new ArrayList<>();

    /** Fails in this share of calls. */
    FaultyEndpoint(long seed, double share) throws IOException {
        this.random = new Random(seed);
        this.share = share;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/v1/embeddings", this::serve);
        server.start();
    }

    URI baseUrl() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v1");
    }

    /** How often each text was answered well. */
    synchronized Map<String, Integer> answered() {
        return Map.copyOf(answered);
    }

    /** Texts that it was asked for after it had answered for them. */
    synchronized List<String> askedAgain() {
        return List.copyOf(askedAgain);
    }

    synchronized Map<Fault, Integer> faults() {
        return Map.copyOf(faults);
    }

    private synchronized Fault drawn(List<String> texts) {
        texts.stream().filter(answered::containsKey).forEach(askedAgain::add);
        int number = 1 + random.nextInt(Fault.values().length - 1);
        var fault = random.nextDouble() < share ? Fault.values()[number] : Fault.NONE;
        faults.merge(fault, 1, Integer::sum);
        return fault;
    }

    private synchronized void good(List<String> texts) {
        texts.forEach(text -> answered.merge(text, 1, Integer::sum));
    }

    private void serve(HttpExchange exchange) throws IOException {
        var input = JSON.readTree(exchange.getRequestBody()).path("input");
        var texts = StreamSupport.stream(input.spliterator(), false)
                .map(node -> node.asText())
                .toList();
        switch (drawn(texts)) {
            case NONE -> {
                // Before the last byte is out: whoever reads it may ask at once.
                good(texts);
                send(exchange, 200, answer(texts, 0, "%s"));
            }
            case THROTTLES -> {
                exchange.getResponseHeaders().set("Retry-After", "0.02");
                send(exchange, 429, "{\"error\": {\"message\": \"Rate limit reached\"}}");
            }
            case FAILS -> send(exchange, 500, "oh");
            case HANGS -> hang(exchange, texts);
            case CLOSES_MIDWAY -> {
                var bytes = answer(texts, 0, "%s").getBytes();
                exchange.sendResponseHeaders(200, bytes.length);
                exchange.getResponseBody().write(bytes, 0, bytes.length / 2);
                exchange.getResponseBody().flush();
                exchange.close();
            }
            case SENDS_TOO_FEW -> send(exchange, 200, answer(texts.subList(1, texts.size()), 0, "%s"));
            case SENDS_TOO_MANY -> send(exchange, 200, answer(twiceTheFirst(texts), 0, "%s"));
            case SENDS_NOT_A_NUMBER -> send(exchange, 200, answer(texts, 0, "\"NaN\""));
            case SENDS_OTHER_DIMENSIONS -> send(exchange, 200, answer(texts, 1, "%s"));
            case SENDS_NO_JSON -> send(exchange, 200, "<html>gateway</html>");
        }
    }

    private static List<String> twiceTheFirst(List<String> texts) {
        var more = new ArrayList<>(texts);
        more.add(texts.getFirst());
        return more;
    }

    private static void hang(HttpExchange exchange, List<String> texts) throws IOException {
        try {
            Thread.sleep(EndpointFaultsTest.TIMEOUT.multipliedBy(2));
        } catch (InterruptedException e) {
            throw new IOException(texts.size() + " texts", e);
        } finally {
            exchange.close();
        }
    }

    private String answer(List<String> texts, int extra, String first) {
        var data = IntStream.range(0, texts.size())
                .mapToObj(i -> "{\"index\": " + i + ", \"embedding\": " + numbers(texts.get(i), extra, first) + "}")
                .toList();
        return "{\"data\": [" + String.join(", ", data) + "], \"usage\": {\"prompt_tokens\": " + texts.size() + "}}";
    }

    private List<String> numbers(String text, int extra, String first) {
        var vector = ((Outcome.Answered<float[]>) model.embed(List.of(text)).getFirst()).answer();
        var numbers = new ArrayList<String>();
        for (var number : vector) {
            numbers.add((numbers.isEmpty() ? first : "%s").formatted(number));
        }
        IntStream.range(0, extra).forEach(_ -> numbers.add("0.5"));
        return numbers;
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
