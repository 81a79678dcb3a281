package io.foresale.adapter.s3;

import io.foresale.adapter.s3.S3Settings.Checksums;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/** Adobe's S3Mock, which the build unpacks; one for all tests of a process. */
public final class S3Mock {

    private static final Path LIBRARIES = Path.of("target/s3mock/BOOT-INF");
    private static final int PATIENCE_SECONDS = 90;

    /** Where it answers; a property, since tests live in several class loaders. */
    private static final String ADDRESS = "test.s3mock";

    private S3Mock() {}

    public static S3Server server() {
        if (System.getProperty(ADDRESS) == null) {
            System.setProperty(ADDRESS, start().toString());
        }
        return new S3Server(URI.create(System.getProperty(ADDRESS)), Checksums.WHEN_SUPPORTED);
    }

    private static URI start() {
        try {
            int port = freePort();
            var log = Files.createTempFile("s3mock", ".log");
            var process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx512m",
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            LIBRARIES.resolve("classes") + ":" + LIBRARIES.resolve("lib") + "/*",
                            "src/test/s3mock/Loopback.java",
                            "--server.address=127.0.0.1",
                            "--server.port=" + port,
                            "--server.ssl.enabled=false",
                            "--http.port=0")
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
            await(process, port, log);
            return URI.create("http://127.0.0.1:" + port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void await(Process process, int port, Path log) throws IOException, InterruptedException {
        for (int tenths = 0; tenths < PATIENCE_SECONDS * 10; tenths++) {
            try (var _ = new Socket("127.0.0.1", port)) {
                return;
            } catch (IOException _) {
                if (!process.isAlive()) {
                    break;
                }
                Thread.sleep(100);
            }
        }
        throw new AssertionError("S3Mock did not start:\n" + Files.readString(log));
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
