package io.foresale.adapter.openai;

import io.foresale.adapter.remote.CallFailed.Refused;
import io.foresale.adapter.remote.Endpoint;
import io.foresale.adapter.remote.Judgements;
import io.foresale.adapter.remote.RemoteName;
import io.foresale.domain.IntentQuestion;
import io.foresale.port.Judgement;
import java.net.http.HttpClient;
import java.util.List;
import java.util.OptionalLong;

/**
 * A model behind {@code POST /chat/completions} as OpenAI documents it, which is asked for the intent in a text and answers
 * by a JSON schema. One text a call: a text's number is not to depend on its neighbours.
 */
public final class OpenAiJudge implements Endpoint<Judgement> {

    private static final int TOKENS = 100_000;

    /** What a schema and the roles of messages take beside the instructions. */
    private static final int FORM = 100;

    /** Far more than an answer takes. */
    private static final long BYTES = 1 << 20;

    private final RemoteName name;
    private final OpenAiChatSettings settings;
    private final ChatJson json;
    private final OpenAiHttp http;

    public OpenAiJudge(RemoteName name, OpenAiChatSettings settings, HttpClient http) {
        this.name = name;
        this.settings = settings;
        this.json = new ChatJson(name.toString());
        this.http = new OpenAiHttp(name, Api.CHAT, settings.server(), http);
    }

    @Override
    public RemoteName name() {
        return name;
    }

    @Override
    public String settings() {
        return "address=" + Api.CHAT.shown(settings.server()) + " temperature=" + settings.temperature()
                + " answer-tokens=" + settings.answerTokens();
    }

    @Override
    public Limits limits() {
        return new Limits(
                1,
                TOKENS,
                Integer.MAX_VALUE,
                TOKENS,
                FORM + IntentQuestion.INSTRUCTIONS.length() / 3,
                settings.answerTokens());
    }

    @Override
    public Answer<Judgement> call(List<String> texts, Use use) {
        try {
            return json.answer(http.post(json.request(name.model(), texts.getFirst(), settings), BYTES));
        } catch (Refused e) {
            return new Answer<>(List.of(Judgements.of(e)), OptionalLong.of(0));
        }
    }
}
