package io.foresale.ingest;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.foresale.adapter.duckdb.DuckDbEngine;
import io.foresale.adapter.json.JsonDocuments;
import io.foresale.adapter.upload.PlainUploads;
import io.foresale.bucket.Datasets;
import io.foresale.bucket.Manifests;
import io.foresale.bucket.Runs;
import io.foresale.bucket.Staging;
import io.foresale.domain.CleanManifest;
import io.foresale.domain.DatasetName;
import io.foresale.domain.ObjectKey;
import io.foresale.domain.ObjectRef;
import io.foresale.domain.RunRecord;
import io.foresale.embed.EmbedStep;
import io.foresale.events.LogRecognition;
import io.foresale.port.Budget;
import io.foresale.port.EmbeddingBatches;
import io.foresale.port.HashingModel;
import io.foresale.port.KeywordJudge;
import io.foresale.port.MemoryStore;
import io.foresale.port.ObjectStore.Condition;
import io.foresale.port.ObjectStore.Content;
import io.foresale.port.ObjectStore.Reading;
import io.foresale.port.ObjectStore.Want;
import io.foresale.port.TableEngine;
import io.foresale.table.SchemaInference;
import io.foresale.table.Sql;
import io.foresale.table.TableLimits;
import io.foresale.table.TableLoader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stands in an upload and is personal is in no object that is made of it. */
class IngestPersonalDataTest {

    private static final DatasetName SHOP = new DatasetName("shop");

    /** One of each kind, as it may stand in a cell of CSV and in a string of JSON. */
    private static final List<String> PERSONAL = List.of(
            "anna.keller@example.com",
            "13812345678",
            "+49 30 901820",
            "4532 0151 1283 0366",
            "DE89370400440532013000",
            "203.0.113.42",
            "11010519491231002X",
            "123-45-6789",
            "https://shop.example/reset?token=8f3c2a",
            "221B Baker Street");

    @TempDir
    Path scratch;

    private final MemoryStore store = new MemoryStore();
    private final Manifests manifests = new Manifests(store, new JsonDocuments());
    private final Datasets datasets = new Datasets(store, manifests);
    private final HashingModel embeddings = new HashingModel("hashing-8", 8);
    private TableEngine engine;

    @BeforeEach
    void open() {
        engine = new DuckDbEngine(scratch, "1GiB", 2);
    }

    @Test
    void ofATableNothingPersonalIsKept() {
        var rows = IntStream.range(0, 1_000)
                .mapToObj(i -> "u%d,%d,\"the kite is from %s, number %d of many\",%s\n"
                        .formatted(i, 20 + i * 7 % 50, personal(i), i, i % 2 == 0 ? "yes" : "no"))
                .collect(Collectors.joining());
        var refused = PERSONAL.stream()
                .map(p -> "u9,\"is " + p + "\",\"it is me, " + p + "\",yes\n")
                .collect(Collectors.joining());
        put("datasets/shop.json", "{\"roles\": {\"age\": \"numeric\"}}");
        var part = takeIn("shoppers.csv", "user_id,age,note,bought\n" + rows + refused);

        assertThat(part.counts()).containsEntry("rejected", 10L).containsEntry("masked: email", 100L);
        assertNothingPersonal();
        assertThat(texts(part, "note")).contains("the kite is from [address], number 9 of many");
    }

    @Test
    void ofALogNothingPersonalIsKept() {
        var part = takeIn("log.csv", log());

        assertThat(part.counts())
                .containsEntry("rejected", 10L)
                .containsEntry("masked: url", 300L)
                .containsEntry("masked: id", 600L);
        assertNothingPersonal();
        assertThat(texts(part, "query")).contains("kite 0, [email]");
        assertThat(texts(part, "attributes")).anyMatch(a -> a.contains("\"page\":\"/p [card]\""));
    }

    @Test
    void ofANestedLogNothingPersonalIsKept() {
        var lines = IntStream.range(0, 40)
                .mapToObj(i -> """
                        {"type":"track","event":"Products Searched","messageId":"m%1$d","anonymousId":"a%1$d","timestamp":"2026-01-05T10:00:%2$02dZ","properties":{"query":"kite %3$s"}}
                        """.formatted(i, i, personal(i)))
                .collect(Collectors.joining());
        var part = takeIn("log.jsonl", lines);

        assertThat(part.counts()).containsEntry("accepted", 40L).containsEntry("masked: phone", 8L);
        assertNothingPersonal();
    }

    @Test
    void whoSaysSoKeepsTextsAsTheyAre() {
        put("datasets/shop.json", "{\"masking\": false}");
        var part = takeIn("log.csv", log());

        assertThat(part.counts()).doesNotContainKey("masked: email");
        assertThat(texts(part, "query")).contains("kite 0, anna.keller@example.com");
    }

    @Test
    void theRunSaysHowMuchIsMasked() {
        takeIn("log.csv", log());
        var runs = new Runs(store, manifests, _ -> {}, InstantSource.system());

        assertThat(runs.of(SHOP, "ingest").stream().map(RunRecord::counts))
                .singleElement()
                .satisfies(counts -> assertThat(counts).containsEntry("masked: ip", 300L));
    }

    private static String personal(int i) {
        return PERSONAL.get(i % PERSONAL.size());
    }

    private static String log() {
        var events = IntStream.range(0, 1_000)
                .mapToObj(i -> "2026-01-05T10:%02d:00Z,search,,u%d,\"kite %d, %s\",\"I am %s\",\"/p %s\"\n"
                        .formatted(i % 60, i, i, personal(i), personal(i), personal(i)))
                .collect(Collectors.joining());
        var refused = PERSONAL.stream()
                .map(p -> "\"" + p + "\",search,,u1,\"it is me, " + p + "\",,\n")
                .collect(Collectors.joining());
        return "event_time,event_type,product_id,user_id,query,review_text,page\n" + events + refused;
    }

    private CleanManifest takeIn(String file, String content) {
        var clean = new CleanStep(
                datasets,
                manifests,
                new Staging(store),
                engine,
                new TableLoader(new PlainUploads(1 << 30), TableLimits.DEFAULT),
                new SchemaInference(TableLimits.DEFAULT, embeddings),
                new LogRecognition(InstantSource.system()));
        var runs = new Runs(store, manifests, _ -> {}, InstantSource.system());
        var written = new IngestStep(datasets, manifests, runs, clean)
                .upload(put("raw/shop/" + file, content))
                .manifest()
                .orElseThrow();
        new EmbedStep(
                        store,
                        manifests,
                        new Staging(store),
                        runs,
                        engine,
                        embeddings,
                        KeywordJudge.nobody(),
                        EmbeddingBatches.none(),
                        Budget.unlimited(),
                        InstantSource.system())
                .embed(written);
        return manifests.require(written.key(), CleanManifest.class);
    }

    private ObjectRef put(String name, String content) {
        var key = new ObjectKey(name);
        return new ObjectRef(
                key,
                store.put(key, new Content.Bytes(content.getBytes(UTF_8)), new Condition.Always())
                        .orElseThrow());
    }

    /** In the bytes as they are, and in every value of what is compressed. */
    private void assertNothingPersonal() {
        var made = new ArrayList<String>();
        for (var prefix : List.of("clean/", "rejects/", "runs/", "vectors/", "datasets/")) {
            try (var objects = store.list(prefix)) {
                objects.map(o -> o.key()).forEach(key -> {
                    made.add(prefix);
                    assertThat(content(key)).as(key.value()).doesNotContain(PERSONAL);
                });
            }
        }
        assertThat(made).contains("clean/", "runs/", "vectors/");
    }

    private String content(ObjectKey key) {
        if (!(store.get(key, new Want.Whole()) instanceof Reading.Found found)) {
            throw new AssertionError(key + " is listed and is not there");
        }
        try (var session = engine.open();
                var bytes = found.content()) {
            var file = session.directory().resolve("object");
            Files.write(file, bytes.readAllBytes());
            var plain = Files.readString(file, ISO_8859_1);
            return key.value().endsWith(".parquet")
                    ? plain
                            + session.query(
                                    row -> row.text(0), "SELECT r::VARCHAR FROM " + Sql.parquet(List.of(file)) + " r")
                    : plain;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> texts(CleanManifest part, String column) {
        try (var session = engine.open()) {
            var files = new Staging(store).fetchAll(part.rows(), session.directory());
            return session.query(row -> row.text(0), "SELECT " + column + " FROM " + Sql.parquet(files));
        }
    }
}
