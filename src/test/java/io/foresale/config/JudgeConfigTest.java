package io.foresale.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the settings of judges come to. */
class JudgeConfigTest {

    private static JudgeConfig config(Map<String, String> settings) {
        return new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withConverter(Duration.class, 200, new DurationConverter())
                .withMapping(JudgeConfig.class, "foresale.intent")
                .withSources(new PropertiesConfigSource(settings, "test", 100))
                .build()
                .getConfigMapping(JudgeConfig.class, "foresale.intent");
    }

    @Test
    void aTemperatureThatIsSetToNothingIsNone() {
        assertThat(config(Map.of()).openai().temperature()).hasValue(0);
        assertThat(config(Map.of()).bedrock().temperature()).hasValue(0);
        var none = config(Map.of("foresale.intent.openai.temperature", "", "foresale.intent.bedrock.temperature", ""));
        assertThat(none.openai().temperature()).isEmpty();
        assertThat(none.bedrock().temperature()).isEmpty();
    }
}
