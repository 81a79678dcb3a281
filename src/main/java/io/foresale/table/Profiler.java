package io.foresale.table;

import io.foresale.port.TableEngine.Session;
import java.util.ArrayList;
import java.util.List;

/** Looks at the rows of an upload, evenly over all of it where there are many. */
final class Profiler {

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
        var rows = new long[1];
        session.stream(
                row -> {
                    rows[0]++;
                    for (int i = 0; i < builders.size(); i++) {
                        builders.get(i).add(row.whole(0), row.text(i + 1));
                    }
                },
                "SELECT _row, "
                        + String.join(
                                ", ", raw.columns().stream().map(Sql::name).toList()) + " FROM raw"
                        + (step > 1 ? " WHERE _row % " + step + " = 0" : ""));
        return new Profiles(builders.stream().map(ProfileBuilder::profile).toList(), rows[0]);
    }
}
