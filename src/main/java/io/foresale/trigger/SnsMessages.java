package io.foresale.trigger;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;

/**
 * What Amazon SNS carries, as a text within its own document: one message where it writes to a queue or an address, several
 * records where it calls a function. With raw delivery there is no document of its own.
 *
 * @see <a href="https://docs.aws.amazon.com/sns/latest/dg/sns-message-and-json-formats.html">Message formats</a>
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/with-sns.html">SNS and Lambda</a>
 */
sealed interface SnsMessages {

    /** One, of which the document is the envelope. */
    record Envelope(String message) implements SnsMessages {}

    /** Several, each in a record. */
    record Batch(List<String> messages) implements SnsMessages {}

    /** SNS asks whether it may send, or says that it no longer does. */
    record Handshake(String type) implements SnsMessages {}

    /** What a document carries; empty where it is none of SNS. */
    static Optional<SnsMessages> in(JsonNode document) {
        var type = document.path("Type").asText();
        if (type.equals("Notification") && document.path("Message").isTextual()) {
            return Optional.of(new Envelope(document.path("Message").textValue()));
        }
        if (Set.of("SubscriptionConfirmation", "UnsubscribeConfirmation").contains(type)) {
            return Optional.of(new Handshake(type));
        }
        var records = StreamSupport.stream(document.path("Records").spliterator(), false)
                .toList();
        return !records.isEmpty()
                        && records.stream()
                                .allMatch(r -> r.path("EventSource").asText().equals("aws:sns"))
                ? Optional.of(new Batch(records.stream()
                        .map(r -> r.path("Sns").path("Message").asText())
                        .toList()))
                : Optional.empty();
    }
}
