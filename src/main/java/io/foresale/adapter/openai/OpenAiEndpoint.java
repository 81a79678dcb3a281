package io.foresale.adapter.openai;

import io.foresale.adapter.remote.EmbeddingEndpoint;
import io.foresale.adapter.remote.RemoteName;
import io.foresale.domain.PermanentException;
import java.net.http.HttpClient;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A model behind {@code POST /embeddings} as OpenAI documents it. */
public final class OpenAiEndpoint implements EmbeddingEndpoint {

    /** The lengths of OpenAI's own models; of any other the name must say it. */
    private static final Map<String, Integer> DIMENSIONS =
            Map.of("text-embedding-3-small", 1536, "text-embedding-3-large", 3072, "text-embedding-ada-002", 1536);

    private static final int TOKENS = 8_191;
    private static final int TOKENS_OF_A_CALL = 300_000;

    private final RemoteName name;
    private final OpenAiSettings settings;
    private final int dimensions;
    private final OpenAiJson json;
    private final OpenAiHttp http;

    public OpenAiEndpoint(RemoteName name, OpenAiSettings settings, HttpClient http) {
        this.name = name;
        this.settings = settings;
        this.dimensions = name.dimensions()
                .or(() -> Optional.ofNullable(DIMENSIONS.get(name.model())))
                .orElseThrow(() -> PermanentException.invalid(
                        name.toString(),
                        "the length of its vectors",
                        "a model that is not known here",
                        "write it behind the name, as in " + name + "@1024"));
        this.json = new OpenAiJson(name.toString());
        this.http = new OpenAiHttp(name, Api.EMBEDDINGS, settings.server(), http);
    }

    /**
     * A client; proxies and trusted certificates are those of the JVM's settings. HTTP/1.1: servers of models made at home
     * stumble over the offer to go on in HTTP/2.
     */
    public static HttpClient client(OpenAiServer server) {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(server.connectTimeout())
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
    public String settings() {
        return "address=" + Api.EMBEDDINGS.shown(settings.server());
    }

    @Override
    public Limits limits() {
        return new Limits(settings.texts(), TOKENS, Integer.MAX_VALUE, TOKENS_OF_A_CALL);
    }

    @Override
    public Answer<float[]> call(List<String> texts, Use use) {
        var asked = settings.sendDimensions() ? name.dimensions() : Optional.<Integer>empty();
        return json.answer(http.post(json.request(name.model(), texts, asked, settings.base64()), most(texts)));
    }

    /** Twice what an answer takes at its longest, in decimal digits: more is none. */
    private long most(List<String> texts) {
        return 65_536 + texts.size() * (long) dimensions * 50;
    }
}
