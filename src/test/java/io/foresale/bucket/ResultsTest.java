package io.foresale.bucket;

import static org.assertj.core.api.Assertions.assertThat;

import io.foresale.domain.Column;
import io.foresale.domain.DatasetConfig;
import io.foresale.domain.DatasetName;
import io.foresale.domain.Digest;
import io.foresale.domain.ETag;
import io.foresale.domain.FeaturesManifest;
import io.foresale.domain.ModelName;
import io.foresale.domain.ObjectKey;
import io.foresale.domain.ObjectRef;
import io.foresale.domain.Role;
import io.foresale.domain.Schema;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ResultsTest {

    private static final DatasetName SHOP = new DatasetName("shop");
    private static final DatasetConfig NONE = DatasetConfig.none();
    private static final DatasetConfig OTHER = config(2);
    private static final Schema SCHEMA = schema(Role.CATEGORICAL, "whole numbers");
    private static final ObjectRef A = ref("a", "1");
    private static final ObjectRef B = ref("b", "1");

    @Test
    void aCleanPartHasAnotherNameForOtherContentSchemaOrConfigurationButNotForOtherReasons() {
        var name = Results.clean(SHOP, A, SCHEMA, NONE);
        assertThat(Results.clean(SHOP, A, schema(Role.CATEGORICAL, "few values"), NONE))
                .isEqualTo(name);
        assertThat(List.of(
                        name,
                        Results.clean(SHOP, ref("a", "2"), SCHEMA, NONE),
                        Results.clean(SHOP, B, SCHEMA, NONE),
                        Results.clean(SHOP, A, schema(Role.DROP, "whole numbers"), NONE),
                        Results.clean(SHOP, A, SCHEMA, OTHER)))
                .doesNotHaveDuplicates();
    }

    @Test
    void vectorsHaveAnotherNameForAnotherPartOrModel() {
        assertThat(List.of(
                        Results.vectors(SHOP, A, "m", Optional.empty()),
                        Results.vectors(SHOP, A, "", Optional.empty()),
                        Results.vectors(SHOP, ref("a", "2"), "m", Optional.empty()),
                        Results.vectors(SHOP, B, "m", Optional.empty())))
                .doesNotHaveDuplicates();
    }

    @Test
    void theSameSetOfPartsInAnyOrderIsTheSameFeatureTableAndAnyOtherIsAnother() {
        var name = Results.features(SHOP, List.of(A, B), NONE);
        assertThat(Results.features(SHOP, List.of(B, A), NONE)).isEqualTo(name);
        assertThat(List.of(
                        name,
                        Results.features(SHOP, List.of(A), NONE),
                        Results.features(SHOP, List.of(A, ref("b", "2")), NONE),
                        Results.features(SHOP, List.of(A, B), OTHER)))
                .doesNotHaveDuplicates();
    }

    @Test
    void aVersionHasAnotherNameForAnotherTableOrConfigurationAndScoresForAnotherVersion() {
        var model = new ModelName("shop");
        assertThat(List.of(
                        Results.modelVersion(model, A, features(NONE)),
                        Results.modelVersion(model, B, features(NONE)),
                        Results.modelVersion(model, A, features(OTHER)),
                        Results.modelVersion(new ModelName("other"), A, features(NONE)),
                        Results.scores(A, Digest.of("v")),
                        Results.scores(B, Digest.of("v")),
                        Results.scores(A, Digest.of("w"))))
                .doesNotHaveDuplicates();
    }

    @Test
    void theNameOfAResultIsTheDigestInItsKey() {
        var key = Results.features(SHOP, List.of(A), NONE);
        assertThat(key.value()).isEqualTo("features/shop/" + Results.digest(key) + "/manifest.json");
        assertThat(Results.digest(key).value()).matches("[0-9a-f]{32}");
    }

    private static FeaturesManifest features(DatasetConfig config) {
        return new FeaturesManifest(
                SHOP, SCHEMA, config.digest(), List.of(), List.of(), List.of(), Map.of(), Optional.empty());
    }

    private static ObjectRef ref(String name, String eTag) {
        return new ObjectRef(new ObjectKey("raw/shop/" + name), new ETag(eTag));
    }

    private static Schema schema(Role role, String reason) {
        return new Schema(List.of(Column.of("colour", role, reason)), Optional.empty(), Optional.empty());
    }

    private static DatasetConfig config(int folds) {
        return new DatasetConfig(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(folds),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty());
    }
}
