package io.foresale.wiring;

import io.foresale.adapter.directory.DirectoryStore;
import io.foresale.adapter.s3.S3Settings;
import io.foresale.adapter.s3.S3Settings.Checksums;
import io.foresale.adapter.s3.S3Settings.Encryption;
import io.foresale.adapter.s3.S3Settings.Patience;
import io.foresale.adapter.s3.S3Store;
import io.foresale.adapter.s3.S3UploadLinks;
import io.foresale.config.ForesaleConfig;
import io.foresale.config.S3Config;
import io.foresale.port.ObjectStore;
import io.foresale.port.UploadLinks;
import io.foresale.trigger.Arrivals;
import io.foresale.trigger.FunctionTable;
import io.foresale.trigger.NotifyingStore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Which bucket it is: the one on S3 where one is named, else the directory. */
@ApplicationScoped
public class BucketAdapter {

    @Produces
    @Singleton
    ObjectStore store(ForesaleConfig config, LocalRunner runner) {
        return new NotifyingStore(
                onS3(config)
                        .<ObjectStore>map(s3 -> new S3Store(settings(s3)))
                        .orElseGet(() -> new DirectoryStore(config.bucket().directory())),
                runner::written);
    }

    /** A directory takes uploads through this process only. */
    @Produces
    @Singleton
    UploadLinks links(ForesaleConfig config) {
        return onS3(config)
                .<UploadLinks>map(s3 -> new S3UploadLinks(settings(s3), s3.uploadExpiry()))
                .orElse((_, _) -> Optional.empty());
    }

    /** What the bucket itself tells of; a directory is not asked for its name. */
    @Produces
    @Singleton
    Arrivals arrivals(ForesaleConfig config, ObjectStore store, LocalRunner runner) {
        return new Arrivals(FunctionTable.load(), store, config.bucket().s3().name(), runner::call);
    }

    /** The settings of the bucket on S3, where that is the bucket. */
    static Optional<S3Config> onS3(ForesaleConfig config) {
        return Optional.of(config.bucket().s3()).filter(s3 -> s3.name().isPresent());
    }

    /** Where an object or a folder is, as people write it. */
    static String place(ForesaleConfig config, String key) {
        return config.bucket()
                .s3()
                .name()
                .map(name -> "s3://" + name + "/" + key)
                .orElseGet(() -> config.bucket().directory().resolve(key).toString());
    }

    private static S3Settings settings(S3Config s3) {
        return new S3Settings(
                s3.name().orElseThrow(),
                s3.endpoint(),
                s3.region(),
                s3.pathStyle(),
                switch (s3.checksums()) {
                    case WHEN_REQUIRED -> Checksums.WHEN_REQUIRED;
                    case WHEN_SUPPORTED -> Checksums.WHEN_SUPPORTED;
                },
                switch (s3.encryption()) {
                    case NONE -> new Encryption.OfBucket();
                    case S3 -> new Encryption.S3();
                    case KMS -> new Encryption.Kms(s3.kmsKey());
                },
                new Patience(s3.connectTimeout(), s3.readTimeout(), s3.callTimeout(), s3.tries()));
    }
}
