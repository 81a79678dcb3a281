package io.foresale.api;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@TestProfile(Keyed.class)
class AccessOverHttpTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/datasets",
                "/datasets/shop",
                "/datasets/shop/users/7/score",
                "/datasets/shop/users/7/products",
                "/models",
                "/scores/shop",
                "/fuse",
                "/q/metrics",
                "/q/openapi",
                "/q/swagger-ui",
                "/q/swagger-ui/index.html",
                "/q",
                "/nothing/here",
                "/"
            })
    void withoutAKeyEveryPathIsAProblemDocument(String path) {
        isProblem(given().get(path).then(), 401);
        isProblem(given().header("X-API-Key", "guessed").get(path).then(), 401);
    }

    @Test
    void healthIsOpenAndNamesNoInternals() {
        given().get("/q/health/live").then().statusCode(200);
        given().get("/q/health/ready").then().statusCode(200).body("status", equalTo("UP"));
    }

    @ParameterizedTest
    @CsvSource({
        "GET,  /datasets,             403, 200, 200",
        "GET,  /models,               403, 200, 200",
        "GET,  /scores/shop,          403, 200, 200",
        "GET,  /q/metrics,            403, 403, 200",
        "GET,  /q/openapi,            200, 200, 200",
        "GET,  /q/swagger-ui/,        200, 200, 200",
        "POST, /models/none/score,    404, 403, 404",
        "GET,  /datasets/x/users/7/score,    404, 403, 404",
        "GET,  /datasets/x/users/7/products, 404, 403, 404",
        "GET,  /datasets/x/users/a%2Fb/score, 404, 403, 404",
        "GET,  /datasets/x/users/7/other,    404, 403, 404",
        "GET,  /datasets/x/users/7,          403, 404, 404",
        "POST, /datasets/x/users/7/score,    403, 403, 404",
        "POST, /fuse,                 403, 403, 404",
        "PUT,  /datasets/x/config,    403, 403, 204",
        "PUT,  /datasets/y/uploads/f, 403, 201, 200",
        "GET,  /nothing/here,         403, 403, 404",
        "DELETE, /datasets/x,         403, 403, 405",
    })
    void aKeyDoesWhatItsRoleAllows(String method, String path, int score, int upload, int admin) {
        var body = path.equals("/fuse") ? "{\"key\": \"vectors/none/manifest.json\"}" : "{}";
        with(Keyed.SCORE_KEY, method, path, body).statusCode(score);
        with(Keyed.UPLOAD_KEY, method, path, body).statusCode(upload);
        with(Keyed.ADMIN_KEY, method, path, body).statusCode(admin);
    }

    private static ValidatableResponse with(String key, String method, String path, String body) {
        var request = given().header("X-API-Key", key);
        return (method.equals("GET") || method.equals("DELETE")
                        ? request
                        : request.contentType("application/json").body(body))
                .request(method, path)
                .then();
    }

    @Test
    void aKeyIsTakenAsABearerTokenToo() {
        given().header("Authorization", "Bearer " + Keyed.UPLOAD_KEY)
                .get("/datasets")
                .then()
                .statusCode(200);
    }

    @Test
    void aBrowsersPasswordDialogueOpensTheDocumentationAndNothingElse() {
        given().get("/q/swagger-ui/").then().statusCode(401).header("WWW-Authenticate", containsString("Basic"));
        given().auth()
                .preemptive()
                .basic("", Keyed.ADMIN_KEY)
                .get("/q/openapi")
                .then()
                .statusCode(200);
        given().auth()
                .preemptive()
                .basic("", Keyed.ADMIN_KEY)
                .get("/datasets")
                .then()
                .statusCode(401);
    }

    @Test
    void functionsTakePostOnly() {
        isProblem(
                given().header("X-API-Key", Keyed.ADMIN_KEY)
                        .get("/fuse?key=raw/x")
                        .then(),
                405);
    }

    @Test
    void aKeyIsNeverEchoed() {
        given().header("X-API-Key", "guessed-secret")
                .get("/datasets")
                .then()
                .body(not(containsString("guessed-secret")));
    }

    static void isProblem(ValidatableResponse answer, int status) {
        answer.statusCode(status)
                .contentType("application/problem+json")
                .body("status", equalTo(status))
                .body("type", equalTo("about:blank"));
    }
}
