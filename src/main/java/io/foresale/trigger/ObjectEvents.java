package io.foresale.trigger;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.foresale.domain.ObjectKey;
import io.foresale.domain.PermanentException;
import io.foresale.domain.Quoted;
import io.foresale.trigger.ObjectEvent.Unreadable;
import io.foresale.trigger.ObjectEvent.Unrelated;
import io.foresale.trigger.ObjectEvent.Written;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Reads what stores send where objects are written: S3 event notifications as AWS, MinIO and Ceph send them, and the events of
 * S3 on Amazon EventBridge; either also by way of Amazon SNS. Fields that are not needed may be missing or of any kind; a
 * record that cannot be read does not keep the others of its document from being read.
 *
 * <p>AWS and MinIO write keys as forms do (<code>+</code> for a space, <code>%2B</code> for a plus, MinIO also <code>%2F</code>
 * for a slash); Ceph and EventBridge write them as they are.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html">Event message structure</a>
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html">S3 on EventBridge</a>
 */
public final class ObjectEvents {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private ObjectEvents() {}

    /** The events in a document, in its order; refused where it is no such document. */
    public static List<ObjectEvent> of(byte[] document) {
        var json = read(document);
        return find(json).orElseThrow(() -> refused("a JSON " + json.getNodeType()));
    }

    private static JsonNode read(byte[] document) {
        try {
            return JSON.readTree(document);
        } catch (JacksonException e) {
            throw refused("no JSON");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The events in a document, if it is one of those that tell of objects. */
    public static Optional<List<ObjectEvent>> find(JsonNode document) {
        var messages = SnsMessages.in(document);
        return messages.isPresent() ? Optional.of(carried(messages.get())) : told(document);
    }

    private static List<ObjectEvent> carried(SnsMessages messages) {
        return switch (messages) {
            case SnsMessages.Envelope(var message) -> message(message);
            case SnsMessages.Batch(var several) ->
                several.stream().flatMap(m -> readable(m).stream()).toList();
            case SnsMessages.Handshake(var type) -> List.of(new Unrelated(type));
        };
    }

    private static List<ObjectEvent> message(String message) {
        var json = read(message.getBytes(StandardCharsets.UTF_8));
        return told(json).orElseThrow(() -> refused("a message of SNS with a JSON " + json.getNodeType()));
    }

    private static List<ObjectEvent> readable(String message) {
        try {
            return message(message);
        } catch (PermanentException e) {
            return List.of(new Unreadable(e.problem()));
        }
    }

    private static Optional<List<ObjectEvent>> told(JsonNode document) {
        if (document.path("Event").asText().equals("s3:TestEvent")) {
            return Optional.of(List.of(new Unrelated("s3:TestEvent")));
        }
        if (document.path("source").asText().equals("aws.s3")) {
            return Optional.of(List.of(ofEventBridge(document)));
        }
        var records = document.path("Records");
        return records.isArray() && all(records).allMatch(r -> r.has("s3"))
                ? Optional.of(all(records).map(ObjectEvents::ofRecord).toList())
                : Optional.empty();
    }

    private static Stream<JsonNode> all(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    private static ObjectEvent ofEventBridge(JsonNode event) {
        var what = event.path("detail-type").asText();
        var detail = event.path("detail");
        return what.equals("Object Created")
                ? written(detail.path("bucket"), detail.path("object"), false)
                : new Unrelated(what);
    }

    /** AWS leaves out the <code>s3:</code> before the event's name, the others write it. */
    private static ObjectEvent ofRecord(JsonNode entry) {
        var what = entry.path("eventName").asText();
        boolean encoded = !entry.path("eventSource").asText().equals("ceph:s3");
        var s3 = entry.path("s3");
        return what.replaceFirst("^s3:", "").startsWith("ObjectCreated:")
                ? written(s3.path("bucket"), s3.path("object"), encoded)
                : new Unrelated(what);
    }

    private static ObjectEvent written(JsonNode bucket, JsonNode object, boolean encoded) {
        try {
            var key = text(object, "key");
            return new Written(text(bucket, "name"), new ObjectKey(encoded ? decoded(key) : key));
        } catch (PermanentException e) {
            return new Unreadable(e.problem());
        }
    }

    private static String text(JsonNode node, String field) {
        var value = node.path(field);
        if (!value.isTextual()) {
            throw PermanentException.invalid(
                    "'" + field + "' of an event", "a text", "none", "have the store send its own events");
        }
        return value.textValue();
    }

    private static String decoded(String key) {
        try {
            return URLDecoder.decode(key, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw PermanentException.invalid(
                    "object key", "a URL-encoded key", Quoted.of(key), "have the store send its own events");
        }
    }

    private static PermanentException refused(String got) {
        return PermanentException.invalid(
                "event",
                "an S3 event notification ('Records' of 's3') or an EventBridge event of aws.s3, perhaps in a message of SNS",
                got,
                "have the store send its own events");
    }
}
