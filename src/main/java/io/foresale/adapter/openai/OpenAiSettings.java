package io.foresale.adapter.openai;

/**
 * How embeddings are asked for.
 *
 * @param base64 whether vectors are asked for as base64, a fifth of the bytes; either form is understood
 * @param sendDimensions whether the length in a model's name is asked for; servers whose models have one length only may
 *     refuse it
 * @param texts of a call
 */
public record OpenAiSettings(OpenAiServer server, boolean base64, boolean sendDimensions, int texts) {}
