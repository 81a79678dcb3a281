package io.foresale.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.foresale.table.Sql;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a shopper wrote in the look-back, as numbers that can be worked out by hand. */
class IntentPoolTest {

    private static final String T = "2026-03-05T12:00:00Z";

    @TempDir
    Path scratch;

    private EventRig rig;

    @BeforeEach
    void open() {
        rig = new EventRig(scratch);
    }

    @AfterEach
    void close() {
        rig.close();
    }

    private static Event search(String user, String time, String query) {
        return Event.of(user, time, "search").with("query", query);
    }

    private static Event review(String user, String time, String text) {
        return Event.of(user, time, "review").with("review_text", text);
    }

    private String pooled(String user, Map<String, Double> intents) {
        rig.asOf(T, 28);
        rig.session.run("CREATE TABLE intents (hash VARCHAR, intent DOUBLE)");
        intents.forEach((text, intent) ->
                rig.session.run("INSERT INTO intents SELECT %s, %s".formatted(Sql.textHash(Sql.text(text)), intent)));
        IntentPool.compute(rig.session, "pooled");
        var columns = IntentPool.columns().stream().map(column -> column.name()).toList();
        return rig.rows("SELECT %s FROM pooled WHERE user_id = '%s'".formatted(String.join(", ", columns), user))
                .getFirst();
    }

    @Test
    void theMeanIsOfEachUseAndTheLatestOfTheLastOneOfEachKind() {
        rig.upload(
                search("anna", "2026-03-01T10:00:00Z", "buy scarf"),
                search("anna", "2026-03-02T10:00:00Z", "buy scarf"),
                search("anna", "2026-03-03T10:00:00Z", "return label"),
                review("anna", "2026-03-04T10:00:00Z", "will buy again"),
                search("ben", "2026-03-04T11:00:00Z", "buy scarf"));
        assertThat(pooled("anna", Map.of("buy scarf", 0.75, "return label", 0.0, "will buy again", 1.0)))
                .isEqualTo("0.5|0.0|1.0|1.0");
    }

    @Test
    void aTextThatWasNotJudgedIsNotCountedAndWhoHasNoneIsUnknown() {
        rig.upload(
                search("anna", "2026-03-01T10:00:00Z", "buy scarf"),
                search("anna", "2026-03-02T10:00:00Z", "refused"),
                Event.of("ben", "2026-03-02T10:00:00Z", "view"));
        assertThat(pooled("anna", Map.of("buy scarf", 0.75))).isEqualTo("0.75|0.75|∅|∅");
        assertThat(rig.rows("SELECT * FROM pooled WHERE user_id = 'ben'")).containsExactly("ben|∅|∅|∅|∅");
    }

    @Test
    void whatIsReceivedLaterOrOlderThanTheLookBackIsNotSeen() {
        rig.upload(
                search("anna", "2026-03-01T10:00:00Z", "buy scarf"),
                search("anna", "2026-03-02T10:00:00Z", "return label").received("2026-03-06T00:00:00Z"),
                search("anna", "2026-03-05T12:00:01Z", "return label"),
                search("anna", "2026-02-01T10:00:00Z", "return label"));
        assertThat(pooled("anna", Map.of("buy scarf", 0.75, "return label", 0.0)))
                .isEqualTo("0.75|0.75|∅|∅");
    }

    @Test
    void ofTwoTextsOfOneMomentTheLatestIsTheSameEachTime() {
        rig.upload(List.of(search("anna", "2026-03-01T10:00:00Z", "b"), search("anna", "2026-03-01T10:00:00Z", "a")));
        assertThat(pooled("anna", Map.of("a", 0.25, "b", 0.75))).isEqualTo("0.5|0.25|∅|∅");
    }
}
