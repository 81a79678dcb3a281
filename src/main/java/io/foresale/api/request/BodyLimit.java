package io.foresale.api.request;

import io.foresale.domain.PermanentException;

/** Refuses bodies that are larger than the settings allow. */
public final class BodyLimit {

    private BodyLimit() {}

    public static PermanentException jsonTooLarge(long most, String got) {
        return PermanentException.tooLarge(
                "body",
                "at most " + most + " bytes (foresale.http.max-json-body)",
                got,
                "send less at a time; whole files go to /datasets/{ds}/uploads/{file} or /score-requests/{model}/{file}");
    }

    public static PermanentException uploadTooLarge(long most, String got) {
        return PermanentException.tooLarge(
                "body",
                "at most " + most + " bytes (quarkus.http.limits.max-body-size)",
                got,
                "split the file, compress it with zstd or gzip, or copy it into the bucket itself");
    }
}
