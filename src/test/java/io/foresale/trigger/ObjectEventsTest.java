package io.foresale.trigger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foresale.domain.ObjectKey;
import io.foresale.domain.PermanentException;
import io.foresale.trigger.ObjectEvent.Unreadable;
import io.foresale.trigger.ObjectEvent.Unrelated;
import io.foresale.trigger.ObjectEvent.Written;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole documents, written after what each store documents of its own; the files' names say whose. */
class ObjectEventsTest {

    @Test
    void awsWritesTheKeyAsAFormDoes() {
        assertThat(read("aws-put.json"))
                .containsExactly(new Written("my-shop-bucket", new ObjectKey("raw/shop/two words+50%.csv")));
    }

    @Test
    void minioWritesSlashesAsAFormDoesToo() {
        assertThat(read("minio-put.json"))
                .containsExactly(new Written("my-shop-bucket", new ObjectKey("raw/shop/two words.csv")));
    }

    @Test
    void cephWritesTheKeyAsItIs() {
        assertThat(read("ceph-put.json"))
                .containsExactly(new Written("my-shop-bucket", new ObjectKey("raw/shop/two words+50%41.csv")));
    }

    @Test
    void eventBridgeWritesTheKeyAsItIs() {
        assertThat(read("eventbridge-created.json"))
                .containsExactly(new Written("my-shop-bucket", new ObjectKey("raw/shop/two words+50%41.csv")));
    }

    @Test
    void whatSnsPutsIntoAQueueCarriesTheNotificationAsText() {
        assertThat(read("sns-in-sqs.json"))
                .containsExactly(new Written("my-shop-bucket", new ObjectKey("raw/shop/two words+50%.csv")));
    }

    @Test
    void snsCarriesEventBridgesEventsToo() {
        assertThat(read("sns-eventbridge-in-sqs.json"))
                .containsExactly(new Written("my-shop-bucket", new ObjectKey("raw/shop/two words+50%41.csv")));
    }

    @Test
    void ofTheRecordsThatSnsCallsAFunctionWithOneThatIsNoEventDoesNotHideTheOthers() {
        var events = read("sns-to-lambda.json");
        assertThat(events).hasSize(3);
        assertThat(events.get(0)).isEqualTo(new Written("my-shop-bucket", new ObjectKey("raw/shop/two words+50%.csv")));
        assertThat(events.get(1))
                .isInstanceOfSatisfying(
                        Unreadable.class, e -> assertThat(e.problem().got()).isEqualTo("no JSON"));
        assertThat(events.get(2)).isEqualTo(new Unrelated("s3:TestEvent"));
    }

    @Test
    void aSubscriptionThatSnsWantsConfirmedStartsNothing() {
        assertThat(read("sns-confirmation.json")).containsExactly(new Unrelated("SubscriptionConfirmation"));
    }

    @Test
    void ofSeveralRecordsEachIsReadAndOneThatCannotBeDoesNotHideTheOthers() {
        var events = read("aws-several.json");
        assertThat(events).hasSize(5);
        assertThat(events.get(0)).isEqualTo(new Written("my-shop-bucket", new ObjectKey("raw/shop/大.csv")));
        assertThat(events.get(1)).isEqualTo(new Unrelated("ObjectRemoved:Delete"));
        assertThat(events.get(2))
                .isInstanceOfSatisfying(
                        Unreadable.class, e -> assertThat(e.problem().got()).contains("raw/shop/%zz.csv"));
        assertThat(events.get(3))
                .isInstanceOfSatisfying(
                        Unreadable.class, e -> assertThat(e.problem().subject()).isEqualTo("object key"));
        assertThat(events.get(4)).isEqualTo(new Written("my-shop-bucket", new ObjectKey("datasets/shop.json")));
    }

    @Test
    void theTestThatAwsSendsFirstStartsNothing() {
        assertThat(read("aws-test.json")).containsExactly(new Unrelated("s3:TestEvent"));
    }

    @Test
    void whatElseHappensToAnObjectStartsNothing() {
        assertThat(ObjectEvents.of("""
                {"source": "aws.s3", "detail-type": "Object Deleted", "detail": {}}""".getBytes(UTF_8))).containsExactly(new Unrelated("Object Deleted"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"bucket\": {\"name\": \"b\"}, \"object\": {}}|key",
                "{\"bucket\": {\"name\": \"b\"}, \"object\": {\"key\": 7}}|key",
                "{\"bucket\": {}, \"object\": {\"key\": \"raw/a/b\"}}|name",
                "[]|key"
            })
    void aRecordWithoutItsFieldsIsOneThatCannotBeRead(String s3, String field) {
        var document = "{\"Records\": [{\"eventName\": \"ObjectCreated:Put\", \"s3\": " + s3 + "}]}";
        assertThat(ObjectEvents.of(document.getBytes(UTF_8)))
                .singleElement()
                .isInstanceOfSatisfying(
                        Unreadable.class,
                        e -> assertThat(e.problem().subject()).isEqualTo("'" + field + "' of an event"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "{}{}",
                "7",
                "[]",
                "{}",
                "{\"Records\": {}}",
                "{\"Records\": [{\"body\": \"\"}]}",
                "{\"Type\": \"Notification\"}",
                "{\"Type\": \"Notification\", \"Message\": \"hello\"}",
                "{\"Type\": \"Notification\", \"Message\": \"{\\\"Type\\\": \\\"Notification\\\", \\\"Message\\\": \\\"{}\\\"}\"}",
                "{\"source\": \"aws.ec2\", \"detail-type\": \"Object Created\", \"detail\": {}}"
            })
    void anotherDocumentIsRefused(String document) {
        assertThatThrownBy(() -> ObjectEvents.of(document.getBytes(UTF_8)))
                .isInstanceOf(PermanentException.class)
                .hasMessageContaining("event: wanted an S3 event notification");
    }

    private static List<ObjectEvent> read(String file) {
        try (var stream = ObjectEventsTest.class.getResourceAsStream("/notifications/" + file)) {
            return ObjectEvents.of(stream.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
