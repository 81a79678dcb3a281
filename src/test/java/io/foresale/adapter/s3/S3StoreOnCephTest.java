package io.foresale.adapter.s3;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.BeforeAll;

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
}
