package io.foresale.api;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.util.Map;

/** A server with three keys; one web frontend may call it. */
public class Keyed implements QuarkusTestProfile {

    static final String SCORE_KEY = "score-7c1f0e0f2f8e4b52";
    static final String UPLOAD_KEY = "upload-0c64cbd26a7a47ae";
    static final String ADMIN_KEY = "admin-35a4a1d1a54b4a6c";

    /** The hashes are what {@code printf %s "$KEY" | sha256sum} says of the keys above. */
    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.ofEntries(
                Map.entry(
                        "foresale.access.keys.page.hash",
                        "006afbfb2ddc4c6d930a0df82a776da851103b73f5b101c499b7ae2e8f7cd5f9"),
                Map.entry("foresale.access.keys.page.role", "score"),
                Map.entry(
                        "foresale.access.keys.engineer.hash",
                        "5d6036290f60b27e79e065422f45e8269ccbad611dcd29829473a7f134e4329c"),
                Map.entry("foresale.access.keys.engineer.role", "upload"),
                Map.entry(
                        "foresale.access.keys.operator.hash",
                        "acb3614c173a45f6fc229dc68952235ecf351fa566c5304d979e2ba96c74e9fb"),
                Map.entry("foresale.access.keys.operator.role", "admin"),
                Map.entry("foresale.trigger.enabled", "false"),
                Map.entry("foresale.bucket.directory", freshBucket()),
                Map.entry("foresale.http.max-json-body", "100K"),
                Map.entry("quarkus.http.limits.max-body-size", "3M"),
                Map.entry("quarkus.http.cors.enabled", "true"),
                Map.entry("quarkus.http.cors.origins", "http://127.0.0.1:" + pagePort()));
    }

    /** An empty directory; without triggers nothing happens in it that a test does not do. */
    static String freshBucket() {
        try {
            return Files.createTempDirectory("foresale-api-").toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A free port for the page that may call, chosen once; a property, since tests live in several class loaders. */
    static int pagePort() {
        var chosen = System.getProperty("test.page-port");
        if (chosen == null) {
            try (var socket = new ServerSocket(0)) {
                chosen = String.valueOf(socket.getLocalPort());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            System.setProperty("test.page-port", chosen);
        }
        return Integer.parseInt(chosen);
    }
}
