package io.foresale.domain;

/**
 * A failure that a person can act on. Two families, and nothing else: {@link PermanentException}, which the same input
 * will meet again, and {@link RetriableException}, which may be gone at the next try.
 */
public abstract sealed class ForesaleException extends RuntimeException permits PermanentException, RetriableException {

    private static final long serialVersionUID = 1L;

    ForesaleException(String message, Throwable cause) {
        super(message, cause);
    }
}
