package io.foresale.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.foresale.demo.DemoShop;
import io.foresale.demo.Language;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
        var ended = run("ingest", UPLOAD);
        assertThat(ended.code()).as(ended.output()).isZero();
        assertThat(ended.output()).contains("ingest of " + UPLOAD + ": clean/shop/");
        assertThat(bucket.resolve("clean/shop")).isDirectory();
        assertThat(bucket.resolve("vectors")).doesNotExist();
    }

    @Test
    void whatWouldBeRefusedAgainEndsWithOne() {
        var ended = run("train", "features/shop/nowhere/manifest.json");
        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.output()).contains("features/shop/nowhere/manifest.json", "is refused");
    }

    @Test
    void whatMayGoWellAnotherTimeEndsWithSeventyFive() {
        var ended = PackagedApp.run(
                List.of(
                        "-Dforesale.bucket.s3.name=shop",
                        "-Dforesale.bucket.s3.endpoint=http://127.0.0.1:1",
                        "-Dforesale.bucket.s3.tries=1",
                        "-Daws.accessKeyId=AKIATESTKEY",
                        "-Daws.secretAccessKey=testsecretkey"),
                "train",
                "features/shop/some/manifest.json");
        assertThat(ended.code()).as(ended.output()).isEqualTo(75);
        assertThat(ended.output()).contains("features/shop/some/manifest.json is to be tried again");
    }

    @Test
    void wordsThatAreNoCallAreAnsweredWithThoseThatAre() {
        var ended = run("learn", UPLOAD);
        assertThat(ended.code()).isEqualTo(64);
        assertThat(ended.output()).contains("wanted one of ingest, embed, fuse, train, score-batch", "learn " + UPLOAD);
    }

    @Test
    void aShardIsANumber() {
        var ended = run("fuse", UPLOAD, "--shard", "three");
        assertThat(ended.code()).isEqualTo(64);
        assertThat(ended.output()).contains("then at most --force or --shard and its number, got", "--shard three");
        assertThat(run("fuse", "vectors/shop/none/manifest.json", "--shard", "3")
                        .output())
                .contains("fuse of vectors/shop/none/manifest.json is refused");
    }

    private PackagedApp.Ended run(String... arguments) {
        return PackagedApp.run(List.of("-Dforesale.bucket.directory=" + bucket), arguments);
    }
}
