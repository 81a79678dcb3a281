package io.foresale.adapter.openai;

import io.foresale.adapter.remote.CallFailed.Passing;
import io.foresale.adapter.remote.RemoteName;
import io.foresale.adapter.xray.TraceHeader;
import io.foresale.domain.PermanentException;
import io.foresale.domain.Quoted;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Sends JSON to one address of a server, once, and hands over the JSON that it answers with. */
final class OpenAiHttp {

    private static final int UNAUTHORIZED = 401;

    private final RemoteName name;
    private final OpenAiServer server;
    private final HttpClient http;
    private final URI address;
    private final OpenAiFailures failures;

    OpenAiHttp(RemoteName name, Api api, OpenAiServer server, HttpClient http) {
        this.name = name;
        this.server = server;
        this.http = http;
        this.address = api.address(server);
        this.failures = new OpenAiFailures(name.toString(), api, server);
    }

    /**
     * The body of an answer with status 200. Where the key is refused and another has taken its place, that one is tried.
     *
     * @param most bytes of an answer: more is none
     * @throws io.foresale.adapter.remote.CallFailed for another status, or where there is no answer
     */
    byte[] post(byte[] body, long most) {
        var key = server.apiKey().value();
        var answer = send(body, key, most);
        if (answer.statusCode() == UNAUTHORIZED) {
            var next = key.flatMap(server.apiKey()::insteadOf);
            answer = next.isPresent() ? send(body, next, most) : answer;
        }
        if (answer.statusCode() != 200) {
            throw failures.of(answer);
        }
        return answer.body();
    }

    private HttpResponse<byte[]> send(byte[] body, Optional<String> key, long most) {
        var request = HttpRequest.newBuilder(address)
                .header("Content-Type", "application/json")
                .header("Accept", "application/json")
                .POST(BodyPublishers.ofByteArray(body));
        key.ifPresent(value -> signed(request, value.strip()));
        TraceHeader.sentTo(address).ifPresent(trace -> request.header(TraceHeader.NAME, trace.value()));
        return answered(http.sendAsync(request.build(), BodyHandlers.limiting(BodyHandlers.ofByteArray(), most)));
    }

    /** The JDK's own message would tell the key. */
    private void signed(HttpRequest.Builder request, String key) {
        var header = server.apiKeyHeader();
        try {
            request.header(header, header.equalsIgnoreCase(OpenAiServer.BEARER) ? "Bearer " + key : key);
        } catch (IllegalArgumentException _) {
            throw PermanentException.invalid(
                    server.settings() + ".api-key and .api-key-header",
                    "a key and the name of a header without blanks and line breaks",
                    "a key of %d characters for the header %s".formatted(key.length(), Quoted.of(header)),
                    "correct them");
        }
    }

    /** Waits for the whole answer: the client's own time-out ends with its head. */
    private HttpResponse<byte[]> answered(CompletableFuture<HttpResponse<byte[]>> call) {
        try {
            return call.get(server.timeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw unanswered("no whole answer within " + server.timeout().toMillis() + " ms", e);
        } catch (ExecutionException e) {
            throw unanswered(e.getCause() instanceof IOException io ? io.toString() : String.valueOf(e.getCause()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unanswered("interrupted", e);
        } finally {
            call.cancel(true);
        }
    }

    private Passing unanswered(String why, Exception e) {
        return Passing.unanswered(name + " at " + address.getHost() + ": " + why, Optional.empty(), e);
    }
}
