package io.foresale.api.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.foresale.config.AccessConfig.AccessRole;
import io.foresale.trigger.FunctionTable;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NeededTest {

    @ParameterizedTest
    @CsvSource({
        "GET, /q/health/ready, NOTHING",
        "POST, /q/health/ready, ADMIN",
        "GET, /q/health/ready/x, ADMIN",
        "GET, /q/healthy, ADMIN",
        "GET, /q/openapi, ANY_KEY",
        "GET, /q/swagger-ui/index.html, ANY_KEY",
        "GET, /q/swagger-ui-x, ADMIN",
        "GET, /datasets, UPLOAD",
        "GET, /datasets/shop/runs, UPLOAD",
        "GET, /datasetsx, ADMIN",
        "POST, /models/shop/score, SCORE",
        "POST, /models/shop/score/x, ADMIN",
        "GET, /models/shop/score, UPLOAD",
        "GET, /datasets/shop/users/13085/score, SCORE",
        "GET, /datasets/shop/users/13085/products, SCORE",
        "HEAD, /datasets/shop/users/13085/score, SCORE",
        "GET, /datasets/shop/users/13085, UPLOAD",
        "GET, /datasets/shop/users/13085/score/x, UPLOAD",
        "GET, /datasets/shop/runs/13085/score, UPLOAD",
        "GET, /models/shop/users/13085/score, UPLOAD",
        "POST, /datasets/shop/users/13085/score, ADMIN",
        "PUT, /datasets/shop/users/13085/score, ADMIN",
        "DELETE, /datasets/shop/users/13085, ADMIN",
        "PUT, /datasets/shop/uploads/f, UPLOAD",
        "POST, /datasets/shop/uploads, UPLOAD",
        "POST, /datasets/shop/uploads/f, ADMIN",
        "PUT, /datasets/shop/config, ADMIN",
        "PUT, /score-requests/shop/f, UPLOAD",
        "DELETE, /datasets/shop, ADMIN",
        "GET, /, ADMIN",
        "POST, /ingest, ADMIN",
        "POST, /events/s3, ADMIN"
    })
    void everyRequestNeedsARoleAndAnUnknownOneAnAdmins(String method, String path, Needed needed) {
        assertThat(Needed.by(method, path)).isEqualTo(needed);
    }

    @Test
    void anAdminMayDoEverythingAndTheOtherRolesNotEachOthersWork() {
        for (var needed : Needed.values()) {
            assertThat(needed.metBy(AccessRole.ADMIN)).isTrue();
        }
        assertThat(Needed.SCORE.metBy(AccessRole.UPLOAD)).isFalse();
        assertThat(Needed.UPLOAD.metBy(AccessRole.SCORE)).isFalse();
        assertThat(Needed.ADMIN.metBy(AccessRole.UPLOAD)).isFalse();
    }

    @Test
    void theFunctionTableSaysTheRoleThatIsReallyAskedFor() {
        for (var function : FunctionTable.load().functions()) {
            assertThat(Needed.by("POST", function.route()).name())
                    .as(function.name())
                    .isEqualTo(function.role().toUpperCase(Locale.ROOT));
        }
    }
}
