package io.foresale.adapter.s3;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.services.s3.model.Event;
import software.amazon.awssdk.services.s3.model.TopicConfiguration;

/**
 * Has a bucket on Ceph tell of its objects. Topics are made by the calls of Amazon SNS, for which there is no client here.
 *
 * @see <a href="https://docs.ceph.com/en/pacific/radosgw/notifications/">Bucket notifications of Ceph</a>
 */
public final class CephNotifications {

    /** Those that the HTTP client makes itself. */
    private static final Set<String> RESTRICTED = Set.of("host", "content-length");

    private CephNotifications() {}

    /** Every new object of the bucket is told to the address, from a queue, until that answers with 2xx. */
    public static void send(S3Settings settings, URI address) {
        var call = new LinkedHashMap<String, String>();
        call.put("Action", "CreateTopic");
        call.put("Name", settings.bucket());
        call.put("Attributes.entry.1.key", "push-endpoint");
        call.put("Attributes.entry.1.value", address.toString());
        call.put("Attributes.entry.2.key", "persistent");
        call.put("Attributes.entry.2.value", "true");
        post(settings.endpoint().orElseThrow(), form(call));
        var topic = TopicConfiguration.builder()
                .id("foresale")
                .topicArn("arn:aws:sns:default::" + settings.bucket())
                .events(Event.S3_OBJECT_CREATED)
                .build();
        try (var client = S3Clients.client(settings)) {
            client.putBucketNotificationConfiguration(
                    r -> r.bucket(settings.bucket()).notificationConfiguration(n -> n.topicConfigurations(topic)));
        }
    }

    private static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(f -> f.getKey() + "=" + URLEncoder.encode(f.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private static void post(URI endpoint, String form) {
        var signed = AwsV4HttpSigner.create()
                .sign(r -> r.identity(AwsCredentialsIdentity.create(S3Server.KEY, S3Server.SECRET))
                        .request(SdkHttpRequest.builder()
                                .method(SdkHttpMethod.POST)
                                .uri(endpoint)
                                .putHeader("Content-Type", "application/x-www-form-urlencoded")
                                .build())
                        .payload(ContentStreamProvider.fromUtf8String(form))
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "sns")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, "us-east-1"));
        var request = HttpRequest.newBuilder(endpoint).POST(BodyPublishers.ofString(form));
        signed.request().forEachHeader((name, values) -> {
            if (!RESTRICTED.contains(name.toLowerCase())) {
                values.forEach(value -> request.header(name, value));
            }
        });
        try (var client = HttpClient.newHttpClient()) {
            var answer = client.send(request.build(), BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new AssertionError("no topic was made: " + answer.statusCode() + " " + answer.body());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
