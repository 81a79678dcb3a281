package io.foresale.adapter.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.foresale.adapter.remote.CallFailed.Passing;
import io.foresale.adapter.remote.CallFailed.Refused;
import io.foresale.adapter.remote.RetryAfter;
import io.foresale.domain.PermanentException;
import io.foresale.domain.PermanentException.Kind;
import io.foresale.domain.Problem;
import io.foresale.domain.Quoted;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** The one place where an answer other than 200 becomes a failure of Foresale. */
final class OpenAiFailures {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Set<Integer> ABOUT_THE_TEXTS = Set.of(400, 413, 422);
    private static final Set<Integer> PASSING = Set.of(409, 425);

    /** Who says so may stand between the model and us. */
    private static final Set<Integer> TIMED_OUT = Set.of(408, 504);

    private static final String FILTERED = "content_filter";
    private static final String OUT_OF_MONEY = "insufficient_quota";
    private static final Pattern TOO_LONG =
            Pattern.compile("too long|too large|maximum.*(length|tokens)|context.length|token limit");

    private final String model;
    private final Api api;
    private final OpenAiServer server;

    OpenAiFailures(String model, Api api, OpenAiServer server) {
        this.model = model;
        this.api = api;
        this.server = server;
    }

    RuntimeException of(HttpResponse<byte[]> answer) {
        int status = answer.statusCode();
        var error = error(answer.body());
        var said = status + " " + Quoted.of(error.path("message").asText(""));
        if (status == 401 || status == 403) {
            return setUp(
                    "leave to use " + api.shown(server),
                    said,
                    "set " + server.settings() + ".api-key, or OPENAI_API_KEY, to a key that may; Azure wants it in "
                            + server.settings() + ".api-key-header=api-key");
        }
        if (error.path("code").asText("").equals(OUT_OF_MONEY)) {
            return setUp("an account with credit", said, "add credit, or raise the account's limit");
        }
        if (status == 429) {
            return Passing.throttled(
                    model + ": " + said, RetryAfter.of(answer.headers().firstValue("retry-after")));
        }
        if (TIMED_OUT.contains(status)) {
            return Passing.unanswered(
                    model + ": " + said, RetryAfter.of(answer.headers().firstValue("retry-after")), null);
        }
        if (status >= 500 || PASSING.contains(status)) {
            return Passing.down(
                    model + ": " + said, RetryAfter.of(answer.headers().firstValue("retry-after")), null);
        }
        if (error.path("code").asText("").equals(FILTERED)) {
            return Refused.filtered(model + ": " + said);
        }
        if (ABOUT_THE_TEXTS.contains(status) && aboutTheInput(error)) {
            return new Refused(model + ": " + said, status == 413 || tooLong(error));
        }
        return setUp(api.noun + " from " + api.shown(server), said, api.remedy(server));
    }

    private static JsonNode error(byte[] body) {
        try {
            var root = MAPPER.readTree(body);
            var error = root.path("error");
            return error.isObject() ? error : root;
        } catch (IOException e) {
            return MissingNode.getInstance();
        }
    }

    private boolean aboutTheInput(JsonNode error) {
        var field = error.path("param").asText("");
        return field.isEmpty() || field.equals("null") ? !aboutTheTemperature(error) : field.startsWith(api.input);
    }

    /** Servers that name no field say it in words. */
    private boolean aboutTheTemperature(JsonNode error) {
        return api == Api.CHAT
                && error.path("message").asText("").toLowerCase(Locale.ROOT).contains("temperature");
    }

    private static boolean tooLong(JsonNode error) {
        var said = (error.path("code").asText("") + " " + error.path("message").asText("")).toLowerCase(Locale.ROOT);
        return TOO_LONG.matcher(said).find();
    }

    private PermanentException setUp(String wanted, String got, String remedy) {
        return new PermanentException(Kind.SET_UP, new Problem(api.subject + " " + model, wanted, got, remedy));
    }
}
