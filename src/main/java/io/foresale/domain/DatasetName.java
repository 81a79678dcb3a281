package io.foresale.domain;

import java.util.Optional;

/** The name of a data set: 1 to 64 letters, digits, spaces, {@code . _ -}, beginning with a letter or digit. */
public record DatasetName(String value) {

    public DatasetName {
        Names.checked("data set", value);
    }

    /** The name, if the text is one. */
    public static Optional<DatasetName> parse(String text) {
        return Names.allowed(text) ? Optional.of(new DatasetName(text)) : Optional.empty();
    }

    @Override
    public String toString() {
        return value;
    }
}
