package io.foresale.port;

/** What a model that was asked for the intent in a text said. */
public sealed interface Judgement {

    /** A number from 0 to 1. */
    record Intent(double value) implements Judgement {

        public Intent {
            if (!(value >= 0 && value <= 1)) {
                throw new IllegalArgumentException("an intent is a number from 0 to 1, not " + value);
            }
        }
    }

    /**
     * The model answered, but not with such a number.
     *
     * @param reason in words that do not quote the answer, so that equal ones can be counted
     */
    record None(String reason) implements Judgement {}

    /** The judgement that a number is; one outside 0 to 1 is none. */
    static Judgement of(double number) {
        return number >= 0 && number <= 1 ? new Intent(number) : new None("answered with a number outside 0 to 1");
    }

    /** The model declined to judge. */
    static Judgement refused() {
        return new None("refused to answer");
    }

    /** The model takes no text as long as this one. */
    static Judgement tooLong() {
        return new None("the text is too long for it");
    }

    /** Something between the model and us kept the text or the answer back. */
    static Judgement filtered() {
        return new None("the text or its judgement was filtered");
    }

    /** The model wrote more than it may. */
    static Judgement cutOff() {
        return new None("its answer was cut off at its longest");
    }

    /** The model wrote something else. */
    static Judgement unreadable() {
        return new None("answered without the number that was asked for");
    }
}
