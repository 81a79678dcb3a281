package io.foresale.adapter.openai;

import io.foresale.adapter.remote.ApiKey;
import java.net.URI;
import java.time.Duration;

/**
 * Where a server is that answers as OpenAI documents it.
 *
 * @param baseUrl what {@code /embeddings} or {@code /chat/completions} is appended to where it does not end so, before a query
 * @param apiKeyHeader that the key is sent in
 * @param timeout of a call
 * @param settings what the names of its settings begin with, for messages
 */
public record OpenAiServer(
        URI baseUrl, ApiKey apiKey, String apiKeyHeader, Duration connectTimeout, Duration timeout, String settings) {

    /** The header in which a key is a bearer token; in any other it stands as it is. */
    public static final String BEARER = "Authorization";
}
