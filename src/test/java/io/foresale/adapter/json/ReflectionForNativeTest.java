package io.foresale.adapter.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.foresale.domain.BatchJob;
import io.foresale.domain.CleanManifest;
import io.foresale.domain.CurrentFeatures;
import io.foresale.domain.CurrentModel;
import io.foresale.domain.DatasetConfig;
import io.foresale.domain.DatasetName;
import io.foresale.domain.Digest;
import io.foresale.domain.ETag;
import io.foresale.domain.FeaturesManifest;
import io.foresale.domain.InferredSchema;
import io.foresale.domain.LogManifest;
import io.foresale.domain.LogSpan;
import io.foresale.domain.ModelManifest;
import io.foresale.domain.ModelName;
import io.foresale.domain.ObjectKey;
import io.foresale.domain.ProductsManifest;
import io.foresale.domain.Provenance;
import io.foresale.domain.RescoreManifest;
import io.foresale.domain.RunRecord;
import io.foresale.domain.Schema;
import io.foresale.domain.ScoresManifest;
import io.foresale.domain.ShardManifest;
import io.foresale.domain.Unanswered;
import io.foresale.domain.VectorsManifest;
import io.foresale.model.ModelBundle;
import io.foresale.train.Evaluation;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.io.IOException;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The hand-kept list of types for native executables holds all that documents are made of, and nothing else. */
class ReflectionForNativeTest {

    private static final String METADATA = "/META-INF/native-image/io.foresale/foresale/reachability-metadata.json";

    /** What is written to or read from the bucket as a document. */
    private static final List<Class<?>> ROOTS = List.of(
            DatasetConfig.class,
            InferredSchema.class,
            CleanManifest.class,
            Unanswered.class,
            VectorsManifest.class,
            BatchJob.class,
            FeaturesManifest.class,
            ModelManifest.class,
            Provenance.class,
            Schema.class,
            ModelBundle.class,
            Evaluation.class,
            CurrentModel.class,
            CurrentFeatures.class,
            LogManifest.class,
            LogSpan.class,
            ShardManifest.class,
            ProductsManifest.class,
            RescoreManifest.class,
            ScoresManifest.class,
            RunRecord.class);

    /** Written as texts by code of ours, without reflection. */
    private static final Set<Class<?>> IDS =
            Set.of(DatasetName.class, ModelName.class, ObjectKey.class, ETag.class, Digest.class);

    @Test
    void everyTypeInADocumentIsRegisteredAndNoOther() {
        var reached = new LinkedHashSet<Class<?>>();
        ROOTS.forEach(root -> walk(root, reached));
        var registered = ReflectionForNative.class
                .getAnnotation(RegisterForReflection.class)
                .targets();
        assertThat(registered).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(reached);
    }

    /** Registered as targets they would not tell who their members are; the other list lets them. */
    @Test
    void everySealedFamilyInADocumentMayBeAskedForItsMembers() throws IOException {
        var reached = new LinkedHashSet<Class<?>>();
        ROOTS.forEach(root -> walk(root, reached));
        try (var metadata = getClass().getResourceAsStream(METADATA)) {
            var types = new ObjectMapper().readTree(metadata).get("reflection").findValuesAsText("type");
            assertThat(types.stream().filter(type -> type.startsWith("io.foresale.")))
                    .containsExactlyInAnyOrderElementsOf(reached.stream()
                            .filter(Class::isSealed)
                            .map(Class::getName)
                            .toList());
        }
    }

    private static void walk(Type type, Set<Class<?>> reached) {
        switch (type) {
            case Class<?> c when c.isArray() -> walk(c.getComponentType(), reached);
            case Class<?> c
            when c.getName().startsWith("io.foresale.") && !IDS.contains(c) && reached.add(c) -> {
                if (c.isRecord()) {
                    Arrays.stream(c.getRecordComponents())
                            .map(RecordComponent::getGenericType)
                            .forEach(t -> walk(t, reached));
                } else if (c.isSealed()) {
                    Arrays.stream(c.getPermittedSubclasses()).forEach(t -> walk(t, reached));
                }
            }
            case ParameterizedType p -> {
                walk(p.getRawType(), reached);
                Arrays.stream(p.getActualTypeArguments()).forEach(t -> walk(t, reached));
            }
            case GenericArrayType a -> walk(a.getGenericComponentType(), reached);
            default -> {}
        }
    }
}
