package io.foresale.adapter.openai;

import java.util.OptionalDouble;

/**
 * How a chat model is asked.
 *
 * @param temperature empty: none is sent, for models that refuse it
 * @param answerTokens the model may write; models that reason write more than they show
 */
public record OpenAiChatSettings(OpenAiServer server, OptionalDouble temperature, int answerTokens) {}
