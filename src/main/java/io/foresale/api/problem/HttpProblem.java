package io.foresale.api.problem;

import io.foresale.domain.Problem;

/** A failure that only HTTP knows, such as a condition that did not hold; ends the request with its document. */
public final class HttpProblem extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final transient Problem problem;

    public HttpProblem(int status, Problem problem) {
        super(problem.sentence(), null, false, false);
        this.status = status;
        this.problem = problem;
    }

    ProblemDocument document() {
        return ProblemDocument.of(status, problem);
    }
}
