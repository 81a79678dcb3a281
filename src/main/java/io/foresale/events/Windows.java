package io.foresale.events;

import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * How far back features look: some usual numbers of days, as far as they are shorter than the look-back, and the look-back.
 * A window of {@code w} days before {@code t} is {@code (t - w, t]}, as {@link Seen} cuts the look-back: {@code age < w}. So
 * one of 7 days is of 7 calendar days, and not of 8, in a log that knows days only and is asked at the ends of days.
 *
 * @param timeZone whose clocks tell hours and calendar days; UTC where absent
 */
record Windows(int lookBackDays, Optional<String> timeZone) {

    private static final int[] USUAL = {1, 7, 28, 90, 180};

    /**
     * @param name as in the names of features: {@code 7d}
     * @param words as in their descriptions
     */
    record Window(int days, String name, String words, Windows windows) {

        /** The text without placeholders. */
        String fill(String text) {
            return text.replace("${window}", name)
                    .replace("${w}", String.valueOf(days))
                    .replace("${lookback}", String.valueOf(windows.lookBackDays))
                    .replace("${local}", windows.local());
        }
    }

    List<Window> all() {
        return Stream.concat(
                        IntStream.of(USUAL)
                                .filter(days -> days < lookBackDays)
                                .mapToObj(days -> new Window(days, days + "d", lastDays(days), this)),
                        whole().stream())
                .toList();
    }

    List<Window> whole() {
        return List.of(new Window(lookBackDays, "all", lastDays(lookBackDays), this));
    }

    /** What makes of a moment, as SQL, the time that clocks show there; nothing where they show UTC, as that costs. */
    private String local() {
        return timeZone.map(ZoneId::of)
                .filter(zone -> !LogTime.utc(zone))
                .map(zone -> " AT TIME ZONE 'UTC' AT TIME ZONE " + LogTime.engines(zone))
                .orElse("");
    }

    private static String lastDays(int days) {
        return days == 1 ? ", in the last day" : ", in the last " + days + " days";
    }
}
