package io.foresale.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foresale.adapter.directory.DirectoryStore;
import io.foresale.adapter.json.JsonDocuments;
import io.foresale.api.DatasetPage.UploadState;
import io.foresale.bucket.Datasets;
import io.foresale.bucket.Keys;
import io.foresale.bucket.Manifests;
import io.foresale.bucket.Results;
import io.foresale.bucket.Runs;
import io.foresale.domain.CleanManifest;
import io.foresale.domain.Column;
import io.foresale.domain.CurrentModel;
import io.foresale.domain.DatasetConfig;
import io.foresale.domain.DatasetKind;
import io.foresale.domain.DatasetName;
import io.foresale.domain.Digest;
import io.foresale.domain.InferredSchema;
import io.foresale.domain.ModelName;
import io.foresale.domain.ObjectRef;
import io.foresale.domain.PermanentException;
import io.foresale.domain.Problem;
import io.foresale.domain.Role;
import io.foresale.domain.Schema;
import io.foresale.port.ObjectStore.Condition;
import io.foresale.port.ObjectStore.Content;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OverviewTest {

    private static final DatasetName SHOP = new DatasetName("shop");
    private static final Schema SCHEMA =
            new Schema(List.of(Column.of("id", Role.ID, "named so")), Optional.empty(), Optional.empty());

    @TempDir
    Path bucket;

    private DirectoryStore store;
    private Manifests manifests;
    private Runs runs;
    private Overview overview;

    @BeforeEach
    void open() {
        store = new DirectoryStore(bucket);
        manifests = new Manifests(store, new JsonDocuments());
        var seconds = new AtomicLong();
        runs = new Runs(store, manifests, run -> {}, () -> Instant.EPOCH.plusSeconds(seconds.incrementAndGet()));
        overview = new Overview(new Datasets(store, manifests), manifests, runs);
    }

    @Test
    void anUploadThatNothingHasReadYetWaits() {
        upload("a.csv");
        var page = overview.page(SHOP);
        assertThat(page.state()).isEqualTo(DatasetState.WAITING);
        assertThat(page.uploads()).extracting(u -> u.file() + " " + u.state()).containsExactly("a.csv WAITING");
    }

    @Test
    void whyAScoreRequestWaitsForItsModelIsToldAlsoWhereNothingWasUploaded() {
        assertThatThrownBy(() -> overview.runs(SHOP, 10)).isInstanceOf(PermanentException.class);
        runs.record(SHOP, "score-batch", List.of(), _ -> "done");
        assertThat(overview.runs(SHOP, 10)).extracting(run -> run.function()).containsExactly("score-batch");
    }

    @Test
    void everyUploadShowsItsCountsOrItsRefusal() {
        clean(upload("good.csv"), Optional.empty(), Map.of("accepted", 2L));
        clean(upload("empty.csv"), Optional.of(new Problem("empty.csv", "rows", "none", "send some")), Map.of());
        var uploads = overview.page(SHOP).uploads();
        assertThat(uploads)
                .extracting(u -> u.file() + " " + u.state())
                .containsExactly("empty.csv REFUSED", "good.csv ACCEPTED");
        assertThat(uploads.getLast().counts()).containsEntry("accepted", 2L);
        assertThat(uploads.getFirst().refusal().orElseThrow().remedy()).isEqualTo("send some");
    }

    @Test
    void aFirstUploadThatCannotBeReadShowsWhyItsRunFailed() {
        var upload = upload("picture.csv");
        fail("ingest", upload);
        var page = overview.page(SHOP);
        assertThat(page.state()).isEqualTo(DatasetState.FAILED);
        assertThat(page.uploads().getFirst().state()).isEqualTo(UploadState.REFUSED);
        assertThat(page.uploads().getFirst().refusal().orElseThrow().got()).isEqualTo("a PNG");
    }

    @Test
    void theNewestRunOfEachFunctionIsShown() {
        var upload = upload("a.csv");
        fail("ingest", upload);
        runs.record(SHOP, "ingest", List.of(upload), run -> run);
        runs.record(SHOP, "score-batch", List.of(), run -> run);
        assertThat(overview.page(SHOP).runs())
                .extracting(run -> run.function() + " " + run.state())
                .containsExactly("score-batch SUCCEEDED", "ingest SUCCEEDED");
        assertThat(overview.all().datasets())
                .extracting(DatasetList.Entry::state)
                .containsExactly(DatasetState.IDLE);
    }

    @Test
    void aConfigurationThatCannotBeReadIsShownWithWhatToDo() {
        upload("a.csv");
        store.put(
                Keys.config(SHOP),
                new Content.Bytes("{\"label\": ".getBytes(StandardCharsets.UTF_8)),
                new Condition.Always());
        var page = overview.page(SHOP);
        var problem = page.configProblem().orElseThrow();
        assertThat(problem.subject()).isEqualTo("datasets/shop.json, line 1");
        assertThat(problem.remedy()).isNotBlank();
        assertThat(page.config()).isEqualTo(DatasetConfig.none());
        assertThat(page.uploads()).extracting(u -> u.file()).containsExactly("a.csv");
        assertThat(overview.upload(SHOP, "a.csv").state()).isEqualTo(UploadState.WAITING);
    }

    @Test
    void aDataSetWithAModelIsReady() {
        var upload = upload("a.csv");
        runs.record(SHOP, "train", List.of(), run -> run);
        manifests.publish(
                Keys.current(new ModelName("shop")),
                new CurrentModel(Digest.of("1"), upload, Instant.EPOCH, Optional.empty()));
        assertThat(overview.page(SHOP).state()).isEqualTo(DatasetState.READY);
        assertThat(overview.page(SHOP).model().orElseThrow().version()).isEqualTo(Digest.of("1"));
    }

    @Test
    void aDataSetThatNobodySentAnythingForDoesNotExist() {
        assertThatThrownBy(() -> overview.page(SHOP)).isInstanceOf(PermanentException.class);
        assertThatThrownBy(() -> overview.upload(SHOP, "a.csv")).isInstanceOf(PermanentException.class);
    }

    private ObjectRef upload(String file) {
        var key = Keys.upload(SHOP, file);
        var bytes = file.getBytes(StandardCharsets.UTF_8);
        return new ObjectRef(
                key,
                store.put(key, new Content.Bytes(bytes), new Condition.Always()).orElseThrow());
    }

    private void clean(ObjectRef upload, Optional<Problem> refusal, Map<String, Long> counts) {
        var config = DatasetConfig.none();
        manifests.overwrite(
                Keys.inferred(SHOP), new InferredSchema(DatasetKind.TABLE, SCHEMA, upload, config.digest(), "1", 2));
        manifests.publish(
                Results.clean(SHOP, upload, SCHEMA, config),
                new CleanManifest(
                        SHOP,
                        upload,
                        SCHEMA.digest(),
                        refusal,
                        counts,
                        Map.of(),
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        Optional.empty(),
                        Optional.empty(),
                        List.of()));
    }

    private void fail(String function, ObjectRef input) {
        assertThatThrownBy(() -> runs.record(SHOP, function, List.of(input), run -> {
                    throw PermanentException.invalid("picture.csv", "CSV", "a PNG", "send a table");
                }))
                .isInstanceOf(PermanentException.class);
    }
}
