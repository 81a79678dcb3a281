package io.foresale.adapter.openai;

import java.net.URI;

/** What is asked of a server. */
enum Api {
    EMBEDDINGS(
            "/embeddings",
            "embedding model",
            "vectors",
            "input",
            "check %s.base-url and the model's name; if the length is refused, %<s.send-dimensions=false"),
    CHAT(
            "/chat/completions",
            "intent model",
            "answers",
            "messages",
            "check %s.base-url and the model's name, and that it knows structured output; if the temperature is refused,"
                    + " %<s.temperature=");

    final String path;
    final String subject;
    final String noun;
    final String input;
    private final String remedy;

    Api(String path, String subject, String noun, String input, String remedy) {
        this.path = path;
        this.subject = subject;
        this.noun = noun;
        this.input = input;
        this.remedy = remedy;
    }

    URI address(OpenAiServer server) {
        return URI.create(server.baseUrl().toString().replaceAll("/+$", "") + path);
    }

    String remedy(OpenAiServer server) {
        return remedy.formatted(server.settings());
    }
}
