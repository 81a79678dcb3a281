package io.foresale.config;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Limits on what one HTTP request may bring. */
@ConfigMapping(prefix = "foresale.http")
public interface HttpConfig {

    /** The largest JSON body, in bytes; it is held in memory, several times over while it is read. Uploads are streamed. */
    @WithDefault("10M")
    MemorySize maxJsonBody();
}
