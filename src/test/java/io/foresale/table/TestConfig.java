package io.foresale.table;

import io.foresale.domain.DatasetConfig;
import io.foresale.domain.Role;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** A configuration in which a test sets what it is about. */
public final class TestConfig {

    public String label;
    public String positive;
    public String id;
    public String delimiter;
    public String encoding;
    public Boolean dropDuplicates;
    public Boolean masking;
    public List<String> drop = List.of();
    public List<String> text = List.of();
    public Map<String, Role> roles = Map.of();

    private TestConfig() {}

    public static DatasetConfig with(Consumer<TestConfig> settings) {
        var c = new TestConfig();
        settings.accept(c);
        return new DatasetConfig(
                Optional.empty(),
                Optional.ofNullable(c.label),
                Optional.ofNullable(c.positive),
                Optional.ofNullable(c.id),
                Optional.empty(),
                c.drop,
                c.text,
                c.roles,
                Optional.ofNullable(c.delimiter),
                Optional.ofNullable(c.encoding),
                Optional.ofNullable(c.dropDuplicates),
                Optional.ofNullable(c.masking),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty());
    }
}
