package io.foresale.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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

    /** Asks for a score and says what a script of the page learns: status and content type, or that it learns nothing. */
    private static final String ASK = """
            async ([url, key]) => {
              try {
                const answer = await fetch(url, {
                  method: 'POST',
                  headers: {'Content-Type': 'application/json', 'X-API-Key': key},
                  body: '[]'});
                return answer.status + ' ' + (await answer.json()).subject;
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

    /** The server answers an empty list of shoppers with 400 and a problem about the body: the page could read it. */
    @Test
    void anAllowedPageReadsTheAnswer() throws IOException {
        assertThat(answerOnAPageAt(Keyed.pagePort(), Keyed.SCORE_KEY)).isEqualTo("400 body");
    }

    @Test
    void anAllowedPageReadsWhyItsKeyIsRefused() throws IOException {
        assertThat(answerOnAPageAt(Keyed.pagePort(), "guessed")).startsWith("401 ");
    }

    @Test
    void anyOtherPageReadsNothing() throws IOException {
        assertThat(answerOnAPageAt(0, Keyed.SCORE_KEY)).isEqualTo("nothing");
    }

    private String answerOnAPageAt(int port, String key) throws IOException {
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
            var url = "http://127.0.0.1:" + server.getPort() + "/models/shop/score";
            return (String) tab.evaluate(ASK, List.of(url, key));
        } finally {
            page.stop(0);
        }
    }
}
