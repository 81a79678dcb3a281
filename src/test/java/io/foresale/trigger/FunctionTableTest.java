package io.foresale.trigger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foresale.domain.ObjectKey;
import io.foresale.trigger.FunctionTable.FunctionSpec;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FunctionTableTest {

    private final FunctionTable table = FunctionTable.load();

    @ParameterizedTest
    @CsvSource({
        "raw/shop/a.csv, ingest",
        "raw/shop/folder/manifest.json, ingest",
        "datasets/shop.json, ingest",
        "clean/shop/d/manifest.json, embed",
        "vectors/shop/d/manifest.json, fuse",
        "vectors/shop/batches/d/1/out/j/manifest.json.out, embed",
        "features/shop/d/manifest.json, train",
        "models/shop/v/manifest.json, score-batch",
        "models/shop/v/features/d/manifest.json, score-batch",
        "score-requests/shop/a.csv, score-batch"
    })
    void anObjectStartsItsFunction(String key, String function) {
        assertThat(table.startedBy(new ObjectKey(key)).map(FunctionSpec::name)).contains(function);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "clean/shop/d/rows.parquet",
                "vectors/shop/texts/m-384/ab.parquet",
                "vectors/shop/batches/d/job.json",
                "vectors/shop/batches/d/1/ab.jsonl",
                "vectors/shop/batches/d/1/out/j/ab.jsonl.out",
                "models/shop/current.json",
                "datasets/notes.txt",
                "runs/shop/1.json",
                "scores/shop/everyone/d/manifest.json",
                "raw",
                "clean/manifest.json.txt"
            })
    void anyOtherObjectStartsNothing(String key) {
        assertThat(table.startedBy(new ObjectKey(key))).isEmpty();
    }

    @Test
    void theStagesComeInTheOrderOfTheData() {
        assertThat(table.prefixes())
                .containsExactly("raw/", "datasets/", "clean/", "vectors/", "features/", "models/", "score-requests/");
    }

    @Test
    void everyEntrySaysWhatItNeedsAndMayTouch() {
        assertThat(table.functions()).allSatisfy(f -> {
            assertThat(f.route()).isEqualTo("/" + f.name());
            assertThat(f.memory()).isPositive();
            assertThat(f.timeout()).isPositive();
            assertThat(f.access().keySet()).contains("read", "write").isSubsetOf("read", "write", "call");
            assertThat(f.triggers())
                    .allSatisfy(t -> assertThat(f.access().get("read")).contains(t.prefix() + "*"));
        });
        assertThat(table.api()).isNotEmpty().allSatisfy(a -> {
            assertThat(a.routes()).isNotEmpty().allMatch(r -> r.matches("(GET|PUT|POST) /\\S+"));
            assertThat(a.access().keySet()).contains("read", "write").isSubsetOf("read", "write", "call");
            assertThat(a.memory() * a.timeout() * a.concurrency()).isPositive();
        });
    }

    @ParameterizedTest
    @CsvSource({"a/, '', a/b/, .json", "a/b/, .json, a/, n.json", "a/, .json, a/, .json", "'', '', x/, y"})
    void twoFunctionsForOneObjectAreRefusedByName(
            String prefix, String suffix, String otherPrefix, String otherSuffix) {
        assertThatThrownBy(() -> parse(function("one", prefix, suffix) + function("two", otherPrefix, otherSuffix)))
                .rootCause()
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("one and two");
    }

    @Test
    void functionsWithTriggersApartAreTaken() throws IOException {
        var parsed =
                parse(function("one", "a/", ".json") + function("two", "a/", ".csv") + function("three", "b/", ""));
        assertThat(parsed.functions()).hasSize(3);
        assertThat(parsed.api()).isEmpty();
    }

    @Test
    void aFieldThatNobodyKnowsIsRefused() {
        assertThatThrownBy(() -> parse(function("one", "a/", "").replace("route", "rout")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("rout");
    }

    private static FunctionTable parse(String functions) throws IOException {
        return FunctionTable.parse(("functions:\n" + functions).getBytes(UTF_8));
    }

    static String function(String name, String prefix, String suffix) {
        return """
                  - name: %s
                    handler: h
                    description: d
                    triggers: [{ prefix: "%s", suffix: "%s" }]
                    route: /%s
                    role: admin
                    memory: 1
                    timeout: 1
                    concurrency: 2
                    access: { read: [], write: [] }
                """.formatted(name, prefix, suffix, name);
    }
}
