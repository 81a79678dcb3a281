package io.foresale.text;

import io.foresale.domain.NumberFormat;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What one cell of an upload means. The patterns are also those of the SQL that cleans whole tables (RE2 reads them the
 * same way), so that a shopper scored online is cleaned as the rows that were learned from.
 */
public final class Cells {

    /** Control characters, blanks of all kinds, byte order marks: all the same as one blank. */
    public static final String BLANKS = "[\\p{Cc}\\p{Z}\\x{FEFF}]+";

    /** What people write where they have no value, in lower case. */
    public static final Set<String> MISSING = Set.of("", "na", "n/a", "nan", "null", "none", "-", "?");

    /** Characters that a word of {@link #MISSING} has at most. */
    public static final int LONGEST_MISSING =
            MISSING.stream().mapToInt(String::length).max().orElseThrow();

    /** What people write for yes and no, in lower case, the two that go together side by side; without accents too. */
    private static final List<YesNo> YES_NO = List.of(
            new YesNo("true", "false"),
            new YesNo("t", "f"),
            new YesNo("1", "0"),
            new YesNo("1.0", "0.0"),
            new YesNo("yes", "no"),
            new YesNo("y", "n"),
            new YesNo("是", "否"),
            new YesNo("ja", "nein"),
            new YesNo("ja", "nee"),
            new YesNo("oui", "non"),
            new YesNo("sí", "no"),
            new YesNo("sì", "no"),
            new YesNo("si", "no"),
            new YesNo("sim", "não"),
            new YesNo("sim", "nao"));

    /** What each of these words says. */
    public static final Map<String, Boolean> FLAGS = YES_NO.stream()
            .flatMap(pair -> Stream.of(Map.entry(pair.yes(), true), Map.entry(pair.no(), false)))
            .distinct()
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

    private record YesNo(String yes, String no) {}

    /** A whole number written with decimals: codes that went through a spreadsheet. */
    public static final String WHOLE = "^(-?[0-9]+)\\.0+$";

    /** Larger magnitudes are taken for mistakes; they would make any arithmetic useless. */
    public static final double LARGEST = 1e30;

    private static final String CURRENCY_SIGNS = "€$£¥￥₹";
    private static final String CURRENCY = "[" + CURRENCY_SIGNS + "]?";

    /** What there is besides digits in what the patterns of numbers match; most words are refused by it at once. */
    private static final String IN_NUMBERS = ".,' +-eE%" + CURRENCY_SIGNS;

    private static final Pattern BLANKS_PATTERN = Pattern.compile(BLANKS);
    private static final Pattern WHOLE_PATTERN = Pattern.compile(WHOLE);
    private static final Pattern POINT_PATTERN = Pattern.compile(numberPattern(NumberFormat.POINT));
    private static final Pattern COMMA_PATTERN = Pattern.compile(numberPattern(NumberFormat.COMMA));
    private static final Pattern BESIDES_POINT = Pattern.compile(besidesNumber(NumberFormat.POINT));
    private static final Pattern BESIDES_COMMA = Pattern.compile(besidesNumber(NumberFormat.COMMA));

    private Cells() {}

    /** A number with sign, currency sign, separated thousands, decimals, exponent or per cent sign. */
    public static String numberPattern(NumberFormat format) {
        var decimal = format == NumberFormat.POINT ? "\\." : ",";
        var thousands = format == NumberFormat.POINT ? "," : ".";
        return "^(?:[+-]? ?" + CURRENCY + "|" + CURRENCY + " ?[+-]) ?(?:[0-9]+|[0-9]{1,3}(?:[" + thousands
                + "' ][0-9]{3})+)?(?:" + decimal + "[0-9]*)?(?:[eE][+-]?[0-9]+)? ?(?:%|" + CURRENCY + ")$";
    }

    /** All characters that stand for the number itself, negated. */
    public static String besidesNumber(NumberFormat format) {
        return format == NumberFormat.POINT ? "[^0-9.eE+-]" : "[^0-9,eE+-]";
    }

    /** Normalised (NFC), each run of blanks and control characters one blank, none at the ends. */
    public static String plain(String cell) {
        if (isPlain(cell)) {
            return cell;
        }
        return BLANKS_PATTERN
                .matcher(Normalizer.normalize(cell, Normalizer.Form.NFC))
                .replaceAll(" ")
                .trim();
    }

    /** Printable ASCII with single blanks inside, as most cells are; patterns cost ten times as much as this look. */
    private static boolean isPlain(String cell) {
        boolean blank = true;
        for (int i = 0; i < cell.length(); i++) {
            char c = cell.charAt(i);
            if (c > '~' || c < ' ' || c == ' ' && blank) {
                return false;
            }
            blank = c == ' ';
        }
        return !blank || cell.isEmpty();
    }

    /** Whether the cell says that there is no value. */
    public static boolean missing(String cell) {
        return MISSING.contains(plain(cell).toLowerCase(Locale.ROOT));
    }

    /** The number in a cell; empty where it is missing, not a number, infinite or beyond {@link #LARGEST}. */
    public static Optional<Double> number(String cell, NumberFormat format) {
        var plain = plain(cell);
        if (!plain.chars().allMatch(c -> c >= '0' && c <= '9' || IN_NUMBERS.indexOf(c) >= 0)) {
            return Optional.empty();
        }
        var pattern = format == NumberFormat.POINT ? POINT_PATTERN : COMMA_PATTERN;
        if (!pattern.matcher(plain).matches()) {
            return Optional.empty();
        }
        var beside = format == NumberFormat.POINT ? BESIDES_POINT : BESIDES_COMMA;
        var digits = beside.matcher(plain).replaceAll("").replace(',', '.');
        try {
            return Optional.of(Double.parseDouble(digits)).filter(d -> Math.abs(d) <= LARGEST);
        } catch (NumberFormatException e) {
            // The pattern lets through what has no digits before the exponent; that is no number either.
            return Optional.empty();
        }
    }

    /** The level in a cell, the empty string where it is missing: {@code 3.0} is {@code 3}. */
    public static String category(String cell) {
        var plain = plain(cell);
        if (plain.length() <= LONGEST_MISSING && MISSING.contains(plain.toLowerCase(Locale.ROOT))) {
            return "";
        }
        return plain.contains(".0") ? WHOLE_PATTERN.matcher(plain).replaceFirst("$1") : plain;
    }

    /** The yes or no in a cell; empty where it is missing or neither. */
    public static Optional<Boolean> flag(String cell) {
        return Optional.ofNullable(FLAGS.get(plain(cell).toLowerCase(Locale.ROOT)));
    }

    /** What people write for the contrary of a yes or no: several words where languages share it, none for other cells. */
    public static List<String> opposites(String cell) {
        var word = plain(cell).toLowerCase(Locale.ROOT);
        return YES_NO.stream()
                .filter(pair -> pair.yes().equals(word) || pair.no().equals(word))
                .map(pair -> pair.yes().equals(word) ? pair.no() : pair.yes())
                .toList();
    }

    /** The words in a cell; empty where it is missing. */
    public static Optional<String> words(String cell) {
        return Optional.of(plain(cell)).filter(plain -> !MISSING.contains(plain.toLowerCase(Locale.ROOT)));
    }
}
