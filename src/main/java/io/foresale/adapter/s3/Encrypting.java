package io.foresale.adapter.s3;

import io.foresale.adapter.s3.S3Settings.Encryption;
import java.util.Optional;
import java.util.function.Consumer;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;

/** Asks for encryption; every kind of write has setters of its own for it. */
record Encrypting(Encryption encryption) {

    void with(Consumer<ServerSideEncryption> algorithm, Consumer<String> key) {
        switch (encryption) {
            case Encryption.OfBucket() -> {}
            case Encryption.S3() -> algorithm.accept(ServerSideEncryption.AES256);
            case Encryption.Kms(Optional<String> id) -> {
                algorithm.accept(ServerSideEncryption.AWS_KMS);
                id.ifPresent(key);
            }
        }
    }
}
