package io.foresale.config;

import io.smallrye.config.ConfigMapping;
import java.util.Map;

/** Who may call over HTTP. */
@ConfigMapping(prefix = "foresale.access")
public interface AccessConfig {

    /** The keys by name; with none, only callers on the same machine are served, without a key. */
    Map<String, Key> keys();

    /** One caller's key. Only its hash is kept, so that who reads the settings cannot call. */
    interface Key {

        /** SHA-256 of the key as 64 hexadecimal digits; the key itself must be random, 128 bits or more. */
        String hash();

        /** What the key may do. */
        AccessRole role();
    }

    /** What a key may do. */
    enum AccessRole {
        /** Ask for scores, nothing else. */
        SCORE,
        /** Send files, look at data sets, models and scores. */
        UPLOAD,
        /** Everything. */
        ADMIN
    }
}
