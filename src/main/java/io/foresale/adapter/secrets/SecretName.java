package io.foresale.adapter.secrets;

import io.foresale.domain.PermanentException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where a key is kept, as a setting says it: {@code secretsmanager:name}, and after a {@code #} the field of a secret that is
 * a JSON object.
 *
 * @param id the secret's name or ARN
 */
public record SecretName(String id, Optional<String> field) {

    private static final String PREFIX = "secretsmanager:";

    /** What AWS lets a name or an ARN consist of. */
    private static final Pattern FORM = Pattern.compile("(?<id>[A-Za-z0-9/_+=.@:-]{1,2048})(#(?<field>[^#]+))?");

    /** The parts of a setting; empty where it is the key itself. */
    public static Optional<SecretName> of(String setting) {
        if (!setting.startsWith(PREFIX)) {
            return Optional.empty();
        }
        var parts = FORM.matcher(setting.substring(PREFIX.length()));
        if (!parts.matches()) {
            throw PermanentException.invalid(
                    "a key kept in Secrets Manager",
                    "secretsmanager:name, secretsmanager:arn or either with #field",
                    "another form",
                    "write it as in secretsmanager:shop/openai#apiKey");
        }
        return Optional.of(new SecretName(parts.group("id"), Optional.ofNullable(parts.group("field"))));
    }

    /** The region that an ARN names. */
    Optional<String> region() {
        var parts = id.split(":", -1);
        return id.startsWith("arn:") && parts.length > 3 && !parts[3].isEmpty()
                ? Optional.of(parts[3])
                : Optional.empty();
    }

    @Override
    public String toString() {
        return "secret " + id + field.map(name -> "#" + name).orElse("");
    }
}
