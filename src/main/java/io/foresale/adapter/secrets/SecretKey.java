package io.foresale.adapter.secrets;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.foresale.adapter.remote.ApiKey;
import io.foresale.adapter.remote.CallFailed.Passing;
import io.foresale.domain.PermanentException;
import io.foresale.domain.PermanentException.Kind;
import io.foresale.domain.Problem;
import io.foresale.domain.Quoted;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** A key in AWS Secrets Manager; read when it is first wanted and kept for a while, unless it is refused. */
public final class SecretKey implements ApiKey {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Duration KEPT = Duration.ofMinutes(5);

    /** A refused key is not asked about at each call: another is there at once, or not soon. */
    private static final Duration BETWEEN_REFUSALS = Duration.ofSeconds(10);

    private final SecretName name;
    private final Supplier<SecretsManagerClient> secrets;
    private final InstantSource clock;
    private Optional<Read> read = Optional.empty();

    /**
     * Makes a key.
     *
     * @param secrets the client, asked for when the key is first wanted
     */
    public SecretKey(SecretName name, Supplier<SecretsManagerClient> secrets, InstantSource clock) {
        this.name = name;
        this.secrets = secrets;
        this.clock = clock;
    }

    private record Read(String key, Instant at) {}

    @Override
    public synchronized Optional<String> value() {
        return Optional.of(notOlderThan(KEPT));
    }

    @Override
    public synchronized Optional<String> insteadOf(String refused) {
        return Optional.of(notOlderThan(BETWEEN_REFUSALS)).filter(key -> !key.equals(refused));
    }

    private String notOlderThan(Duration age) {
        var now = clock.instant();
        var fresh = read.filter(last -> now.isBefore(last.at().plus(age))).orElseGet(() -> new Read(fetched(), now));
        read = Optional.of(fresh);
        return fresh.key();
    }

    private String fetched() {
        try {
            var answer = secrets.get().getSecretValue(request -> request.secretId(name.id()));
            var secret = Optional.ofNullable(answer.secretString())
                    .orElseThrow(() -> refused("a secret that is text", "one that is binary"));
            return name.field()
                    .map(field -> field(secret, field))
                    .orElse(secret)
                    .strip();
        } catch (AwsServiceException e) {
            throw answered(e);
        } catch (SdkException e) {
            throw Passing.down(name + " could not be read: " + e.getMessage(), Optional.empty(), e);
        }
    }

    private String field(String secret, String field) {
        try {
            return Optional.of(MAPPER.readTree(secret).path(field))
                    .filter(value -> value.isTextual() && !value.asText().isBlank())
                    .map(value -> value.asText())
                    .orElseThrow(() -> refused("a text in its field " + field, "none"));
        } catch (JacksonException e) {
            throw refused("a JSON object, as a field of it is named", "something else");
        }
    }

    private RuntimeException answered(AwsServiceException e) {
        var details = Optional.ofNullable(e.awsErrorDetails());
        var said = e.statusCode() + " " + details.map(d -> d.errorCode()).orElse("") + " "
                + Quoted.of(details.map(d -> d.errorMessage()).orElse(""));
        return e.isThrottlingException() || e.statusCode() >= 500
                ? Passing.down(name + ": " + said, Optional.empty(), e)
                : refused("leave to read it", said);
    }

    private PermanentException refused(String wanted, String got) {
        return new PermanentException(
                Kind.SET_UP,
                new Problem(
                        name.toString(),
                        wanted,
                        got,
                        "check its name, its region and that these credentials have secretsmanager:GetSecretValue on it, and"
                                + " kms:Decrypt where it has a key of its own"));
    }
}
