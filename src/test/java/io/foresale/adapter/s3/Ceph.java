package io.foresale.adapter.s3;

import io.foresale.adapter.s3.S3Settings.Checksums;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Ceph's radosgw on a cluster of one node in memory, where its programs are installed; one for all tests of a process. */
public final class Ceph {

    private static final Path SCRIPTS = Path.of(System.getProperty("foresale.data", "../shared/data"))
            .toAbsolutePath()
            .resolveSibling("tools/ceph");
    private static final int PATIENCE_SECONDS = 120;

    private Ceph() {}

    private static final class Running {
        static final S3Server SERVER = start();
    }

    /** Why there is none; empty where there is one. */
    public static Optional<String> missing() {
        for (var program : List.of("radosgw", "ceph-mon", "ceph-osd", "ceph", "radosgw-admin")) {
            if (!Files.isExecutable(Path.of("/usr/bin", program))) {
                return Optional.of("there is no /usr/bin/" + program);
            }
        }
        return Files.isRegularFile(SCRIPTS.resolve("ceph-up.sh"))
                ? Optional.empty()
                : Optional.of("there is no " + SCRIPTS.resolve("ceph-up.sh"));
    }

    public static S3Server server() {
        return Running.SERVER;
    }

    private static S3Server start() {
        try {
            var directory = Files.createTempDirectory("foresale-ceph");
            int port = freePort();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> run("ceph-down.sh", directory, port)));
            if (run("ceph-up.sh", directory, port) != 0) {
                throw new AssertionError("Ceph did not start:\n" + Files.readString(log(directory)));
            }
            return new S3Server(URI.create("http://127.0.0.1:" + port), Checksums.WHEN_REQUIRED);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int run(String script, Path directory, int port) {
        try {
            var builder = new ProcessBuilder("bash", SCRIPTS.resolve(script).toString())
                    .redirectErrorStream(true)
                    .redirectOutput(log(directory).toFile());
            builder.environment().put("D", directory.toString());
            builder.environment().put("RGW_PORT", String.valueOf(port));
            builder.environment().put("MON_PORT", String.valueOf(freePort()));
            builder.environment().put("NO_MGR", "1");
            var process = builder.start();
            return process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) ? process.exitValue() : -1;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Beside the directory, which the script makes anew. */
    private static Path log(Path directory) {
        return directory.resolveSibling(directory.getFileName() + ".log");
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
