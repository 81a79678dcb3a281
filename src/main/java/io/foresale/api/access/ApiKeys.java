package io.foresale.api.access;

import io.foresale.config.AccessConfig;
import io.foresale.config.AccessConfig.AccessRole;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The keys of the settings. Which key is presented cannot be told from how long the answer takes. */
public final class ApiKeys {

    private static final int HASH_BYTES = 32;

    private final List<Known> known;

    private ApiKeys(List<Known> known) {
        this.known = List.copyOf(known);
    }

    /** Whoever a key belongs to. */
    public record Caller(String name, AccessRole role) {}

    private record Known(Caller caller, byte[] hash) {}

    /** Refused where a hash is not one, naming the setting but not its value. */
    public static ApiKeys of(Map<String, AccessConfig.Key> settings) {
        var known = new ArrayList<Known>();
        settings.forEach((name, key) -> known.add(new Known(new Caller(name, key.role()), hash(name, key.hash()))));
        return new ApiKeys(known);
    }

    private static byte[] hash(String name, String hex) {
        try {
            var hash = HexFormat.of().parseHex(hex.strip());
            if (hash.length == HASH_BYTES) {
                return hash;
            }
        } catch (IllegalArgumentException e) {
            // Answered below; the exception quotes the value.
        }
        throw new IllegalArgumentException(
                "foresale.access.keys.%s.hash: wanted a SHA-256 as %d hexadecimal digits, got something else; make it with: printf %%s \"$KEY\" | sha256sum"
                        .formatted(name, 2 * HASH_BYTES));
    }

    public boolean isEmpty() {
        return known.isEmpty();
    }

    /** The owner of a key; empty where nobody has it. */
    public Optional<Caller> owner(String key) {
        var presented = sha256(key);
        Optional<Caller> owner = Optional.empty();
        for (var candidate : known) {
            if (MessageDigest.isEqual(candidate.hash(), presented)) {
                owner = Optional.of(candidate.caller());
            }
        }
        return owner;
    }

    private static byte[] sha256(String key) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
