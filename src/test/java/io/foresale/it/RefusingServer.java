package io.foresale.it;

import com.sun.net.httpserver.HttpServer;
import io.foresale.adapter.xray.TraceHeader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Refuses whatever it is asked for, and remembers which traces the requests belonged to. */
final class RefusingServer implements AutoCloseable {

    private final ConcurrentLinkedQueue<String> traces = new ConcurrentLinkedQueue<>();
    private final HttpServer server;

    RefusingServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            traces.add(Optional.ofNullable(exchange.getRequestHeaders().getFirst(TraceHeader.NAME))
                    .orElse("none"));
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(403, -1);
            exchange.close();
        });
        server.start();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Of each request; {@code none} where one belonged to none. */
    List<String> traces() {
        return List.copyOf(traces);
    }

    void forget() {
        traces.clear();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
