package io.foresale.function;

import io.foresale.domain.StepResult;
import io.foresale.domain.StepResult.NothingToDo;
import io.foresale.domain.StepResult.Written;

/**
 * What a function did.
 *
 * @param done whether it wrote a result now; false: there was nothing to do
 * @param result the manifest it wrote, the empty string where it wrote none
 * @param reason why there was nothing to do, or why the result is another one than was asked for; else the empty string
 */
public record FunctionAnswer(boolean done, String result, String reason) {

    static FunctionAnswer of(StepResult step) {
        return switch (step) {
            case Written(var result, var remark) ->
                new FunctionAnswer(true, result.key().value(), remark.orElse(""));
            case NothingToDo(var reason) -> new FunctionAnswer(false, "", reason);
        };
    }
}
