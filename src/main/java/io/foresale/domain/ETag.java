package io.foresale.domain;

/** What a store says of an object's content: equal tags mean equal content. Opaque, without quotes. */
public record ETag(String value) {

    public ETag {
        if (value.isBlank()) {
            throw new IllegalArgumentException("an ETag is not blank");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
