package io.foresale.config;

import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** How an endpoint is treated. */
public interface LimitsConfig {

    /** Calls a minute; default: no limit. */
    OptionalLong requestsPerMinute();

    /** Tokens a minute, as estimated; default: no limit. */
    OptionalLong tokensPerMinute();

    /** Calls at a time. */
    @WithDefault("8")
    int concurrency();

    /** How often a call is tried. */
    @WithDefault("6")
    int tries();

    /** Before the second try; each further pause is twice as long, half to all of it at random. */
    @WithDefault("500ms")
    Duration firstPause();

    /** The longest pause, also where the endpoint asks for a longer one: then its texts are left to the next delivery. */
    @WithDefault("1m")
    Duration longestPause();

    /** Calls of which four in five failed, after which none is made for a while. */
    @WithDefault("20")
    int breakAfter();

    /** How long none is made. */
    @WithDefault("30s")
    Duration breakFor();

    /** Price of a million tokens that are read, in any currency; for {@code max-cost} and estimates. */
    @WithDefault("0")
    double price();

    /** Price of a million tokens that the model writes; default: as of those that are read. */
    OptionalDouble writtenPrice();
}
