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

    /** Azure's addresses end with a query, the API's version, and its portal shows them with the path. */
    URI address(OpenAiServer server) {
        var parts = server.baseUrl().toString().split("\\?", 2);
        var base = parts[0].replaceAll("/+$", "");
        var query = parts.length == 2 ? "?" + parts[1] : "";
        return URI.create((base.endsWith(path) ? base : base + path) + query);
    }

    /** The address for messages: without a query, which may hold what is nobody's business. */
    String shown(OpenAiServer server) {
        return address(server).toString().replaceFirst("\\?.*", "");
    }

    String remedy(OpenAiServer server) {
        return remedy.formatted(server.settings());
    }
}
