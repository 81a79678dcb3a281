package io.foresale.adapter.openai;

import io.foresale.adapter.remote.ApiKey;
import java.net.URI;
import java.time.Duration;

/**
 * Where a server is that answers as OpenAI documents it.
 *
 * @param baseUrl what {@code /embeddings} or {@code /chat/completions} is appended to
 * @param timeout of a call
 * @param settings what the names of its settings begin with, for messages
 */
public record OpenAiServer(URI baseUrl, ApiKey apiKey, Duration connectTimeout, Duration timeout, String settings) {}
