package io.foresale.table;

import io.foresale.port.TableEngine.Session;
import java.util.ArrayList;
import java.util.List;

/** Looks at the rows of an upload, evenly over all of it where there are many. */
final class Profiler {

    /** The engine's time to prepare a query grows faster than its columns. */
    private static final int COLUMNS_AT_ONCE = 250;

    private final TableLimits limits;

    Profiler(TableLimits limits) {
        this.limits = limits;
    }

    /**
     * What was seen.
     *
     * @param rows examined
     */
    record Profiles(List<ColumnProfile> columns, long rows) {}

    Profiles profile(RawTable raw, Session session) {
        long most = Math.clamp(limits.cellsExamined() / raw.columns().size(), 1, limits.rowsExamined());
        long step = Math.ceilDiv(raw.records(), most);
        var builders = new ArrayList<ProfileBuilder>();
        raw.columns()
                .forEach(
                        c -> builders.add(new ProfileBuilder(c, raw.blankNames().contains(c))));
        long rows = 0;
        for (int from = 0; from < builders.size(); from += COLUMNS_AT_ONCE) {
            var columns = raw.columns().subList(from, Math.min(from + COLUMNS_AT_ONCE, builders.size()));
            rows = look(raw, columns, builders.subList(from, from + columns.size()), step, session);
        }
        return new Profiles(
                builders.parallelStream().map(ProfileBuilder::profile).toList(), rows);
    }

    private static long look(
            RawTable raw, List<String> columns, List<ProfileBuilder> builders, long step, Session session) {
        var rows = new long[1];
        session.stream(
                row -> {
                    rows[0]++;
                    for (int i = 0; i < builders.size(); i++) {
                        builders.get(i).add(row.whole(0), row.text(i + 1));
                    }
                },
                "SELECT _row, "
                        + String.join(", ", columns.stream().map(raw::cell).toList()) + " FROM raw"
                        + (step > 1 ? " WHERE _row % " + step + " = 0" : ""));
        return rows[0];
    }
}
