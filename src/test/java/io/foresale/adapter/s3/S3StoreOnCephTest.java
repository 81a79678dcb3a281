package io.foresale.adapter.s3;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.foresale.domain.ObjectKey;
import io.foresale.domain.PermanentException;
import io.foresale.port.ObjectStore.Want;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Where Ceph is installed; it checks signatures, which S3Mock does not. */
class S3StoreOnCephTest extends S3StoreContract {

    @BeforeAll
    static void needsCeph() {
        Ceph.missing().ifPresent(reason -> System.out.println("Skipped: the tests of S3 on Ceph, " + reason));
        assumeTrue(Ceph.missing().isEmpty(), () -> Ceph.missing().orElseThrow());
    }

    @Override
    S3Server server() {
        return Ceph.server();
    }

    @Test
    void wrongCredentialsAreARefusalThatNamesBucketKeyAndPermission() {
        var settings = server().fresh();
        System.setProperty("aws.secretAccessKey", "another");
        try (var store = new S3Store(settings)) {
            assertThatThrownBy(() -> store.get(new ObjectKey("raw/shop/a.csv"), new Want.Whole()))
                    .isInstanceOf(PermanentException.class)
                    .hasMessageContainingAll(
                            settings.bucket(), "raw/shop/a.csv", "SignatureDoesNotMatch", "s3:GetObject");
            assertThatThrownBy(() -> store.head(new ObjectKey("raw/shop/a.csv")))
                    .isInstanceOf(PermanentException.class)
                    .hasMessageContaining("without s3:ListBucket, S3 answers so for an object that is not there, too");
        } finally {
            System.setProperty("aws.secretAccessKey", S3Server.SECRET);
        }
    }
}
