package io.foresale.domain;

/** A failure that the same input meets again. It is answered or recorded once and never tried again. */
public final class PermanentException extends ForesaleException {

    private static final long serialVersionUID = 1L;

    /** What went wrong, in kinds that a caller treats differently. */
    public enum Kind {
        /** The input is not what was wanted. */
        INVALID,
        /** What was asked for does not exist. */
        NOT_FOUND,
        /** More was sent than the limits allow. */
        TOO_LARGE,
        /** Foresale is set up wrongly, which a caller cannot mend: no such bucket, or no leave to use it. */
        SET_UP,
        /** An object was replaced or removed since it was named; a newer event speaks for what is there now. */
        STALE
    }

    private final Kind kind;
    private final Problem problem;

    public PermanentException(Kind kind, Problem problem) {
        super(problem.sentence(), null);
        this.kind = kind;
        this.problem = problem;
    }

    public static PermanentException invalid(String subject, String wanted, String got, String remedy) {
        return new PermanentException(Kind.INVALID, new Problem(subject, wanted, got, remedy));
    }

    public static PermanentException notFound(String subject, String wanted, String got, String remedy) {
        return new PermanentException(Kind.NOT_FOUND, new Problem(subject, wanted, got, remedy));
    }

    public static PermanentException tooLarge(String subject, String wanted, String got, String remedy) {
        return new PermanentException(Kind.TOO_LARGE, new Problem(subject, wanted, got, remedy));
    }

    public static PermanentException stale(ObjectRef named) {
        return new PermanentException(
                Kind.STALE,
                new Problem(
                        named.key().value(),
                        "the content " + named.eTag(),
                        "another or none",
                        "nothing: a newer event follows"));
    }

    public Kind kind() {
        return kind;
    }

    public Problem problem() {
        return problem;
    }
}
