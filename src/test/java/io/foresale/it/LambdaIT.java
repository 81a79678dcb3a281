package io.foresale.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.foresale.domain.RetriableException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The artefacts for AWS Lambda, as they are packaged: their size, and what keeps them from working; {@code .ci/lambda} builds them. */
class LambdaIT {

    private static final long MOST_UNZIPPED = 250L << 20;

    @TempDir
    static Path bucket;

    @BeforeAll
    static void areBuilt() {
        assumeTrue(LambdaRuntime.isBuilt());
    }

    @Test
    void unzippedTheArtefactsAreSmallerThanAwsAllows() throws IOException {
        for (var artefact : List.of("lambda", "lambda-http")) {
            try (var zip =
                    new ZipFile(Path.of("target", artefact, "function.zip").toFile())) {
                assertThat(zip.stream().mapToLong(ZipEntry::getSize).sum())
                        .as(artefact)
                        .isLessThan(MOST_UNZIPPED);
            }
        }
    }

    /** {@code .ci/lambda} builds for both. */
    @ParameterizedTest
    @CsvSource({"lambda, 0x3E", "lambda-http, 0x3E", "lambda-arm64, 0xB7"})
    void nativeLibrariesAreThoseOfItsArchitectureAndOfNoOther(String artefact, String machine) throws IOException {
        var libraries = NativeLibraries.of(Path.of("target", artefact, "function.zip"));
        assertThat(libraries.keySet())
                .as("one of DuckDB and of zstd and of the tokenizer, two of ONNX Runtime")
                .hasSize(5);
        assertThat(libraries)
                .allSatisfy((library, code) -> assertThat(code).as(library).isEqualTo(Integer.decode(machine)));
    }

    @Test
    void whereTheBucketDoesNotAnswerTheSenderLearnsThatItIsToTryAgain() {
        var nowhere = Map.of(
                "FORESALE_FUNCTION", "ingest",
                "FORESALE_BUCKET_S3_NAME", "shop",
                "FORESALE_BUCKET_S3_ENDPOINT", "http://127.0.0.1:1",
                "FORESALE_BUCKET_S3_TRIES", "1",
                "AWS_ACCESS_KEY_ID", "AKIATESTKEY",
                "AWS_SECRET_ACCESS_KEY", "testsecretkey");
        try (var function = LambdaRuntime.start("lambda", nowhere)) {
            assertThat(function.invoke(LambdaEvents.sqs(LambdaEvents.s3("raw/shop/a.csv")))
                            .handedBack())
                    .containsExactly("message-0");
            var failed = function.invoke(LambdaEvents.s3("raw/shop/a.csv"));
            assertThat(failed.failed()).isTrue();
            assertThat(failed.body().path("errorType").asText())
                    .as("what infra/aws/backfill.asl.json tries again")
                    .isEqualTo(RetriableException.class.getName());
        }
    }

    @Test
    void anArtefactThatIsNotToldWhichFunctionItIsSaysSo() {
        try (var nobody = LambdaRuntime.start("lambda", Map.of("FORESALE_BUCKET_DIRECTORY", bucket.toString()))) {
            assertThat(nobody.failsToStart()).isTrue();
            assertThat(nobody.log()).contains("set FORESALE_FUNCTION");
        }
    }

    @Test
    void theApiDoesNotStartWithoutAKey() {
        try (var open = LambdaRuntime.start("lambda-http", Map.of("FORESALE_BUCKET_DIRECTORY", bucket.toString()))) {
            assertThat(open.failsToStart()).isTrue();
            assertThat(open.log()).contains("while no API key is configured");
        }
    }
}
