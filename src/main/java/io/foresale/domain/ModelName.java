package io.foresale.domain;

/** The name of a model: 1 to 64 letters, digits, spaces, {@code . _ -}, beginning with a letter or digit. */
public record ModelName(String value) {

    public ModelName {
        Names.checked("model", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
