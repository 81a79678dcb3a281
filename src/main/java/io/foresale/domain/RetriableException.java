package io.foresale.domain;

/** A failure that may be gone at the next try: a time-out, throttling, a lost race. The trigger delivers again. */
public final class RetriableException extends ForesaleException {

    private static final long serialVersionUID = 1L;

    public RetriableException(String message, Throwable cause) {
        super(message, cause);
    }
}
