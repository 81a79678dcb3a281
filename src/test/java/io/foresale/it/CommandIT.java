package io.foresale.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.foresale.demo.DemoShop;
import io.foresale.demo.Language;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged application, told to call one function. */
class CommandIT {

    private static final String UPLOAD = "raw/shop/shoppers.csv";

    @TempDir
    Path bucket;

    @BeforeEach
    void upload() throws IOException {
        var file = bucket.resolve(UPLOAD);
        Files.createDirectories(file.getParent());
        try (var csv = Files.newBufferedWriter(file)) {
            new DemoShop(7, 100, Language.ENGLISH).write(csv);
        }
    }

    @Test
    void itCallsTheFunctionAndEndsAndLeavesTheRestUndone() {
        var ended = PackagedApp.run(bucket, "ingest", UPLOAD);
        assertThat(ended.code()).as(ended.output()).isZero();
        assertThat(ended.output()).contains("ingest of " + UPLOAD + ": clean/shop/");
        assertThat(bucket.resolve("clean/shop")).isDirectory();
        assertThat(bucket.resolve("vectors")).doesNotExist();
    }

    @Test
    void whatWouldBeRefusedAgainEndsWithOne() {
        var ended = PackagedApp.run(bucket, "train", "features/shop/nowhere/manifest.json");
        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.output()).contains("features/shop/nowhere/manifest.json", "is refused");
    }

    @Test
    void wordsThatAreNoCallAreAnsweredWithThoseThatAre() {
        var ended = PackagedApp.run(bucket, "learn", UPLOAD);
        assertThat(ended.code()).isEqualTo(64);
        assertThat(ended.output()).contains("wanted one of ingest, embed, fuse, train, score-batch", "learn " + UPLOAD);
    }
}
