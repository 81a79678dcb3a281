package io.foresale.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foresale.domain.Column;
import io.foresale.domain.ETag;
import io.foresale.domain.ObjectKey;
import io.foresale.domain.ObjectRef;
import io.foresale.domain.PermanentException;
import io.foresale.domain.RetriableException;
import io.foresale.domain.Role;
import io.foresale.domain.RunRecord.State;
import io.foresale.domain.Schema;
import io.foresale.domain.StepResult;
import io.foresale.domain.StepResult.NothingToDo;
import io.foresale.port.HashingModel;
import io.foresale.port.TextModel.Outcome;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbedStepTest {

    @TempDir
    Path scratch;

    private final HashingModel model = new HashingModel("hashing-8", 8);
    private Shop shop;

    @BeforeEach
    void open() {
        shop = new Shop(scratch);
    }

    private static @Nullable Object[] row(@Nullable String title, @Nullable String words) {
        return new Object[] {title, words};
    }

    private static List<@Nullable Object[]> manyRows(int rows) {
        return IntStream.range(0, rows)
                .mapToObj(i -> row("text number " + i, null))
                .toList();
    }

    @Test
    void eachDistinctTextOfAllTextColumnsIsEmbeddedOnce() {
        var part = shop.part(
                "a.csv", List.of(row("nice", "so nice 😍"), row("nice", null), row(null, "nice"), row("", "红色")));
        var manifest = shop.vectors(shop.step(model).embed(part).manifest().orElseThrow());
        assertThat(manifest.counts()).containsEntry("texts", 3L).containsEntry("failed", 0L);
        assertThat(manifest.model()).isEqualTo("hashing-8");
        assertThat(manifest.dimensions()).isEqualTo(8);
        assertThat(shop.read(manifest.vectors()))
                .containsOnlyKeys(Shop.hash("nice"), Shop.hash("so nice 😍"), Shop.hash("红色"));
        assertThat(shop.lastRun().outcome()).contains("3 of 3 texts embedded with hashing-8, 0 were known");
        assertThat(shop.lastRun().counts().get("modelCalls")).isEqualTo(3L);
    }

    @Test
    void aVectorIsStoredUnderTheHashOfItsText() {
        var part = shop.part("a.csv", List.of(row("red", "green"), row("blue", null)));
        var manifest = shop.vectors(shop.step(model).embed(part).manifest().orElseThrow());
        var green = (Outcome.Answered<float[]>) model.embed(List.of("green")).getFirst();
        assertThat(shop.read(manifest.vectors()).get(Shop.hash("green"))).containsExactly(green.answer());
    }

    @Test
    void aSecondUploadOfTheSameTextsMakesNoModelCallAndSaysSo() {
        var first = shop.vectors(shop.step(model)
                .embed(shop.part("a.csv", manyRows(1_234)))
                .manifest()
                .orElseThrow());
        var second = shop.vectors(shop.step(model)
                .embed(shop.part("b.csv", manyRows(1_234)))
                .manifest()
                .orElseThrow());
        assertThat(model.asked()).isEqualTo(1_234);
        assertThat(second.vectors()).isEqualTo(first.vectors()).hasSize(2);
        assertThat(shop.runs())
                .anySatisfy(run -> assertThat(run.outcome()).contains("all 1,234 texts were known: no model call"));
    }

    @Test
    void anUploadWithSomeNewTextsPaysForThoseOnly() {
        shop.step(model).embed(shop.part("a.csv", manyRows(10)));
        var manifest = shop.vectors(shop.step(model)
                .embed(shop.part("b.csv", manyRows(15)))
                .manifest()
                .orElseThrow());
        assertThat(model.asked()).isEqualTo(15);
        assertThat(shop.read(manifest.vectors())).hasSize(15);
    }

    @Test
    void theSameEventTwiceDoesNothingAndLeavesNoSecondRecord() {
        var part = shop.part("a.csv", manyRows(3));
        var manifest = shop.step(model).embed(part).manifest().orElseThrow();
        assertThat(shop.step(model).embed(part)).isEqualTo(StepResult.doneBefore(manifest.key()));
        assertThat(shop.runs()).hasSize(1);
    }

    @Test
    void anInterruptedRunIsContinuedToTheObjectsOfAnUndisturbedOneAndPaysAgainOnlyForTheChunkItWasIn() {
        var undisturbed = new Shop(scratch);
        undisturbed.step(model).embed(undisturbed.part("a.csv", manyRows(2_500)));
        var part = shop.part("a.csv", manyRows(2_500));
        assertThatThrownBy(() -> shop.step(new Outage(model, 1_200)).embed(part))
                .isInstanceOf(RetriableException.class);
        assertThat(shop.lastRun().state()).isEqualTo(State.FAILED);
        var before = model.asked();
        shop.step(model).embed(part);
        assertThat(model.asked() - before).isEqualTo(1_500);
        assertThat(shop.results()).isEqualTo(undisturbed.results()).hasSize(4);
    }

    @Test
    void aTextThatFailsIsCountedAndTheOthersHaveTheirVectors() {
        var part = shop.part("a.csv", List.of(row("fine", "this is unreadable"), row("good", "unreadable too")));
        var manifest = shop.vectors(shop.step(model).embed(part).manifest().orElseThrow());
        assertThat(manifest.counts()).containsEntry("texts", 4L).containsEntry("failed", 2L);
        assertThat(shop.read(manifest.vectors())).containsOnlyKeys(Shop.hash("fine"), Shop.hash("good"));
        assertThat(shop.lastRun().warnings())
                .containsExactly(
                        "2 of 4 texts could not be embedded and count as missing: it says unreadable (2); embed with"
                                + " \"force\": true asks about these alone again");
    }

    @Test
    void aPartWithoutRowsHasAnEmptyManifestWithoutAModel() {
        var manifest = shop.vectors(
                shop.step(model).embed(shop.partWithoutRows("a.csv")).manifest().orElseThrow());
        assertThat(manifest.model()).isEmpty();
        assertThat(manifest.dimensions()).isZero();
        assertThat(manifest.vectors()).isEmpty();
        assertThat(manifest.counts()).containsEntry("texts", 0L);
    }

    @Test
    void aSchemaWithoutTextHasAnEmptyManifestWithoutAModel() {
        shop.schemaInForce(
                new Schema(List.of(Column.of("colour", Role.CATEGORICAL, "test")), Optional.empty(), Optional.empty()));
        var part = shop.part("a.csv", manyRows(2));
        assertThat(shop.vectors(shop.step(model).embed(part).manifest().orElseThrow())
                        .model())
                .isEmpty();
        assertThat(model.asked()).isZero();
        assertThat(shop.lastRun().outcome()).contains("there is no text in this part: no model call");
    }

    @Test
    void aPartOfAnotherSchemaThanTheOneInForceIsLeftAlone() {
        var part = shop.part("a.csv", manyRows(2));
        shop.schemaInForce(
                new Schema(List.of(Column.of("Title", Role.TEXT, "test")), Optional.empty(), Optional.of("hashing-8")));
        assertThat(shop.step(model).embed(part))
                .isInstanceOfSatisfying(NothingToDo.class, nothing -> assertThat(nothing.reason())
                        .contains(part.key().value(), "schema in force"));
        assertThat(shop.runs()).isEmpty();
    }

    @Test
    void aManifestThatIsNoLongerThereIsLeftAlone() {
        var gone = new ObjectRef(new ObjectKey("clean/shop/0/manifest.json"), new ETag("1"));
        assertThat(shop.step(model).embed(gone).manifest()).isEmpty();
    }

    @Test
    void aModelThatIsNotThereIsInTheRecordWithWhatToDo() {
        var part = shop.part("a.csv", manyRows(2));
        var step = shop.step(new HashingModel("other-8", 8));
        assertThatThrownBy(() -> step.embed(part)).isInstanceOf(PermanentException.class);
        assertThat(shop.lastRun().problem())
                .hasValueSatisfying(problem -> assertThat(problem.remedy()).isEqualTo("name other-8"));
    }
}
