package io.foresale.function;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.foresale.demo.EventLog;
import io.foresale.demo.Language;
import io.foresale.demo.Shop;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A shop floor that the log of a made-up shop was uploaded to, and all that follows from it happened. Made once. */
final class LogFloor {

    static final String UPLOAD = "raw/shop/log.csv";

    /** 120 days of some hundred customers. */
    static final String LOG = log(7, 24_000);

    static final Path SCRATCH = scratch();

    private static final ShopFloor UPLOADED = uploaded();

    private LogFloor() {}

    /** It is not to be written to; a copy may be. */
    static ShopFloor floor() {
        return UPLOADED;
    }

    static ShopFloor copy() {
        return UPLOADED.copy(SCRATCH);
    }

    static ShopFloor empty() {
        return new ShopFloor(SCRATCH);
    }

    static String log(long seed, long events) {
        var out = new ByteArrayOutputStream();
        try (var log = EventLog.csv(out)) {
            Shop.ofEvents(seed, events, Language.ENGLISH).play(log);
        }
        return out.toString(UTF_8);
    }

    private static ShopFloor uploaded() {
        var floor = empty();
        floor.put(UPLOAD, LOG);
        return floor;
    }

    private static Path scratch() {
        try {
            var directory = Files.createTempDirectory("foresale-log-");
            directory.toFile().deleteOnExit();
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
