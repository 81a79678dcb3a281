package io.foresale.adapter.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foresale.domain.PermanentException;
import io.foresale.port.EmbeddingModels.Script;
import io.foresale.port.HashingModel;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RemoteNameTest {

    private final Catalogue catalogue = new Catalogue(
            new HashingModel("hashing-8", 8),
            Map.of(
                    "openai",
                    name -> new HashingModel(name.id(), name.dimensions().orElse(3))),
            Optional.of("openai:some"));

    @Test
    void aNameHasAProviderAModelAndPerhapsALength() {
        assertThat(RemoteName.of("openai:text-embedding-3-small"))
                .contains(new RemoteName("openai", "text-embedding-3-small", Optional.empty()));
        assertThat(RemoteName.of("bedrock:amazon.titan-embed-text-v2:0@512"))
                .contains(new RemoteName("bedrock", "amazon.titan-embed-text-v2:0", Optional.of(512)));
        assertThat(RemoteName.of("all-minilm-l6-v2-q")).isEmpty();
    }

    @Test
    void itsIdIsFitForAKeyOfTheBucket() {
        assertThat(RemoteName.of("bedrock:amazon.titan-embed-text-v2:0@512")
                        .orElseThrow()
                        .id())
                .isEqualTo("bedrock-amazon.titan-embed-text-v2-0");
        assertThat(RemoteName.of("openai:BAAI/bge-m3@1024").orElseThrow().id()).isEqualTo("openai-baai-bge-m3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"openai:", ":model", "openai:a@", "openai:a@0", "openai:a@-3", "openai:a b", "Open AI:a"})
    void anotherFormIsRefused(String name) {
        assertThatThrownBy(() -> RemoteName.of(name))
                .isInstanceOf(PermanentException.class)
                .hasMessageContaining("openai:text-embedding-3-small@512");
    }

    @Test
    void aModelIsMadeOnceAndOthersAreInThisProcess() {
        assertThat(catalogue.model("openai:a@7").dimensions()).isEqualTo(7);
        assertThat(catalogue.model("openai:a@7")).isSameAs(catalogue.model("openai:a@7"));
        assertThat(catalogue.model("hashing-8").id()).isEqualTo("hashing-8");
        assertThat(catalogue.suitedTo(Script.LATIN)).isEqualTo("openai:some");
    }

    @Test
    void anUnknownProviderIsRefusedWithThoseThereAre() {
        assertThatThrownBy(() -> catalogue.model("palm:a"))
                .isInstanceOf(PermanentException.class)
                .hasMessageContainingAll("'palm:a'", "openai");
    }
}
