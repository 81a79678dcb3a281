package io.foresale.api.problem;

import io.foresale.domain.ForesaleException;
import io.foresale.domain.PermanentException;
import io.foresale.domain.RetriableException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.WebApplicationException;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/** The one place where a failure becomes an answer over HTTP. */
public final class Problems {

    private static final Logger LOG = Logger.getLogger(Problems.class);

    private Problems() {}

    /** What to answer for an exception; what it wraps decides where that is known. Unknown ones are logged with an id. */
    public static ProblemDocument of(Throwable failure) {
        return Stream.iterate(failure, f -> f != null, Throwable::getCause)
                .limit(10)
                .flatMap(f -> known(f).stream())
                .findFirst()
                .orElseGet(() -> fault(failure));
    }

    private static Optional<ProblemDocument> known(Throwable failure) {
        return switch (failure) {
            case ForesaleException e -> Optional.of(ours(e));
            case HttpProblem e -> Optional.of(e.document());
            // JAX-RS takes a parameter of the wrong type for a path that does not exist.
            case NotFoundException e
            when e.getCause() != null ->
                Optional.of(ProblemDocument.of(400, "a parameter in the query is not of its type; see /q/openapi"));
            case WebApplicationException e ->
                Optional.of(ofStatus(e.getResponse().getStatus()));
            case UnauthorizedException _, AuthenticationFailedException _ -> Optional.of(ofStatus(401));
            case ForbiddenException _ -> Optional.of(ofStatus(403));
            default -> Optional.empty();
        };
    }

    private static ProblemDocument ours(ForesaleException failure) {
        return switch (failure) {
            case PermanentException e -> ProblemDocument.of(status(e.kind()), e.problem());
            case RetriableException e -> ProblemDocument.of(503, e.getMessage() + "; try again in some seconds");
        };
    }

    private static int status(PermanentException.Kind kind) {
        return switch (kind) {
            case INVALID -> 400;
            case NOT_FOUND -> 404;
            case STALE -> 409;
            case TOO_LARGE -> 413;
            case SET_UP -> 500;
        };
    }

    /** What to answer where a status is all that is known. */
    public static ProblemDocument ofStatus(int status) {
        return switch (status) {
            case 400 -> ProblemDocument.of(400, "the request could not be read; compare it with /q/openapi");
            case 401 ->
                ProblemDocument.of(
                        401,
                        "wanted an API key, got none or an unknown one; send it as X-API-Key or as a bearer token");
            case 403 -> ProblemDocument.of(403, "this key's role does not allow this; ask for a key with another role");
            case 404 -> ProblemDocument.of(404, "there is nothing under this path; /q/openapi lists what there is");
            case 405 -> ProblemDocument.of(405, "this path has other methods; /q/openapi lists them");
            case 406 -> ProblemDocument.of(406, "this is answered as application/json only; accept that");
            case 413 -> ProblemDocument.of(413, "the body is larger than the limit; send less, or raise it");
            case 415 -> ProblemDocument.of(415, "the body has another Content-Type than is read here; see /q/openapi");
            default ->
                status >= 500
                        ? fault(new IllegalStateException("ended with status " + status))
                        : ProblemDocument.of(status, "the request was refused");
        };
    }

    private static ProblemDocument fault(Throwable failure) {
        var id = UUID.randomUUID().toString();
        LOG.error("Fault " + id, failure);
        return ProblemDocument.of(
                500, "this is a fault of Foresale; the log has it under " + id + ", please report it");
    }
}
