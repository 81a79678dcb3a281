package io.foresale.wiring;

import io.foresale.adapter.remote.RemoteSettings;
import io.foresale.adapter.remote.RemoteSettings.LongTexts;
import io.foresale.config.EmbedConfig;
import io.foresale.config.LimitsConfig;

/** The limits of an endpoint as settings say them. */
final class Limits {

    private Limits() {}

    static RemoteSettings ofVectors(EmbedConfig.Limits limits) {
        return settings(
                limits,
                switch (limits.longTexts()) {
                    case SPLIT -> LongTexts.SPLIT;
                    case REFUSE -> LongTexts.REFUSE;
                });
    }

    static RemoteSettings ofJudgements(LimitsConfig limits) {
        return settings(limits, LongTexts.REFUSE);
    }

    private static RemoteSettings settings(LimitsConfig limits, LongTexts longTexts) {
        return new RemoteSettings(
                limits.requestsPerMinute(),
                limits.tokensPerMinute(),
                limits.concurrency(),
                limits.tries(),
                limits.firstPause(),
                limits.longestPause(),
                limits.breakAfter(),
                limits.breakFor(),
                longTexts,
                limits.price(),
                limits.writtenPrice().orElse(limits.price()));
    }
}
