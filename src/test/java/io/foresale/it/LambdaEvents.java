package io.foresale.it;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.foresale.domain.ObjectRef;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What AWS calls functions with, as it documents it. */
final class LambdaEvents {

    private static final JsonMapper JSON = new JsonMapper();

    private LambdaEvents() {}

    /** A notification of S3 that does not name the content. */
    static String s3(String key) {
        return s3("shop", key, "");
    }

    static String s3(String bucket, ObjectRef object) {
        return s3(bucket, object.key().value().replace(' ', '+'), "\"eTag\": \"" + object.eTag() + "\", ");
    }

    private static String s3(String bucket, String key, String eTag) {
        return """
                {"Records": [{"eventVersion": "2.3", "eventSource": "aws:s3", "awsRegion": "eu-central-1",
                "eventTime": "2026-03-01T12:00:00.000Z", "eventName": "ObjectCreated:Put",
                "userIdentity": {"principalId": "AWS:AIDAJDPLRKLG7UEXAMPLE"},
                "requestParameters": {"sourceIPAddress": "127.0.0.1"},
                "responseElements": {"x-amz-request-id": "C3D13FE58DE4C810", "x-amz-id-2": "FMyUVURIY8"},
                "s3": {"s3SchemaVersion": "1.0", "configurationId": "ingest", "bucket": {"name": "%s",
                "ownerIdentity": {"principalId": "A3NL1KOZZKExample"}, "arn": "arn:aws:s3:::%s"},
                "object": {"key": "%s", "size": 1024, %s"sequencer": "0055AED6DCD90281E5"}}}]}""".formatted(bucket, bucket, key, eTag);
    }

    static String eventBridge(String bucket, String key, String eTag) {
        return """
                {"version": "0", "id": "17793124-05d4-b198-2fde-7ededc63b103", "detail-type": "Object Created",
                "source": "aws.s3", "account": "111122223333", "time": "2026-03-01T12:00:00Z", "region": "eu-central-1",
                "resources": ["arn:aws:s3:::%s"], "detail": {"version": "0", "bucket": {"name": "%s"},
                "object": {"key": "%s", "size": 5, "etag": "%s", "sequencer": "00617F08299329D189"},
                "request-id": "N4N7GDK58NMKJ12R", "requester": "123456789012", "reason": "PutObject"}}""".formatted(bucket, bucket, key, eTag);
    }

    /** What SNS puts into a queue. */
    static String sns(String message) {
        return """
                {"Type": "Notification", "MessageId": "95df01b4-ee98-5cb9-9903-4c221d41eb5e",
                "TopicArn": "arn:aws:sns:eu-central-1:111122223333:objects", "Subject": "Amazon S3 Notification",
                "Message": %s, "Timestamp": "2026-03-01T12:00:01.000Z", "SignatureVersion": "1",
                "Signature": "ZXhhbXBsZQ==",
                "SigningCertURL": "https://sns.eu-central-1.amazonaws.com/SimpleNotificationService-example.pem",
                "UnsubscribeURL": "https://sns.eu-central-1.amazonaws.com/?Action=Unsubscribe"}""".formatted(JSON.valueToTree(message));
    }

    /** What SNS calls a function with. */
    static String snsToLambda(String message) {
        return """
                {"Records": [{"EventSource": "aws:sns", "EventVersion": "1.0",
                "EventSubscriptionArn": "arn:aws:sns:eu-central-1:111122223333:objects:2bcfbf39", "Sns": %s}]}""".formatted(sns(message));
    }

    static String sqs(String... bodies) {
        return IntStream.range(0, bodies.length)
                .mapToObj(i -> """
                        {"messageId": "message-%d", "receiptHandle": "AQEBwJnKyrHigUMZj6rYigCgxlaS3SLy0a", "body": %s,
                        "attributes": {"ApproximateReceiveCount": "1", "SentTimestamp": "1545082649183",
                        "SenderId": "AIDAIENQZJOLO23YVJ4VO", "ApproximateFirstReceiveTimestamp": "1545082649185"},
                        "messageAttributes": {}, "md5OfBody": "e4e68fb7bd0e697a0ae8f1bb342846b3",
                        "eventSource": "aws:sqs", "eventSourceARN": "arn:aws:sqs:eu-central-1:111122223333:ingest",
                        "awsRegion": "eu-central-1"}""".formatted(i, JSON.valueToTree(bodies[i])))
                .collect(Collectors.joining(",", "{\"Records\": [", "]}"));
    }

    /** A shopper to score, as an HTTP API of API Gateway hands it over. */
    static String gateway(String key) {
        return """
                {"version": "2.0", "routeKey": "POST /models/{model}/score", "rawPath": "/models/shop/score",
                "rawQueryString": "", "headers": {"content-type": "application/json", "x-api-key": "%s",
                "host": "abc123.execute-api.eu-central-1.amazonaws.com", "x-forwarded-for": "192.0.2.1",
                "x-forwarded-port": "443", "x-forwarded-proto": "https"},
                "requestContext": {"accountId": "111122223333", "apiId": "abc123",
                "domainName": "abc123.execute-api.eu-central-1.amazonaws.com", "domainPrefix": "abc123",
                "http": {"method": "POST", "path": "/models/shop/score", "protocol": "HTTP/1.1",
                "sourceIp": "192.0.2.1", "userAgent": "curl/8"}, "requestId": "id", "routeKey": "POST /models/{model}/score",
                "stage": "$default", "time": "01/Mar/2026:12:00:00 +0000", "timeEpoch": 1772366400000},
                "pathParameters": {"model": "shop"}, "body": "{\\"visits\\": 7, \\"note\\": \\"a warm coat\\"}",
                "isBase64Encoded": false}""".formatted(key);
    }

    /** The same as a function's own URL hands it over: without a route. */
    static String functionUrl(String key) {
        return gateway(key)
                .replace("\"routeKey\": \"POST /models/{model}/score\"", "\"routeKey\": \"$default\"")
                .replace("abc123.execute-api.eu-central-1.amazonaws.com", "abc123.lambda-url.eu-central-1.on.aws")
                .replace("\"pathParameters\": {\"model\": \"shop\"}", "\"pathParameters\": null");
    }
}
