package io.foresale.adapter.openai;

import io.foresale.adapter.remote.CallFailed.Passing;
import io.foresale.adapter.remote.Endpoint;
import io.foresale.adapter.remote.RemoteName;
import io.foresale.adapter.xray.TraceHeader;
import io.foresale.domain.PermanentException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A model behind {@code POST /embeddings} as OpenAI documents it. */
public final class OpenAiEndpoint implements Endpoint {

    /** The lengths of OpenAI's own models; of any other the name must say it. */
    private static final Map<String, Integer> DIMENSIONS =
            Map.of("text-embedding-3-small", 1536, "text-embedding-3-large", 3072, "text-embedding-ada-002", 1536);

    private static final int TOKENS = 8_191;
    private static final int TOKENS_OF_A_CALL = 300_000;

    private final RemoteName name;
    private final OpenAiSettings settings;
    private final HttpClient http;
    private final URI address;
    private final int dimensions;
    private final OpenAiJson json;

    public OpenAiEndpoint(RemoteName name, OpenAiSettings settings, HttpClient http) {
        this.name = name;
        this.settings = settings;
        this.http = http;
        this.address = URI.create(settings.baseUrl().toString().replaceAll("/+$", "") + "/embeddings");
        this.dimensions = name.dimensions()
                .or(() -> Optional.ofNullable(DIMENSIONS.get(name.model())))
                .orElseThrow(() -> PermanentException.invalid(
                        name.toString(),
                        "the length of its vectors",
                        "a model that is not known here",
                        "write it behind the name, as in " + name + "@1024"));
        this.json = new OpenAiJson(name.toString());
    }

    /**
     * A client; proxies and trusted certificates are those of the JVM's settings. HTTP/1.1: servers of models made at home
     * stumble over the offer to go on in HTTP/2.
     */
    public static HttpClient client(OpenAiSettings settings) {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(settings.connectTimeout())
                .build();
    }

    @Override
    public RemoteName name() {
        return name;
    }

    @Override
    public int dimensions() {
        return dimensions;
    }

    @Override
    public Limits limits() {
        return new Limits(settings.texts(), TOKENS, Integer.MAX_VALUE, TOKENS_OF_A_CALL);
    }

    @Override
    public Answer call(List<String> texts, Use use) {
        var asked = settings.sendDimensions() ? name.dimensions() : Optional.<Integer>empty();
        var request = HttpRequest.newBuilder(address)
                .header("Content-Type", "application/json")
                .header("Accept", "application/json")
                .POST(BodyPublishers.ofByteArray(json.request(name.model(), texts, asked, settings.base64())));
        settings.apiKey().ifPresent(key -> request.header("Authorization", "Bearer " + key));
        TraceHeader.sentTo(address).ifPresent(trace -> request.header(TraceHeader.NAME, trace.value()));
        var answer = answered(
                http.sendAsync(request.build(), BodyHandlers.limiting(BodyHandlers.ofByteArray(), most(texts))));
        if (answer.statusCode() != 200) {
            throw new OpenAiFailures(name.toString(), address).of(answer);
        }
        return json.answer(answer.body());
    }

    /** Twice what an answer takes at its longest, in decimal digits: more is none. */
    private long most(List<String> texts) {
        return 65_536 + texts.size() * (long) dimensions * 50;
    }

    /** Waits for the whole answer: the client's own time-out ends with its head. */
    private HttpResponse<byte[]> answered(CompletableFuture<HttpResponse<byte[]>> call) {
        try {
            return call.get(settings.timeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw down("no whole answer within " + settings.timeout().toMillis() + " ms", e);
        } catch (ExecutionException e) {
            throw down(e.getCause() instanceof IOException io ? io.toString() : String.valueOf(e.getCause()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw down("interrupted", e);
        } finally {
            call.cancel(true);
        }
    }

    private Passing down(String why, Exception e) {
        return Passing.down(name + " at " + address.getHost() + ": " + why, Optional.empty(), e);
    }
}
