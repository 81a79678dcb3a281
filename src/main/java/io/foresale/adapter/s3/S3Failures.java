package io.foresale.adapter.s3;

import io.foresale.domain.ForesaleException;
import io.foresale.domain.PermanentException;
import io.foresale.domain.PermanentException.Kind;
import io.foresale.domain.Problem;
import io.foresale.domain.Quoted;
import io.foresale.domain.RetriableException;
import java.util.Set;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** The one place where a failure of S3 becomes one of Foresale. */
final class S3Failures {

    static final int NOT_MODIFIED = 304;
    static final int NOT_FOUND = 404;
    static final int CONFLICT = 409;
    static final int PRECONDITION_FAILED = 412;
    static final int RANGE_NOT_SATISFIABLE = 416;

    static final String NO_SUCH_BUCKET = "NoSuchBucket";
    static final String NO_SUCH_UPLOAD = "NoSuchUpload";

    private static final Set<Integer> PASSING = Set.of(408, CONFLICT, 429);
    private static final Set<String> PASSING_CODES = Set.of("RequestTimeout", "ExpiredToken");
    private static final Set<String> OTHER_REGION =
            Set.of("PermanentRedirect", "AuthorizationHeaderMalformed", "IllegalLocationConstraintException");

    private final String bucket;

    S3Failures(String bucket) {
        this.bucket = bucket;
    }

    /** What is done to an object, and what IAM wants for it. */
    enum Action {
        READ("s3:GetObject, and s3:ListBucket to be told of an object that is not there"),
        DESCRIBE("s3:GetObject; without s3:ListBucket, S3 answers so for an object that is not there, too"),
        WRITE("s3:PutObject and s3:AbortMultipartUpload, and of a KMS key kms:GenerateDataKey and kms:Decrypt"),
        LIST("s3:ListBucket"),
        DELETE("s3:DeleteObject");

        private final String permission;

        Action(String permission) {
            this.permission = permission;
        }
    }

    /**
     * Says what a failure means.
     *
     * @param object a key, or a prefix that was listed
     */
    ForesaleException of(Action action, String object, SdkException failure) {
        return failure instanceof S3Exception e ? answered(action, object, e) : unreached(object, failure);
    }

    private ForesaleException answered(Action action, String object, S3Exception e) {
        var code = code(e);
        if (code.equals(NO_SUCH_UPLOAD)) {
            return unreached(object, e);
        }
        if (e.statusCode() == NOT_FOUND) { // objects that are not there are no failures, and were seen to before
            return setUp("a bucket of that name", "none", "make it, or correct foresale.bucket.s3.name");
        }
        if (e.statusCode() == 301 || OTHER_REGION.contains(code)) {
            return setUp("its region", "another one (" + answer(e) + ")", "correct foresale.bucket.s3.region");
        }
        if (e.statusCode() >= 500 || PASSING.contains(e.statusCode()) || PASSING_CODES.contains(code)) {
            return unreached(object, e);
        }
        if (e.statusCode() == 403) {
            return setUp(
                    "leave for " + Quoted.of(object),
                    "a refusal (" + answer(e) + ")",
                    "allow these credentials " + action.permission + ", and check that they are the right ones");
        }
        return setUp(
                "an answer for " + Quoted.of(object),
                "a refusal (" + answer(e) + ")",
                "see S3's list of errors for " + (code.isEmpty() ? e.statusCode() : code)
                        + "; a store that refuses checksums needs foresale.bucket.s3.checksums=when-required");
    }

    private PermanentException setUp(String wanted, String got, String remedy) {
        return new PermanentException(Kind.SET_UP, new Problem("bucket " + bucket, wanted, got, remedy));
    }

    private RetriableException unreached(String object, SdkException e) {
        var why = e instanceof S3Exception answered ? answer(answered) : e.getMessage();
        return new RetriableException(object + " could not be reached in the bucket " + bucket + ": " + why, e);
    }

    /** S3's code for a failure; empty where it said none, as where there is no body. */
    static String code(S3Exception e) {
        var details = e.awsErrorDetails();
        return details == null || details.errorCode() == null ? "" : details.errorCode();
    }

    private static String answer(S3Exception e) {
        var details = e.awsErrorDetails();
        var message = details == null || details.errorMessage() == null ? "" : " " + details.errorMessage();
        return (e.statusCode() + " " + code(e) + message).strip();
    }
}
