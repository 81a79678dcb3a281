package io.foresale.trigger;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.foresale.domain.ObjectKey;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code functions.yaml}: every function, what starts it and what it needs. */
@RegisterForReflection(
        targets = {FunctionTable.class, FunctionTable.FunctionSpec.class, FunctionTable.TriggerSpec.class})
public record FunctionTable(List<FunctionSpec> functions) {

    private static final ObjectMapper YAML = new YAMLMapper();

    /**
     * One function.
     *
     * @param handler the class with the {@code @Funq} method of this name
     * @param route of its HTTP call
     * @param role that a caller needs
     * @param memory in MB
     * @param timeout in seconds
     * @param concurrency how many calls may run at a time
     * @param access key patterns it may read and write, nothing else
     */
    public record FunctionSpec(
            String name,
            String handler,
            String description,
            List<TriggerSpec> triggers,
            String route,
            String role,
            int memory,
            int timeout,
            int concurrency,
            Map<String, List<String>> access) {}

    /** Objects whose key begins and ends so start the function. */
    public record TriggerSpec(String prefix, String suffix) {

        boolean matches(ObjectKey key) {
            return key.value().startsWith(prefix) && key.value().endsWith(suffix);
        }

        private boolean overlaps(TriggerSpec other) {
            return (prefix.startsWith(other.prefix) || other.prefix.startsWith(prefix))
                    && (suffix.endsWith(other.suffix) || other.suffix.endsWith(suffix));
        }
    }

    public FunctionTable {
        functions = List.copyOf(functions);
        for (var one : functions) {
            for (var other : functions) {
                if (!one.equals(other)
                        && one.triggers().stream()
                                .anyMatch(t -> other.triggers().stream().anyMatch(t::overlaps))) {
                    throw new IllegalArgumentException(
                            one.name() + " and " + other.name() + " are started by the same object");
                }
            }
        }
    }

    /** The table in the artefact. */
    public static FunctionTable load() {
        try (var yaml = FunctionTable.class.getResourceAsStream("/functions.yaml")) {
            return parse(yaml);
        } catch (IOException e) {
            throw new UncheckedIOException("functions.yaml cannot be read", e);
        }
    }

    static FunctionTable parse(InputStream yaml) throws IOException {
        return YAML.readValue(yaml, FunctionTable.class);
    }

    /** The function that an object starts, if any. */
    public Optional<FunctionSpec> startedBy(ObjectKey key) {
        return functions.stream()
                .filter(f -> f.triggers().stream().anyMatch(t -> t.matches(key)))
                .findFirst();
    }

    /** The prefixes under which people put objects, and under which functions do. */
    public List<String> prefixes() {
        return functions.stream()
                .flatMap(f -> f.triggers().stream())
                .map(TriggerSpec::prefix)
                .distinct()
                .toList();
    }
}
