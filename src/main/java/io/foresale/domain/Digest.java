package io.foresale.domain;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The name of a result, computed from what went into it: 32 hexadecimal digits, the first half of a SHA-256. */
public record Digest(String value) {

    private static final int BYTES = 16;

    /** The digest of the parts in this order; where one part ends is part of it, so ("ab", "c") and ("a", "bc") differ. */
    public static Digest of(Object... parts) {
        var sha = sha256();
        for (var part : parts) {
            var bytes = part.toString().getBytes(StandardCharsets.UTF_8);
            sha.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
            sha.update(bytes);
        }
        return of(sha);
    }

    /** The digest of bytes already given to a SHA-256. */
    public static Digest of(MessageDigest sha256) {
        return new Digest(HexFormat.of().formatHex(sha256.digest(), 0, BYTES));
    }

    /** A fresh SHA-256, which every JDK has. */
    public static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
