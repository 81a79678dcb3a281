package io.foresale.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** In a real browser, which is what enforces who may read an answer. */
@QuarkusTest
@TestProfile(Keyed.class)
class PageOnAnotherOriginTest {

    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final List<String> QUIETLY = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");

    private static final String SHOPPER = "{\"minutes\": 9.5, \"channel\": \"mail\"}";

    /** Asks for a score and says what a script of the page learns: status with probability or reason, or nothing. */
    private static final String ASK = """
            async ([url, key, shoppers]) => {
              try {
                const answer = await fetch(url, {
                  method: 'POST',
                  headers: {'Content-Type': 'application/json', 'X-API-Key': key},
                  body: shoppers});
                const said = await answer.json();
                return answer.status + ' ' + (answer.ok ? said.scores[0].probability : said.subject);
              } catch (e) {
                return 'nothing';
              }
            }""";

    private static Playwright playwright;
    private static Browser browser;

    @TestHTTPResource
    URI server;

    @BeforeAll
    static void startTheBrowser() {
        assumeTrue(Files.isExecutable(CHROMIUM), "no " + CHROMIUM + ": apt-get install chromium");
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(CHROMIUM)
                        .setArgs(QUIETLY));
    }

    @AfterAll
    static void stopTheBrowser() {
        if (browser != null) {
            browser.close();
            playwright.close();
        }
    }

    @Test
    void aPageScoresAShopperOfAPublishedModelWhereItsOriginIsAllowedAndLearnsNothingWhereItIsNot() throws IOException {
        publishModel();
        float probability = given().header("X-API-Key", Keyed.SCORE_KEY)
                .contentType("application/json")
                .body(SHOPPER)
                .post("/models/page/score")
                .then()
                .statusCode(200)
                .extract()
                .path("scores[0].probability");
        assertThat(probability).isStrictlyBetween(0f, 1f);

        var read = answerOnAPageAt(Keyed.pagePort(), Keyed.SCORE_KEY, "page", SHOPPER)
                .split(" ");
        assertThat(read[0]).isEqualTo("200");
        assertThat(Float.parseFloat(read[1])).isEqualTo(probability);
        assertThat(answerOnAPageAt(0, Keyed.SCORE_KEY, "page", SHOPPER)).isEqualTo("nothing");
    }

    /** As the triggers would have it done: 60 shoppers, of whom those buy who stay long. */
    private static void publishModel() {
        var rows = IntStream.range(0, 60).mapToObj(i -> "%d.5,%s,%s\n"
                .formatted(i * 7 % 23, i % 2 == 0 ? "mail" : "search", i * 7 % 23 > 12 ? "yes" : "no"));
        operator()
                .body("minutes,channel,purchased\n" + rows.collect(Collectors.joining()))
                .put("/datasets/page/uploads/shoppers.csv")
                .then()
                .statusCode(201);
        var object = "raw/page/shoppers.csv";
        for (var function : List.of("ingest", "embed", "fuse", "train")) {
            object = operator()
                    .contentType("application/json")
                    .body(Map.of("key", object))
                    .post("/" + function)
                    .then()
                    .statusCode(200)
                    .body("reason", equalTo(""))
                    .extract()
                    .path("result");
        }
    }

    private static RequestSpecification operator() {
        return given().header("X-API-Key", Keyed.ADMIN_KEY);
    }

    /** The server answers an empty list of shoppers with 400 and a problem about the body: the page could read it. */
    @Test
    void anAllowedPageReadsTheAnswer() throws IOException {
        assertThat(answerOnAPageAt(Keyed.pagePort(), Keyed.SCORE_KEY, "shop", "[]"))
                .isEqualTo("400 body");
    }

    @Test
    void anAllowedPageReadsWhyItsKeyIsRefused() throws IOException {
        assertThat(answerOnAPageAt(Keyed.pagePort(), "guessed", "shop", "[]")).startsWith("401 ");
    }

    @Test
    void anyOtherPageReadsNothing() throws IOException {
        assertThat(answerOnAPageAt(0, Keyed.SCORE_KEY, "shop", "[]")).isEqualTo("nothing");
    }

    private String answerOnAPageAt(int port, String key, String model, String shoppers) throws IOException {
        var page = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port), 0);
        page.createContext("/", exchange -> {
            var html = "<!doctype html><title>A shop</title>".getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "text/html");
            exchange.sendResponseHeaders(200, html.length);
            exchange.getResponseBody().write(html);
            exchange.close();
        });
        page.start();
        try (var tab = browser.newPage()) {
            tab.navigate("http://127.0.0.1:" + page.getAddress().getPort() + "/");
            var url = "http://127.0.0.1:" + server.getPort() + "/models/" + model + "/score";
            return (String) tab.evaluate(ASK, List.of(url, key, shoppers));
        } finally {
            page.stop(0);
        }
    }
}
