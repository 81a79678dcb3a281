package io.foresale.domain;

import java.util.Optional;

/** What a step made of what started it. */
public sealed interface StepResult {

    /**
     * It wrote a result.
     *
     * @param remark why that is another one than was asked for, where it is
     */
    record Written(ObjectRef result, Optional<String> remark) implements StepResult {}

    /**
     * It found nothing to do.
     *
     * @param reason as a sentence
     */
    record NothingToDo(String reason) implements StepResult {}

    static StepResult written(ObjectRef result) {
        return new Written(result, Optional.empty());
    }

    static StepResult nothing(String reason) {
        return new NothingToDo(reason);
    }

    /** Another call wrote this result before, and it is still what would come out. */
    static StepResult doneBefore(ObjectKey result) {
        return nothing("done before: " + result + " has what would come out again");
    }

    /** The manifest that was written; empty where none was. */
    default Optional<ObjectRef> manifest() {
        return switch (this) {
            case Written written -> Optional.of(written.result());
            case NothingToDo _ -> Optional.empty();
        };
    }
}
