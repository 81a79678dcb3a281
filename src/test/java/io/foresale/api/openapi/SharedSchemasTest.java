package io.foresale.api.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.foresale.function.EmbedFunction.EmbedCall;
import io.foresale.function.ObjectCreated;
import io.foresale.function.ShardCall;
import io.foresale.function.TrainFunction.TrainCall;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SharedSchemasTest {

    @ParameterizedTest
    @CsvSource({"ingest", "embed", "fuse", "train", "score-batch"})
    void whatAFunctionIsCalledWithIsDescribedInFull(String function) {
        var call =
                switch (function) {
                    case "embed" -> EmbedCall.class;
                    case "fuse", "score-batch" -> ShardCall.class;
                    case "train" -> TrainCall.class;
                    default -> ObjectCreated.class;
                };
        var components = Arrays.stream(call.getRecordComponents()).map(RecordComponent::getName);
        assertThat(SharedSchemas.call(function).getProperties().keySet())
                .containsExactlyInAnyOrderElementsOf(components.toList());
    }
}
