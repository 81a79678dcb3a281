package io.foresale.embed;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import io.foresale.port.HashingModel;
import io.foresale.port.TextModel.Outcome;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

/** An OpenAI-compatible endpoint for vectors. */
final class FaultyEndpoint extends FaultyServer<FaultyEndpoint.Fault> {

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

    /** Fails in this share of calls. */
    FaultyEndpoint(long seed, double share) throws IOException {
        super("/v1/embeddings", Fault.values(), seed, share);
    }

    @Override
    void serve(HttpExchange exchange) throws IOException {
        var input = JSON.readTree(exchange.getRequestBody()).path("input");
        var texts = StreamSupport.stream(input.spliterator(), false)
                .map(node -> node.asText())
                .toList();
        switch (drawn(texts)) {
            case NONE -> sendGood(exchange, texts, answer(texts, 0, "%s"));
            case THROTTLES -> throttle(exchange);
            case FAILS -> send(exchange, 500, "oh");
            case HANGS -> hang(exchange, texts);
            case CLOSES_MIDWAY -> sendHalf(exchange, answer(texts, 0, "%s"));
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
}
