package io.foresale.score;

import io.foresale.domain.Column;
import io.foresale.domain.NumberFormat;
import io.foresale.domain.PermanentException;
import io.foresale.domain.Quoted;
import io.foresale.domain.Role;
import io.foresale.domain.Schema;
import io.foresale.domain.personal.PersonalData;
import io.foresale.text.Cells;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads shoppers as they stand in a JSON request, cleaning every value as {@code ingest} cleans the upload's cells. */
final class ShopperReader {

    /** What no score depends on, and what is worked out here. */
    private static final Set<Role> NOT_READ = EnumSet.of(Role.DROP, Role.LABEL, Role.INTENT);

    private final Schema schema;
    private final Map<String, Column> columns = new LinkedHashMap<>();

    ShopperReader(Schema schema) {
        this.schema = schema;
        schema.columns().forEach(c -> columns.put(c.name(), c));
    }

    Shoppers read(List<Map<String, Object>> sent) {
        var shoppers = empty(sent.size());
        for (int i = 0; i < sent.size(); i++) {
            var ignored = new ArrayList<String>();
            for (var entry : sent.get(i).entrySet()) {
                var column = columns.get(entry.getKey());
                if (column == null || NOT_READ.contains(column.role())) {
                    ignored.add(entry.getKey());
                } else {
                    put(shoppers, i, column, entry.getValue());
                }
            }
            shoppers.ignored().add(ignored);
        }
        return shoppers;
    }

    private Shoppers empty(int count) {
        var numbers = new LinkedHashMap<String, double[]>();
        var levels = new LinkedHashMap<String, String[]>();
        var texts = new LinkedHashMap<String, String[]>();
        for (var column : schema.features()) {
            switch (column.role()) {
                case NUMERIC, BOOLEAN, SIMILARITY -> numbers.put(column.name(), filled(count));
                case CATEGORICAL -> levels.put(column.name(), blank(count));
                case TEXT -> texts.put(column.name(), blank(count));
                case INTENT -> {
                    // Of the column's texts.
                }
                case LABEL, ID, TIME, DROP -> throw new IllegalStateException(column.name() + " is no feature");
            }
        }
        var ids = new ArrayList<Optional<String>>(Collections.nCopies(count, Optional.empty()));
        return new Shoppers(count, numbers, levels, texts, ids, new ArrayList<>());
    }

    private static double[] filled(int count) {
        var values = new double[count];
        Arrays.fill(values, Double.NaN);
        return values;
    }

    private static String[] blank(int count) {
        var values = new String[count];
        Arrays.fill(values, "");
        return values;
    }

    /** A JSON value as the cell of a CSV upload that would say the same; the empty string for null. */
    private static String cell(int shopper, Column column, @Nullable Object value) {
        return switch (value) {
            case null -> "";
            case String text -> text;
            case Boolean flag -> flag.toString();
            case Double number
            when !Double.isFinite(number) -> throw refused(shopper, column, "a finite number", number.toString());
            case Number number -> JsonCell.of(number);
            default -> throw refused(shopper, column, "a text, number, true, false or null", "an array or object");
        };
    }

    private void put(Shoppers shoppers, int i, Column column, @Nullable Object value) {
        var cell = cell(i, column, value);
        if (Cells.missing(cell)) {
            return;
        }
        switch (column.role()) {
            case NUMERIC, SIMILARITY ->
                shoppers.numbers().get(column.name())[i] =
                        value instanceof Number sent ? number(i, column, sent) : number(i, column, cell);
            case BOOLEAN -> shoppers.numbers().get(column.name())[i] = flag(i, column, cell) ? 1 : 0;
            case CATEGORICAL -> shoppers.levels().get(column.name())[i] = masked(Cells.category(cell));
            case TEXT ->
                shoppers.texts().get(column.name())[i] =
                        Cells.words(cell).map(this::masked).orElse("");
            case ID -> shoppers.ids().set(i, Optional.of(Cells.plain(cell)));
            case TIME, LABEL, INTENT, DROP -> {
                // Known columns that no score depends on.
            }
        }
    }

    private String masked(String cell) {
        return schema.masks() ? PersonalData.mask(cell) : cell;
    }

    private static double number(int shopper, Column column, Number sent) {
        double number = sent.doubleValue();
        if (Math.abs(number) > Cells.LARGEST) {
            throw refused(shopper, column, "a number of at most " + Cells.LARGEST, Quoted.of(sent.toString()));
        }
        return number;
    }

    private static double number(int shopper, Column column, String cell) {
        var format = column.numbers().orElse(NumberFormat.POINT);
        return Cells.number(cell, format).orElseThrow(() -> refused(shopper, column, "a number", Quoted.of(cell)));
    }

    private static boolean flag(int shopper, Column column, String cell) {
        return Cells.flag(cell).orElseThrow(() -> refused(shopper, column, "true or false", Quoted.of(cell)));
    }

    private static PermanentException refused(int shopper, Column column, String wanted, String got) {
        return PermanentException.invalid(
                "field '" + column.name() + "' of shopper " + (shopper + 1),
                wanted,
                got,
                "send it as it stands in the upload, or leave it out");
    }
}
