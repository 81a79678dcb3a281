package io.foresale.adapter.remote;

import java.util.Optional;

/** The key that calls of an endpoint carry. Safe for any number of threads. */
public interface ApiKey {

    /**
     * The key; empty where none is sent.
     *
     * @throws CallFailed where it could not be had this time
     * @throws io.foresale.domain.PermanentException where it is set up so that it cannot be had
     */
    Optional<String> value();

    /** The key that has taken the place of one that was refused; empty where none has. */
    default Optional<String> insteadOf(String refused) {
        return Optional.empty();
    }

    /** A key that stands in the settings. */
    static ApiKey of(Optional<String> key) {
        return () -> key;
    }
}
