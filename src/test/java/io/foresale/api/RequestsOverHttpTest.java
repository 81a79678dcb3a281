package io.foresale.api;

import static io.foresale.api.AccessOverHttpTest.isProblem;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import io.foresale.domain.ObjectKey;
import io.foresale.port.ObjectStore;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@TestProfile(Keyed.class)
class RequestsOverHttpTest {

    @Inject
    ObjectStore store;

    @TestHTTPResource
    URI server;

    private static RequestSpecification admin() {
        return given().header("X-API-Key", Keyed.ADMIN_KEY).urlEncodingEnabled(false);
    }

    @Test
    void anUploadLiesInTheBucketAndIsShown() throws IOException {
        admin().body("a,b\n1,2\n".getBytes(StandardCharsets.UTF_8))
                .put("/datasets/new/uploads/first.csv")
                .then()
                .statusCode(201)
                .header("Location", endsWith("/datasets/new/uploads/first.csv"))
                .body("key", equalTo("raw/new/first.csv"))
                .body("size", equalTo(8))
                .body("replaced", equalTo(false));
        assertThat(content("raw/new/first.csv")).isEqualTo("a,b\n1,2\n");
        admin().get("/datasets")
                .then()
                .statusCode(200)
                .body("datasets.name", hasItem("new"))
                .body("datasets.find { it.name == 'new' }.state", equalTo("waiting"));
        admin().get("/datasets/new").then().statusCode(200).body("uploads[0].file", equalTo("first.csv"));
        admin().get("/datasets/new/uploads/first.csv").then().statusCode(200).body("state", equalTo("waiting"));
        admin().get("/datasets/new/runs?limit=5").then().statusCode(200).body("runs.size()", equalTo(0));
    }

    @Test
    void theSameFileAgainIsToldFromAnother() {
        admin().body("1").put("/datasets/again/uploads/f").then().statusCode(201);
        admin().body("1")
                .put("/datasets/again/uploads/f")
                .then()
                .statusCode(200)
                .body("unchanged", equalTo(true));
        admin().body("2")
                .put("/datasets/again/uploads/f")
                .then()
                .statusCode(200)
                .body("unchanged", equalTo(false));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"two%20words.csv", "%E5%95%86%E5%93%81.csv", "100%25%20(1)+1.csv", "a%3Bb.csv", "%C3%BC.csv"})
    void aFileMayBeNamedAsPeopleNameFiles(String name) {
        admin().body("x").put("/datasets/names/uploads/" + name).then().statusCode(201);
        admin().get("/datasets/names/uploads/" + name).then().statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "..",
                "..%2F..%2Fetc",
                "a%2Fb.csv",
                "%2e%2e",
                "a%5Cb.csv",
                "a%00b",
                "a%0Ab.csv",
                "a;b=1.csv",
                ".hidden",
                "%ff.csv",
                "%20"
            })
    void aNameThatCouldLeadElsewhereIsRefused(String name) throws IOException {
        var request =
                "PUT /datasets/x/uploads/%s HTTP/1.1\r\nHost: localhost\r\nX-API-Key: %s\r\nContent-Length: 1\r\n\r\nx"
                        .formatted(name, Keyed.ADMIN_KEY);
        assertThat(raw(request)).startsWith("HTTP/1.1 400 ");
        try (var objects = store.list("raw/x/")) {
            assertThat(objects).isEmpty();
        }
    }

    @Test
    void anUploadOverTheLimitIsRefusedWithTheLimit() {
        var threeMegabytesAndOne = new byte[3 * 1024 * 1024 + 1];
        isProblem(
                admin().body(threeMegabytesAndOne)
                        .put("/datasets/big/uploads/f")
                        .then(),
                413);
    }

    @Test
    void anUploadOverTheLimitThatDoesNotSayItsSizeIsRefusedToo() throws IOException {
        var chunk = "x".repeat(0x10000);
        var request = new StringBuilder("PUT /datasets/big/uploads/chunked HTTP/1.1\r\nHost: localhost\r\nX-API-Key: "
                + Keyed.ADMIN_KEY + "\r\nTransfer-Encoding: chunked\r\n\r\n");
        for (int i = 0; i < 49; i++) {
            request.append("10000\r\n").append(chunk).append("\r\n");
        }
        assertThat(raw(request.append("0\r\n\r\n").toString())).startsWith("HTTP/1.1 413 ");
        assertThat(store.head(new ObjectKey("raw/big/chunked"))).isEmpty();
    }

    @Test
    void aLargeUploadArrivesAsItWasSent() throws IOException {
        var bytes = new byte[2_500_000];
        new Random(7).nextBytes(bytes);
        admin().body(bytes)
                .put("/datasets/large/uploads/f")
                .then()
                .statusCode(201)
                .body("size", equalTo(2_500_000));
        var found = (ObjectStore.Reading.Found) store.get(new ObjectKey("raw/large/f"), new ObjectStore.Want.Whole());
        try (var content = found.content()) {
            assertThat(content.readAllBytes()).isEqualTo(bytes);
        }
    }

    @Test
    void aClientThatWaitsToBeAskedForTheBodyIsAsked() throws IOException {
        var request =
                "PUT /datasets/asked/uploads/f HTTP/1.1\r\nHost: localhost\r\nX-API-Key: %s\r\nContent-Length: 9\r\nExpect: 100-continue\r\n\r\n"
                        .formatted(Keyed.ADMIN_KEY);
        assertThat(raw(request)).startsWith("HTTP/1.1 100 ");
    }

    /** Its body would otherwise be read into memory first, as Funqy has it. */
    @Test
    void aStrangerIsRefusedBeforeTheBodyIsRead() throws IOException {
        for (var path : new String[] {"PUT /datasets/x/uploads/f", "POST /fuse", "POST /models/shop/score"}) {
            var request = path + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\nthe beginning";
            assertThat(raw(request)).startsWith("HTTP/1.1 401 ");
        }
    }

    @Test
    void anUploadThatIsCutOffLeavesNothing() throws IOException {
        raw("PUT /datasets/cut/uploads/f HTTP/1.1\r\nHost: localhost\r\nX-API-Key: " + Keyed.ADMIN_KEY
                + "\r\nContent-Length: 1000\r\n\r\nonly this");
        assertThat(store.head(new ObjectKey("raw/cut/f"))).isEmpty();
    }

    @Test
    void aJsonBodyOverTheLimitIsRefusedWithTheLimit() {
        var body = "{\"text\": \"" + "x".repeat(200_000) + "\"}";
        for (var path : new String[] {"/models/shop/score", "/fuse", "/datasets/x/config"}) {
            var answer = (path.endsWith("config")
                            ? admin().contentType("application/json")
                                    .body(body.repeat(6))
                                    .put(path)
                            : admin().contentType("application/json").body(body).post(path))
                    .then();
            isProblem(answer, 413);
            answer.body("wanted", containsString("bytes"));
        }
    }

    @Test
    void moreShoppersThanTheLimitAreRefusedWithTheLimit() {
        var answer = admin().contentType("application/json")
                .body("[" + "{},".repeat(1000) + "{}]")
                .post("/models/shop/score")
                .then();
        isProblem(answer, 413);
        answer.body("wanted", containsString("1000")).body("got", equalTo("1001"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[1]",
                "[]",
                "null",
                "\"text\"",
                "{\"a\": NaN}",
                "{\"a\": 1, \"a\": 2}",
                "{\"a\": 1e999}",
                "{} {}"
            })
    void whatIsNoShopperIsRefused(String body) {
        isProblem(
                admin().contentType("application/json")
                        .body(body)
                        .post("/models/shop/score")
                        .then(),
                400);
    }

    @Test
    void brokenJsonIsRefusedWithItsPlaceAndNotItsContent() {
        for (var path : new String[] {"/models/shop/score", "/fuse"}) {
            var answer = admin().contentType("application/json")
                    .body("{\n  \"age\": secret\n}")
                    .post(path)
                    .then();
            isProblem(answer, 400);
            answer.body("got", containsString("line 2")).body("detail", not(containsString("secret")));
        }
    }

    @Test
    void whatDoesNotExistIsNotFound() {
        isProblem(admin().get("/datasets/none").then(), 404);
        isProblem(admin().get("/datasets/none/runs").then(), 404);
        isProblem(admin().get("/models/none").then(), 404);
        isProblem(
                admin().contentType("application/json")
                        .body("{}")
                        .post("/models/none/score")
                        .then(),
                404);
        isProblem(admin().get("/nothing").then(), 404);
    }

    @Test
    void theWrongMethodAndTheWrongTypeAreProblemsToo() {
        isProblem(admin().delete("/datasets").then(), 405);
        isProblem(
                admin().contentType("text/plain")
                        .body("x")
                        .post("/models/shop/score")
                        .then(),
                415);
        isProblem(admin().accept("image/png").get("/datasets").then(), 406);
        isProblem(admin().get("/datasets/x/runs?limit=many").then(), 400);
        isProblem(admin().get("/datasets/" + "x".repeat(65)).then(), 400);
    }

    @Test
    void aFunctionAnswersItsFailuresAsProblems() {
        isProblem(function("{\"key\": \"vectors/none/manifest.json\"}"), 404);
        isProblem(function("{}"), 400);
        isProblem(function("{\"key\": \"../etc\"}"), 400);
        isProblem(function(""), 400);
        isProblem(function("[]"), 400);
        function("{\"key\": \"vectors/none/manifest.json\", \"eTag\": \"1\"}")
                .statusCode(200)
                .body("done", equalTo(false))
                .body("reason", containsString("not every upload of none is cleaned"));
    }

    private static io.restassured.response.ValidatableResponse function(String body) {
        return admin().contentType("application/json").body(body).post("/fuse").then();
    }

    @Test
    void aConfigurationIsCheckedStoredAndChangedByItsTag() {
        var path = "/datasets/configured/config";
        admin().get(path).then().statusCode(200).body(equalTo("{}\n"));
        var first = put(path, "{\"label\": \"Revenue\"}")
                .then()
                .statusCode(204)
                .extract()
                .header("ETag");
        admin().get(path).then().statusCode(200).header("ETag", first).body("label", equalTo("Revenue"));
        isProblem(put(path, "{\"lable\": \"Revenue\"}").then(), 400);
        isProblem(put(path, "{\"folds\": 1}").then(), 400);
        isProblem(
                admin().contentType("application/json")
                        .header("If-None-Match", "*")
                        .body("{}")
                        .put(path)
                        .then(),
                412);
        admin().contentType("application/json")
                .header("If-Match", first)
                .body("{}")
                .put(path)
                .then()
                .statusCode(204);
        isProblem(
                admin().contentType("application/json")
                        .header("If-Match", first)
                        .body("{}")
                        .put(path)
                        .then(),
                412);
    }

    @Test
    void aConfigurationThatNamesAColumnTheDataSetDoesNotHaveIsRefusedWithTheNearestFirst() {
        var path = "/datasets/sessions/config";
        put(path, "{\"label\": \"Revenu\"}").then().statusCode(204);
        put(path, "{}").then().statusCode(204);
        admin().body("Visits,Region,Revenue\n3,A,yes\n1,B,no\n2,A,no\n")
                .put("/datasets/sessions/uploads/a.csv")
                .then()
                .statusCode(201);
        admin().contentType("application/json")
                .body("{\"key\": \"raw/sessions/a.csv\"}")
                .post("/ingest")
                .then()
                .statusCode(200)
                .body("done", equalTo(true));

        var answer = put(path, "{\"label\": \"Revenu\"}").then();
        isProblem(answer, 400);
        answer.body("subject", equalTo("the configuration's 'label'"))
                .body("wanted", equalTo("a column of raw/sessions/a.csv: Revenue, Region, Visits"))
                .body("got", equalTo("'Revenu'"));
        admin().get(path).then().statusCode(200).body(equalTo("{}"));
        put(path, "{\"label\": \"revenue\"}").then().statusCode(204);
    }

    @Test
    void aDataSetWhoseConfigurationIsBrokenIsShownWithTheProblem() {
        admin().body("a,b\n1,2\n").put("/datasets/broken/uploads/a.csv").then().statusCode(201);
        store.put(
                new ObjectKey("datasets/broken.json"),
                new ObjectStore.Content.Bytes("{\"label\": ".getBytes(StandardCharsets.UTF_8)),
                new ObjectStore.Condition.Always());
        admin().get("/datasets/broken")
                .then()
                .statusCode(200)
                .body("configProblem.subject", equalTo("datasets/broken.json, line 1"))
                .body("configProblem.remedy", not(equalTo("")));
    }

    private static io.restassured.response.Response put(String path, String body) {
        return admin().contentType("application/json").body(body).put(path);
    }

    @Test
    void theDocumentDescribesEveryRouteAndItsFailures() {
        admin().accept("application/json")
                .get("/q/openapi")
                .then()
                .statusCode(200)
                .body("openapi", containsString("3.1"))
                .body("paths.'/fuse'.post.responses.'409'.description", containsString("other content"))
                .body("paths.'/models/{model}/score'.post.responses.'413'", not(equalTo(null)))
                .body("components.schemas.Role.enum", hasItem("categorical"))
                .body("components.schemas.DatasetName.type", equalTo("string"));
    }

    private String content(String key) throws IOException {
        var reading = store.get(new ObjectKey(key), new ObjectStore.Want.Whole());
        try (var in = ((ObjectStore.Reading.Found) reading).content()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Sends these very bytes, which a client library would tidy up; answers the beginning of what comes back. */
    private String raw(String request) throws IOException {
        try (var socket = new Socket(server.getHost(), server.getPort())) {
            socket.setSoTimeout(10_000);
            try {
                socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            } catch (IOException e) {
                // The server may answer and hang up before it has everything.
            }
            if (request.endsWith("only this")) {
                return "";
            }
            return new String(socket.getInputStream().readNBytes(13), StandardCharsets.ISO_8859_1);
        }
    }
}
