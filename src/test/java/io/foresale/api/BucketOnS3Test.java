package io.foresale.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import io.foresale.adapter.s3.S3Mock;
import io.foresale.adapter.s3.S3Server;
import io.foresale.port.ObjectStore;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The server on a bucket on S3, which it lists for what others put there. */
@QuarkusTest
@TestProfile(BucketOnS3Test.OnS3.class)
class BucketOnS3Test {

    private static final String DIRECTORY = "target/no-bucket-on-s3";

    public static final class OnS3 implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            var settings = new HashMap<>(S3Server.properties(S3Mock.server().fresh()));
            settings.put("foresale.bucket.directory", DIRECTORY);
            settings.put("foresale.bucket.s3.listing", "1s");
            return settings;
        }
    }

    @Inject
    ObjectStore store;

    @Test
    void anUploadToTheBucketItselfIsTakenInAndStartsWhatFollows() throws InterruptedException {
        var link = given().contentType("application/json")
                .body("{\"file\": \"shoppers.csv\"}")
                .post("/datasets/shop/uploads")
                .then()
                .statusCode(200)
                .body("direct", equalTo(true))
                .body("key", equalTo("raw/shop/shoppers.csv"))
                .body("url", startsWith("http://127.0.0.1:"))
                .extract();
        given().urlEncodingEnabled(false)
                .headers(link.<Map<String, String>>path("headers"))
                .body(table().getBytes(StandardCharsets.UTF_8))
                .put(link.<String>path("url"))
                .then()
                .statusCode(200);
        await("features/shop");
        given().get("/datasets/shop").then().statusCode(200).body("uploads[0].file", equalTo("shoppers.csv"));
        given().get("/q/health/ready").then().statusCode(200);
        assertThat(Files.exists(Path.of(DIRECTORY))).isFalse();
    }

    private static String table() {
        return IntStream.range(0, 60)
                .mapToObj(i -> i + 1 + "," + (i % 7) + "," + (i % 3 == 0))
                .collect(Collectors.joining("\n", "visits,pages,purchased\n", "\n"));
    }

    private void await(String prefix) throws InterruptedException {
        for (int i = 0; i < 600; i++) {
            try (var objects = store.list(prefix + "/")) {
                if (objects.anyMatch(o -> o.key().fileName().equals("manifest.json"))) {
                    return;
                }
            }
            Thread.sleep(100);
        }
        throw new AssertionError("no manifest under " + prefix);
    }
}
