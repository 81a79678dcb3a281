package io.foresale.adapter.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foresale.domain.PermanentException;
import io.foresale.port.KeywordJudge;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JudgesTest {

    private final Judges judges = new Judges(Map.of("openai-chat", _ -> new KeywordJudge()));

    @Test
    void aModelIsMadeOnce() {
        assertThat(judges.model("openai-chat:gpt-4o-mini")).isSameAs(judges.model("openai-chat:gpt-4o-mini"));
        assertThat(judges.model("openai-chat:gpt-4o-mini")).isNotSameAs(judges.model("openai-chat:gpt-4o"));
    }

    @Test
    void anUnknownProviderIsAnsweredWithThoseThatAreKnown() {
        assertThatThrownBy(() -> judges.model("openai:gpt-4o-mini"))
                .isInstanceOf(PermanentException.class)
                .hasMessageContainingAll("openai:gpt-4o-mini", "openai-chat");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gpt-4o-mini", "openai-chat:", "openai-chat:gpt 4", "openai-chat:gpt-4o@512"})
    void anythingElseIsNoNameOfAJudge(String name) {
        assertThatThrownBy(() -> judges.model(name))
                .isInstanceOf(PermanentException.class)
                .hasMessageContaining("openai-chat:gpt-4o-mini");
    }
}
