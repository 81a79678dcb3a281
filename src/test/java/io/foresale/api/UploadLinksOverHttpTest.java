package io.foresale.api;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.anEmptyMap;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Of a bucket that is a directory. */
@QuarkusTest
@TestProfile(Keyed.class)
class UploadLinksOverHttpTest {

    private static RequestSpecification engineer() {
        return given().header("X-API-Key", Keyed.UPLOAD_KEY).contentType("application/json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.csv", "two words;100%.csv", "商品.csv"})
    void aFileIsSentToThisServerUnderItsName(String file) {
        var link = engineer()
                .body("{\"file\": \"" + file + "\", \"size\": 4}")
                .post("/datasets/links/uploads")
                .then()
                .statusCode(200)
                .body("key", equalTo("raw/links/" + file))
                .body("method", equalTo("PUT"))
                .body("headers", anEmptyMap())
                .body("direct", equalTo(false))
                .body("expires", nullValue())
                .extract();
        given().header("X-API-Key", Keyed.UPLOAD_KEY)
                .urlEncodingEnabled(false)
                .body("a\n1\n")
                .put(link.<String>path("url"))
                .then()
                .statusCode(201)
                .body("key", equalTo(link.<String>path("key")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[]|an object",
                "{}|'file'",
                "{\"file\": 7}|'file'",
                "{\"file\": \"../a\"}|file name",
                "{\"file\": \"a\", \"size\": -1}|'size'",
                "{\"file\": \"a\", \"size\": 1.5}|'size'",
                "{\"file\": |body"
            })
    void aWrongRequestIsToldWhatIsWrong(String body, String said) {
        engineer()
                .body(body)
                .post("/datasets/links/uploads")
                .then()
                .statusCode(400)
                .body("detail", containsString(said));
    }

    @Test
    void aKeyForScoresIsNotEnough() {
        given().header("X-API-Key", Keyed.SCORE_KEY)
                .contentType("application/json")
                .body("{\"file\": \"a\"}")
                .post("/datasets/links/uploads")
                .then()
                .statusCode(403);
    }
}
