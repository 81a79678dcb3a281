package io.foresale.function;

import io.foresale.function.EmbedFunction.EmbedCall;
import io.foresale.function.TrainFunction.TrainCall;
import org.jspecify.annotations.Nullable;

/**
 * What a caller sends to any function.
 *
 * @param key and {@code eTag} of an object; see {@link ObjectCreated}
 * @param force of a {@link TrainCall} or an {@link EmbedCall}
 * @param dryRun of an {@link EmbedCall}
 * @param shard of a {@link ShardCall}
 */
public record FunctionCall(
        @Nullable String key,
        @Nullable String eTag,
        boolean force,
        boolean dryRun,
        @Nullable Integer shard) {

    public static FunctionCall of(ObjectCreated event) {
        return new FunctionCall(event.key(), event.eTag(), false, false, null);
    }

    public static FunctionCall of(EmbedCall call) {
        return new FunctionCall(call.key(), call.eTag(), call.force(), call.dryRun(), null);
    }

    public static FunctionCall of(TrainCall call) {
        return new FunctionCall(call.key(), call.eTag(), call.force(), false, null);
    }

    public static FunctionCall of(ShardCall call) {
        return new FunctionCall(call.key(), call.eTag(), false, false, call.shard());
    }
}
