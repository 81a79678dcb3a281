package io.foresale.domain;

/** What a column is to the model. */
public enum Role {
    /** The answer to learn: did this shopper buy? */
    LABEL,
    /** Names the shopper or session; carried through to the scores, never learned from. */
    ID,
    /** When the example was observed; carried through, never learned from. */
    TIME,
    /** Words, turned into vectors. */
    TEXT,
    /** One of a few levels, also when they are written as small integers. */
    CATEGORICAL,
    /** A quantity. */
    NUMERIC,
    /** How alike two texts are, computed from their vectors: a quantity that belongs to the texts. */
    SIMILARITY,
    /** How much a text tells of wanting to buy, as a model judged: a quantity that belongs to the texts. */
    INTENT,
    /** True or false. */
    BOOLEAN,
    /** Not used. */
    DROP;

    /** Whether the model may learn from a column of this role. */
    public boolean isFeature() {
        return switch (this) {
            case TEXT, CATEGORICAL, NUMERIC, SIMILARITY, INTENT, BOOLEAN -> true;
            case LABEL, ID, TIME, DROP -> false;
        };
    }
}
