package io.foresale.adapter.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foresale.domain.Column;
import io.foresale.domain.CurrentModel;
import io.foresale.domain.DatasetConfig;
import io.foresale.domain.DatasetName;
import io.foresale.domain.Digest;
import io.foresale.domain.ETag;
import io.foresale.domain.ModelName;
import io.foresale.domain.NumberFormat;
import io.foresale.domain.ObjectKey;
import io.foresale.domain.ObjectRef;
import io.foresale.domain.PermanentException;
import io.foresale.domain.Problem;
import io.foresale.domain.Role;
import io.foresale.domain.RunRecord;
import io.foresale.domain.Schema;
import io.foresale.model.LogisticModel;
import io.foresale.model.NumericTransform;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonDocumentsTest {

    private static final ObjectKey KEY = new ObjectKey("datasets/shop.json");
    private static final ObjectRef REF = new ObjectRef(new ObjectKey("raw/shop/a.csv"), new ETag("e1"));
    private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");

    private final JsonDocuments documents = new JsonDocuments();

    record Ids(Map<ObjectKey, Digest> digests, Map<String, ModelName> models, Map<Role, Integer> roles) {}

    sealed interface Shape {
        record Circle(double radius) implements Shape {}

        record Nothing() implements Shape {}

        sealed interface Cornered extends Shape {
            record NamedBox(String name, float[] sides) implements Cornered {}
        }
    }

    record Drawing(List<Shape> shapes, Optional<Shape> frame) {
        public boolean isEmpty() {
            return shapes.isEmpty();
        }

        public int getCount() {
            return shapes.size();
        }
    }

    @Test
    void aDocumentReadsAsAPersonWouldWriteIt() {
        var pointer = new CurrentModel(new Digest("ab"), REF, NOON, Optional.empty());
        assertThat(text(pointer)).isEqualTo("""
                {
                  "version": "ab",
                  "manifest": {
                    "key": "raw/shop/a.csv",
                    "eTag": "e1"
                  },
                  "since": "2026-01-02T12:00:00Z"
                }
                """);
    }

    @Test
    void aRunComesBackAsItWas() {
        var run = new RunRecord(
                "1-ingest",
                new DatasetName("shop"),
                "ingest",
                RunRecord.State.FAILED,
                NOON,
                Optional.of(NOON.plusNanos(123_456_000)),
                Optional.of(new RunRecord.Progress(1, 2, "rows")),
                Map.of("rows", 3L, "auc", 0.5),
                Optional.empty(),
                List.of("a \"warning\"\n"),
                Optional.of(new Problem("s", "w", "g", "r")),
                List.of(REF),
                List.of());
        assertThat(again(run, RunRecord.class)).isEqualTo(run);
        assertThat(text(run)).contains("\"state\": \"failed\"");
    }

    @Test
    void aSchemaComesBackAsItWas() {
        var schema = new Schema(
                List.of(
                        Column.numeric("a", NumberFormat.COMMA, "数"),
                        Column.of("b", Role.LABEL, ""),
                        Column.of("c", Role.DROP, "constant")),
                Optional.of(new Schema.Label("1", Optional.empty())),
                Optional.empty());
        assertThat(again(schema, Schema.class)).isEqualTo(schema);
        assertThat(text(schema)).contains("\"numeric\"", "\"comma\"", "数");
    }

    @Test
    void idsAreTextsAlsoAsKeysOfMaps() {
        var ids = new Ids(
                Map.of(new ObjectKey("a/b"), new Digest("d")), Map.of("s", new ModelName("m")), Map.of(Role.TEXT, 1));
        assertThat(text(ids)).contains("\"a/b\": \"d\"", "\"s\": \"m\"", "\"text\": 1");
        assertThat(again(ids, Ids.class)).isEqualTo(ids);
    }

    @Test
    void mapsAreWrittenInTheOrderOfTheirKeys() {
        var one = new LinkedHashMap<String, Role>();
        var other = new LinkedHashMap<String, Role>();
        for (int i = 0; i < 50; i++) {
            one.put("column " + i, Role.TEXT);
            other.put("column " + (49 - i), Role.TEXT);
        }
        assertThat(documents.write(one)).isEqualTo(documents.write(other));
    }

    @Test
    void membersOfASealedFamilyAreToldApartByTheirKind() {
        var drawing = new Drawing(
                List.of(new Shape.Circle(1.5), new Shape.Nothing(), new Shape.Circle(2)),
                Optional.of(new Shape.Nothing()));
        assertThat(again(drawing, Drawing.class)).isEqualTo(drawing);
        assertThat(text(drawing)).contains("\"kind\": \"circle\"", "\"kind\": \"nothing\"");
        assertThat(text(drawing)).doesNotContain("empty", "count");
        Shape box = new Shape.Cornered.NamedBox("b", new float[] {1, 0.1f});
        assertThat(text(box)).contains("\"kind\": \"namedBox\"", "0.1");
        assertThat(((Shape.Cornered.NamedBox) again(box, Shape.class)).sides()).containsExactly(1, 0.1f);
    }

    @Test
    void transformsOfAModelComeBackWithEveryBit() {
        var quantile = new NumericTransform.Quantile(new double[] {0.1, Math.PI}, new double[] {1e-300, 1});
        var back = (NumericTransform.Quantile) again(quantile, NumericTransform.class);
        assertThat(back.knots()).containsExactly(0.1, Math.PI);
        assertThat(back.shares()).containsExactly(1e-300, 1);
        assertThat(again(new NumericTransform.Log(), NumericTransform.class)).isEqualTo(new NumericTransform.Log());
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void aNumberThatIsNoneIsNotWritten(double number) {
        assertThatThrownBy(() -> documents.write(new LogisticModel(new double[] {1, number}, 0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("LogisticModel")
                .hasMessageContaining(String.valueOf(number));
        assertThatThrownBy(() -> documents.write(new Shape.Circle(number)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> documents.write(new float[] {(float) number}))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"drop\": null, \"roles\": null, \"label\": null}"})
    void whatIsAbsentIsEmpty(String json) {
        assertThat(read(json)).isEqualTo(DatasetConfig.none());
    }

    @Test
    void rolesAreTakenInAnyCase() {
        var config = read("{\"roles\": {\"a\": \"categorical\", \"b\": \"TEXT\", \"c\": \"Drop\"}, \"positive\": 1}");
        assertThat(config.roles()).isEqualTo(Map.of("a", Role.CATEGORICAL, "b", Role.TEXT, "c", Role.DROP));
        assertThat(config.positive()).contains("1");
    }

    @Test
    void anUnknownFieldIsRefusedWithItsLineAndTheFieldsThereAre() {
        refuses(
                "{\n  \"label\": \"x\",\n  \"lable\": \"y\"\n}",
                "datasets/shop.json, line 3",
                "'lable'",
                "label, positive");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"roles": {"a": "catgorical"}} | line 1, field 'roles.a' | one of label, id, time, text, categorical
            {"folds": "many"}              | field 'folds' | 'many'
            {"folds": 2.5}                 | field 'folds' | Integer
            {"folds": 100}                 | 'folds' | 2 to 20
            {"drop": "a"}                  | field 'drop' | List
            {"drop": ["a", {}]}            | field 'drop.[1]' | String
            {"label": "a", "label": "b"}   | line 1 | Duplicate
            {"label": "a"                  | line 1 | JSON
            {} {}                          | datasets/shop.json | datasets
            []                             | datasets/shop.json | DatasetConfig
            label: a                       | line 1 | wanted JSON
            """)
    void whatIsWrongIsRefusedWithItsPlace(String json, String place, String wanted) {
        refuses(json, place, wanted);
    }

    @Test
    void theLineIsThatOfTheFieldHoweverDeepItLies() {
        refuses("""
                {
                  "roles": {
                    "a": "text",
                    "b": "txet"
                  },
                  "drop": []
                }
                """, "line 4, field 'roles.b'", "'txet'");
        refuses("{\n\n\n\"folds\": 100,\n\"seed\": 1}", "line", "'folds'");
    }

    @Test
    void anEmptyDocumentIsRefused() {
        refuses("", "datasets/shop.json", "DatasetConfig");
    }

    @Test
    void whatHasToBeThereIsMissedByName() {
        assertThatThrownBy(() -> documents.read("{\"key\": \"a\"}".getBytes(UTF_8), ObjectRef.class, KEY))
                .isInstanceOf(PermanentException.class)
                .hasMessageContaining("'eTag'");
        assertThatThrownBy(
                        () -> documents.read("{\"key\": \"a\", \"eTag\": null}".getBytes(UTF_8), ObjectRef.class, KEY))
                .isInstanceOf(PermanentException.class)
                .hasMessageContaining("'eTag'");
        assertThatThrownBy(() ->
                        documents.read("{\"key\": \"a/../b\", \"eTag\": \"x\"}".getBytes(UTF_8), ObjectRef.class, KEY))
                .isInstanceOf(PermanentException.class)
                .hasMessageContaining("a/../b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"kind\": \"square\"}", "{\"radius\": 1}"})
    void anUnknownKindIsRefusedWithTheKindsThereAre(String json) {
        assertThatThrownBy(() -> documents.read(json.getBytes(UTF_8), Shape.class, KEY))
                .isInstanceOf(PermanentException.class)
                .hasMessageContaining("circle, nothing, namedBox");
    }

    private void refuses(String json, String... parts) {
        assertThatThrownBy(() -> read(json))
                .isInstanceOf(PermanentException.class)
                .hasMessageContainingAll(parts);
    }

    private DatasetConfig read(String json) {
        return documents.read(json.getBytes(UTF_8), DatasetConfig.class, KEY);
    }

    private String text(Object value) {
        return new String(documents.write(value), UTF_8);
    }

    private <T> T again(Object value, Class<T> type) {
        var json = documents.write(value);
        var back = documents.read(json, type, KEY);
        assertThat(documents.write(back)).isEqualTo(json);
        return back;
    }
}
