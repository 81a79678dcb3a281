package io.foresale.api;

import static io.foresale.api.AccessOverHttpTest.isProblem;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.containsString;

import io.foresale.api.access.OpenDoor;
import io.foresale.config.AccessConfig;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(KeylessOverHttpTest.Keyless.class)
class KeylessOverHttpTest {

    public static class Keyless implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("foresale.trigger.enabled", "false", "foresale.bucket.directory", Keyed.freshBucket());
        }
    }

    @Inject
    AccessConfig access;

    @Inject
    OpenDoor door;

    @Test
    void thisMachineNeedsNoKey() {
        given().get("/datasets").then().statusCode(200);
        given().get("/q/metrics").then().statusCode(200).body(containsString("jvm_memory"));
        given().body("x").put("/datasets/x/uploads/f").then().statusCode(201);
    }

    @Test
    void aForeignPageInABrowserOnThisMachineIsRefusedWithARemedy() {
        var answer = given().header("Origin", "https://evil.example")
                .get("/datasets")
                .then();
        isProblem(answer, 403);
        answer.body("remedy", containsString("foresale.access.keys"));
    }

    @Test
    void aForeignNameForThisMachineIsRefused() {
        isProblem(given().header("Host", "rebound.example").get("/datasets").then(), 403);
    }

    @Test
    void whatAProxyForwardsIsRefused() {
        isProblem(given().header("X-Forwarded-For", "10.0.0.1").get("/datasets").then(), 403);
    }

    @Test
    void aServerThatStrangersReachDoesNotStart() {
        assertThatThrownBy(() -> door.check(access, "0.0.0.0")).hasMessageContaining("foresale.access.keys");
        door.check(access, "127.0.0.1");
    }
}
