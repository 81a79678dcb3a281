package io.foresale.adapter.bedrock;

import io.foresale.adapter.remote.CallFailed.Passing;
import io.foresale.adapter.remote.CallFailed.Refused;
import io.foresale.adapter.remote.RemoteName;
import io.foresale.adapter.remote.RetryAfter;
import io.foresale.domain.PermanentException;
import io.foresale.domain.PermanentException.Kind;
import io.foresale.domain.Problem;
import io.foresale.domain.Quoted;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;

/** The one place where a failure of Bedrock becomes one of Foresale. */
final class BedrockFailures {

    /** Bedrock's own: a model that failed over an input. */
    private static final Set<Integer> PASSING = Set.of(424);

    /** Bedrock's own where the model took too long, and that of whatever stands before it. */
    private static final Set<Integer> TIMED_OUT = Set.of(408, 504);

    private static final Set<String> PASSING_CODES = Set.of("ExpiredTokenException", "RequestExpired");
    private static final Pattern TOO_LONG =
            Pattern.compile("too long|too many .*tokens|max(imum)?.*(length|tokens)|maxlength|expected.*tokens");
    private static final Pattern ABOUT_THE_MODEL = Pattern.compile(
            "model identifier|on-demand throughput|access to the model|tool use|tool_?choice|toolconfig|temperature");

    private final RemoteName name;
    private final String subject;
    private final String remedy;

    private BedrockFailures(RemoteName name, String subject, String remedy) {
        this.name = name;
        this.subject = subject;
        this.remedy = remedy;
    }

    static BedrockFailures ofEmbedding(RemoteName name) {
        return new BedrockFailures(name, "embedding model", "its name and foresale.embed.bedrock.region");
    }

    static BedrockFailures ofJudge(RemoteName name) {
        return new BedrockFailures(
                name,
                "intent model",
                "its name, that it knows tool use, and foresale.intent.bedrock.region; if the temperature is refused,"
                        + " set foresale.intent.bedrock.temperature=");
    }

    RuntimeException of(SdkException failure) {
        return failure instanceof AwsServiceException answered
                ? answered(answered)
                : unreached(name + " could not be reached: " + failure.getMessage(), failure);
    }

    /** What fails before anything is sent, as where there are no credentials, has no such cause. */
    private static Passing unreached(String message, SdkException failure) {
        boolean sent = failure instanceof ApiCallTimeoutException
                || Stream.<Throwable>iterate(failure, Objects::nonNull, Throwable::getCause)
                        .anyMatch(IOException.class::isInstance);
        return sent
                ? Passing.unanswered(message, Optional.empty(), failure)
                : Passing.down(message, Optional.empty(), failure);
    }

    private RuntimeException answered(AwsServiceException e) {
        var details = Optional.ofNullable(e.awsErrorDetails());
        var code = details.map(d -> d.errorCode()).orElse("");
        var message = details.map(d -> d.errorMessage()).orElse("");
        var said = e.statusCode() + " " + code + " " + Quoted.of(message);
        if (e.statusCode() == 429) {
            return Passing.throttled(name + ": " + said, after(e));
        }
        if (TIMED_OUT.contains(e.statusCode())) {
            return Passing.unanswered(name + ": " + said, after(e), e);
        }
        if (e.statusCode() >= 500 || PASSING.contains(e.statusCode()) || PASSING_CODES.contains(code)) {
            return Passing.down(name + ": " + said, after(e), e);
        }
        var lower = message.toLowerCase(Locale.ROOT);
        if (e.statusCode() == 400 && !ABOUT_THE_MODEL.matcher(lower).find()) {
            return new Refused(name + ": " + said, TOO_LONG.matcher(lower).find());
        }
        return new PermanentException(
                Kind.SET_UP,
                new Problem(
                        subject + " " + name,
                        "leave to call it",
                        said,
                        "allow these credentials bedrock:InvokeModel on it, ask for access to it in Bedrock's console, and"
                                + " check " + remedy));
    }

    private static Optional<Duration> after(AwsServiceException e) {
        return Optional.ofNullable(e.awsErrorDetails())
                .map(details -> details.sdkHttpResponse())
                .flatMap(response -> RetryAfter.of(response.firstMatchingHeader("Retry-After")));
    }
}
