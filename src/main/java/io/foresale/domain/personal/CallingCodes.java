package io.foresale.domain.personal;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The countries' codes of ITU-T E.164, and how long numbers behind them are. */
final class CallingCodes {

    private static final Set<String> CODES = Stream.concat(
                    Stream.of(
                            "20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 60 61 62 63 64 65 66 81 82 84 90 91 92 93 94 95 98"
                                    .split(" ")),
                    IntStream.concat(
                                    IntStream.of(
                                            211, 212, 213, 216, 218, 290, 291, 297, 298, 299, 670, 672, 800, 808, 850,
                                            852, 853, 855, 856, 870, 878, 880, 881, 882, 883, 886, 888, 979, 992, 993,
                                            994, 995, 996, 998),
                                    Stream.of(
                                                    IntStream.rangeClosed(220, 269),
                                                    IntStream.rangeClosed(350, 359),
                                                    IntStream.rangeClosed(370, 389),
                                                    IntStream.rangeClosed(420, 423),
                                                    IntStream.rangeClosed(500, 509),
                                                    IntStream.rangeClosed(590, 599),
                                                    IntStream.rangeClosed(673, 692),
                                                    IntStream.rangeClosed(960, 977))
                                            .flatMapToInt(codes -> codes))
                            .mapToObj(String::valueOf))
            .collect(Collectors.toUnmodifiableSet());

    private CallingCodes() {}

    /** Whether digits, the country's code first, may be a number. */
    static boolean fits(String digits) {
        return switch (digits.charAt(0)) {
            case '1' -> digits.matches("1[2-9][0-9]{2}[2-9][0-9]{6}");
            case '7' -> digits.length() == 11;
            default ->
                digits.startsWith("86")
                        ? digits.matches("860?(?:1[3-9][0-9]{9}|(?:10|2[0-9])[0-9]{7,8}|[3-9][0-9]{9,10}|400[0-9]{7})")
                        : digits.length() >= 7
                                && digits.length() <= 15
                                && (CODES.contains(digits.substring(0, 2)) || CODES.contains(digits.substring(0, 3)));
        };
    }
}
