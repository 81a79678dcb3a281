package io.foresale.embed;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
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

/**
 * A server on loopback that fails in every way it knows, drawn by a seed, and remembers for which texts it answered well and
 * for which it was asked after that.
 *
 * @param <F> what it does to a call, first of all nothing
 */
abstract class FaultyServer<F extends Enum<F>> implements AutoCloseable {

    private final HttpServer server;
    private final F[] kinds;
    private final Random random;
    private final double share;
    private final Map<F, Integer> faults = new HashMap<>();
    private final Map<String, Integer> answered = new HashMap<>();
    private final List<String> askedAgain = new ArrayList<>();

    /** Fails in this share of calls. */
    FaultyServer(String path, F[] kinds, long seed, double share) throws IOException {
        this.kinds = kinds.clone();
        this.random = new Random(seed);
        this.share = share;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext(path, this::serve);
        server.start();
    }

    abstract void serve(HttpExchange exchange) throws IOException;

    final URI baseUrl() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v1");
    }

    /** How often each text was answered well. */
    final synchronized Map<String, Integer> answered() {
        return Map.copyOf(answered);
    }

    /** Texts that it was asked for after it had answered for them. */
    final synchronized List<String> askedAgain() {
        return List.copyOf(askedAgain);
    }

    final synchronized Map<F, Integer> faults() {
        return Map.copyOf(faults);
    }

    final synchronized F drawn(List<String> texts) {
        texts.stream().filter(answered::containsKey).forEach(askedAgain::add);
        int number = 1 + random.nextInt(kinds.length - 1);
        var fault = random.nextDouble() < share ? kinds[number] : kinds[0];
        faults.merge(fault, 1, Integer::sum);
        return fault;
    }

    /** Answers well. */
    final void sendGood(HttpExchange exchange, List<String> texts, String answer) throws IOException {
        // Before the last byte is out: whoever reads it may ask at once.
        synchronized (this) {
            texts.forEach(text -> answered.merge(text, 1, Integer::sum));
        }
        send(exchange, 200, answer);
    }

    static void throttle(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Retry-After", "0.02");
        send(exchange, 429, "{\"error\": {\"message\": \"Rate limit reached\"}}");
    }

    static void sendHalf(HttpExchange exchange, String answer) throws IOException {
        var bytes = answer.getBytes();
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes, 0, bytes.length / 2);
        exchange.getResponseBody().flush();
        exchange.close();
    }

    static void send(HttpExchange exchange, int status, String body) throws IOException {
        var bytes = body.getBytes();
        exchange.sendResponseHeaders(status, bytes.length);
        try (var out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }

    @Override
    public final void close() {
        server.stop(0);
    }
}
