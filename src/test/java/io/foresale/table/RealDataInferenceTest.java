package io.foresale.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.foresale.domain.Column;
import io.foresale.domain.DatasetConfig;
import io.foresale.domain.Role;
import io.foresale.domain.Schema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Figures are those of the data sets' own descriptions, counted with zcat and awk. */
class RealDataInferenceTest {

    @TempDir
    Path scratch;

    private Schema schema;
    private CleanTable clean;

    @Test
    void onlineShoppersIsUnderstoodWithoutHelp() {
        read("online_shoppers_intention.csv.gz");
        assertThat(roles(Role.LABEL)).containsExactly("Revenue");
        assertThat(roles(Role.CATEGORICAL))
                .containsExactly("Month", "OperatingSystems", "Browser", "Region", "TrafficType", "VisitorType");
        assertThat(roles(Role.BOOLEAN)).containsExactly("Weekend");
        assertThat(roles(Role.NUMERIC))
                .containsExactly(
                        "Administrative",
                        "Administrative_Duration",
                        "Informational",
                        "Informational_Duration",
                        "ProductRelated",
                        "ProductRelated_Duration",
                        "BounceRates",
                        "ExitRates",
                        "PageValues",
                        "SpecialDay");
        assertThat(clean.counts())
                .containsEntry("accepted", 12_330L)
                .containsEntry("positives", 1_908L)
                .containsEntry("duplicates", 125L)
                .containsEntry("rejected", 0L);
    }

    @Test
    void clothingReviewsHaveTwoTextColumnsAndTheirOpinionAsLabel() {
        read("womens_clothing_reviews.csv.gz");
        assertThat(roles(Role.LABEL)).containsExactly("Recommended IND");
        assertThat(roles(Role.TEXT)).containsExactly("Title", "Review Text");
        assertThat(roles(Role.DROP)).containsExactly("column_1", "Clothing ID");
        assertThat(roles(Role.NUMERIC)).containsExactly("Age", "Rating", "Positive Feedback Count");
        assertThat(roles(Role.CATEGORICAL)).containsExactly("Division Name", "Department Name", "Class Name");
        assertThat(schema.embeddingModel()).contains("latin-model");
        assertThat(clean.counts())
                .containsEntry("accepted", 23_486L)
                .containsEntry("positives", 19_314L)
                .containsEntry("rejected", 0L);
    }

    private List<String> roles(Role role) {
        return schema.of(role).stream().map(Column::name).collect(Collectors.toList());
    }

    private void read(String name) {
        var file = Path.of(System.getProperty("foresale.data", "../shared/data"), name);
        assumeTrue(Files.exists(file), file + " is not there: name the folder with -Dforesale.data");
        try (var rig = new TableRig(scratch)) {
            var raw = rig.load(Files.readAllBytes(file), DatasetConfig.none());
            schema = rig.infer(raw, DatasetConfig.none()).schema();
            clean = rig.clean(raw, schema);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
