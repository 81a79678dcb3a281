package io.foresale.function.lambda;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.foresale.domain.Problem;
import io.foresale.function.FunctionAnswer;
import java.util.List;

/** What an invocation answers; whoever called reads it as JSON. */
sealed interface Answer {

    /** What became of the events of S3 or EventBridge, for the log of whoever reads it. */
    record Events(List<String> events) implements Answer {}

    /** The messages that SQS shall hand over again; see "partial batch responses" of AWS. */
    record Batch(List<Item> batchItemFailures) implements Answer {}

    /** One message. */
    record Item(String itemIdentifier) {}

    /** What the function answers. */
    record Done(@JsonUnwrapped FunctionAnswer answer) implements Answer {}

    /** Why the same call would be refused again. */
    record Refused(Problem problem) implements Answer {}
}
