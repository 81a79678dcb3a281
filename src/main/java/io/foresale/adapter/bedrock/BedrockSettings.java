package io.foresale.adapter.bedrock;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * Where Bedrock is. Credentials are those of the SDK's default chain.
 *
 * @param region empty: the SDK's default chain
 * @param endpoint another address than the region's
 * @param wordsAreQueries whether models that tell the two apart are told that a shopper's words are questions
 * @param timeout of a call
 */
public record BedrockSettings(
        Optional<String> region,
        Optional<URI> endpoint,
        boolean wordsAreQueries,
        Duration connectTimeout,
        Duration timeout) {}
