package io.foresale.domain;

/** The name of a data set: 1 to 64 letters, digits, spaces, {@code . _ -}, beginning with a letter or digit. */
public record DatasetName(String value) {

    public DatasetName {
        Names.checked("data set", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
