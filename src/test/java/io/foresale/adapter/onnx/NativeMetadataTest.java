package io.foresale.adapter.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** What a native executable is told of classes and files by name must be there under that name. */
class NativeMetadataTest {

    private static final String METADATA = "/META-INF/native-image/io.foresale/foresale/reachability-metadata.json";

    @Test
    void everyModelFileIsCarriedByTheExecutable() throws IOException {
        var files = ModelCard.ALL.stream().flatMap(card -> Stream.of(card.weights(), card.tokenizer()));
        assertThat(values("resources", "glob"))
                .containsAll(files.map(path -> path.substring(1)).toList());
    }

    @Test
    void everyResourceWithoutAWildcardExists() throws IOException {
        assertThat(values("resources", "glob").stream().filter(glob -> !glob.contains("*")))
                .isNotEmpty()
                .allSatisfy(glob ->
                        assertThat(getClass().getResource("/" + glob)).as(glob).isNotNull());
    }

    @Test
    void everyClassExistsWithItsFields() throws IOException {
        assertThat(entries("reflection"))
                .filteredOn(entry -> !entry.get("type").asText().endsWith("[]"))
                .isNotEmpty()
                .allSatisfy(entry -> {
                    var type = Class.forName(
                            entry.get("type").asText(), false, getClass().getClassLoader());
                    for (var field : entry.path("fields")) {
                        type.getDeclaredField(field.get("name").asText());
                    }
                });
    }

    private static List<String> values(String section, String field) throws IOException {
        return entries(section).stream().map(entry -> entry.get(field).asText()).toList();
    }

    private static List<JsonNode> entries(String section) throws IOException {
        try (var json = NativeMetadataTest.class.getResourceAsStream(METADATA)) {
            JsonNode entries = new ObjectMapper().readTree(json).get(section);
            return StreamSupport.stream(entries.spliterator(), false).toList();
        }
    }
}
