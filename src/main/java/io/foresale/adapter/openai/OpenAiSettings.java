package io.foresale.adapter.openai;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * Where the endpoint is, and how to speak to it.
 *
 * @param baseUrl what {@code /embeddings} is appended to
 * @param apiKey empty: none is sent
 * @param base64 whether vectors are asked for as base64, a fifth of the bytes; either form is understood
 * @param sendDimensions whether the length in a model's name is asked for; servers whose models have one length only may
 *     refuse it
 * @param texts of a call
 * @param timeout of a call
 */
public record OpenAiSettings(
        URI baseUrl,
        Optional<String> apiKey,
        boolean base64,
        boolean sendDimensions,
        int texts,
        Duration connectTimeout,
        Duration timeout) {

    @Override
    public String toString() {
        return "OpenAiSettings[" + baseUrl + "]"; // the key is nobody's business
    }
}
