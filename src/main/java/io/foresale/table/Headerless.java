package io.foresale.table;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Well-known files without a header, known by the looks of their first line. */
final class Headerless {

    /** Taobao's UserBehavior: who, what, its category, what was done, epoch seconds. */
    private static final Pattern TAOBAO = Pattern.compile("\\d+,\\d+,\\d+,(pv|buy|cart|fav),-?\\d{1,10}");

    private static final List<String> TAOBAO_NAMES =
            List.of("user_id", "item_id", "category_id", "behavior_type", "timestamp");

    private Headerless() {}

    /** The names of the columns, where the first line's cells are those of such a file. */
    static Optional<List<String>> names(List<String> cells) {
        return TAOBAO.matcher(String.join(",", cells)).matches() ? Optional.of(TAOBAO_NAMES) : Optional.empty();
    }
}
