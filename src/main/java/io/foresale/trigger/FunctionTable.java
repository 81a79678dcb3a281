package io.foresale.trigger;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.foresale.domain.ObjectKey;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code functions.yaml}: every function, what starts it and what it needs. No two functions are started by the same object.
 *
 * @param functions those that objects start; each can be called over HTTP, too
 * @param api what answers over HTTP only
 */
@RegisterForReflection(
        targets = {
            FunctionTable.class,
            FunctionTable.FunctionSpec.class,
            FunctionTable.TriggerSpec.class,
            FunctionTable.ApiSpec.class
        })
public record FunctionTable(List<FunctionSpec> functions, List<ApiSpec> api) {

    private static final YAMLMapper YAML = new YAMLMapper();

    /**
     * One function.
     *
     * @param name of its {@code @Funq} method
     * @param handler the class with that method
     * @param route of its HTTP call
     * @param role that a caller needs
     * @param memory in MB
     * @param timeout in seconds
     * @param concurrency how many calls may run at a time
     * @param access key patterns it may {@code read} and {@code write}, and what of AWS it may {@code call} beside the
     *     bucket, nothing else
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
            Map<String, List<String>> access) {

        private boolean startedBy(ObjectKey key) {
            return triggers.stream().anyMatch(t -> t.matches(key));
        }

        private Optional<TriggerSpec> sharedWith(FunctionSpec other) {
            return triggers.stream()
                    .filter(t -> other.triggers().stream().anyMatch(t::overlaps))
                    .findFirst();
        }
    }

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

    /** Routes that need the same; the components are those of {@link FunctionSpec}. */
    public record ApiSpec(
            String name,
            String description,
            List<String> routes,
            String role,
            int memory,
            int timeout,
            int concurrency,
            Map<String, List<String>> access) {}

    public FunctionTable {
        functions = List.copyOf(functions);
        api = api == null ? List.of() : List.copyOf(api);
        var names = new HashSet<String>();
        for (int i = 0; i < functions.size(); i++) {
            var one = functions.get(i);
            if (!names.add(one.name()) || one.concurrency() < 1) {
                throw new IllegalArgumentException(one.name() + " stands twice or has no concurrency");
            }
            for (var other : functions.subList(0, i)) {
                one.sharedWith(other).ifPresent(shared -> {
                    throw new IllegalArgumentException(other.name() + " and " + one.name()
                            + " are started by the same object: " + shared.prefix() + "…" + shared.suffix());
                });
            }
        }
    }

    /** The table in the artefact. */
    public static FunctionTable load() {
        try (var yaml = FunctionTable.class.getResourceAsStream("/functions.yaml")) {
            if (yaml == null) {
                throw new FileNotFoundException("it is not in the artefact");
            }
            return parse(yaml.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException("functions.yaml cannot be read", e);
        }
    }

    static FunctionTable parse(byte[] yaml) throws IOException {
        return YAML.readValue(yaml, FunctionTable.class);
    }

    /** The function that an object starts, if any. */
    public Optional<FunctionSpec> startedBy(ObjectKey key) {
        return functions.stream().filter(f -> f.startedBy(key)).findFirst();
    }

    /** The table of one function alone, for a process that is nothing else. */
    public FunctionTable only(String name) {
        return new FunctionTable(
                functions.stream().filter(f -> f.name().equals(name)).toList(), List.of());
    }

    /** The prefixes of all triggers, in the order of the table: the way of the data. */
    public List<String> prefixes() {
        return functions.stream()
                .flatMap(f -> f.triggers().stream())
                .map(TriggerSpec::prefix)
                .distinct()
                .toList();
    }
}
