package io.foresale.domain.personal;

import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.iban4j.CountryCode;
import org.iban4j.Iban;

/** Sentences around made-up numbers, half of which name nobody. The same seed gives the same texts. */
final class MadeUpTexts {

    private static final List<String> ENGLISH = List.of(
            "please write to %s",
            "%s", "my details: %s, thanks", "I gave them %s.", "(%s) never worked", "use %s and hurry");

    private static final List<String> CHINESE = List.of("请联系%s谢谢", "我的是%s，请尽快", "%s", "写的是：%s。", "“%s”不对");

    private static final List<String> SOLD = List.of(
            "order no. %s",
            "SKU %s",
            "article %s in red",
            "ref %s",
            "model number %s",
            "tracking %s",
            "订单号%s",
            "货号：%s",
            "快递单号 %s",
            "型号%s红色");

    private final Random random;

    MadeUpTexts(long seed) {
        this.random = new Random(seed);
    }

    /** So many texts with something personal in each. */
    List<LabelledText> personal(int count) {
        List<Function<MadeUpTexts, String>> values = List.of(
                MadeUpTexts::email,
                MadeUpTexts::chineseMobile,
                MadeUpTexts::american,
                MadeUpTexts::abroad,
                MadeUpTexts::card,
                MadeUpTexts::iban,
                MadeUpTexts::ip,
                MadeUpTexts::resident,
                MadeUpTexts::url);
        return texts(count, i -> one(i % 2 == 0 ? ENGLISH : CHINESE)
                .formatted(values.get(i % values.size()).apply(this)));
    }

    /** So many texts with numbers of other things. */
    List<LabelledText> clean(int count) {
        List<Function<MadeUpTexts, String>> values = List.of(
                t -> t.one(SOLD).formatted("1" + t.one(List.of("3", "5", "8")) + t.digits(9)),
                t -> t.one(SOLD).formatted(t.between(200, 999) + "-" + t.between(200, 999) + "-" + t.digits(4)),
                t -> t.one(SOLD).formatted("0" + t.between(100, 999) + "-" + t.digits(7)),
                t -> t.article(12) + " x" + t.between(1, 9),
                t -> "EAN " + t.article(12),
                t -> t.between(2000, 2029) + "-" + two(t.between(1, 12)) + "-" + two(t.between(1, 28)) + " "
                        + two(t.between(0, 23)) + ":" + two(t.between(0, 59)),
                t -> two(t.between(1, 28)) + "." + two(t.between(1, 12)) + "." + t.between(2000, 2029),
                t -> t.between(1, 9) + "," + t.digits(3) + ".99 EUR, was " + t.between(10, 19) + "," + t.digits(3)
                        + ".00",
                t -> t.between(10, 200) + "x" + t.between(10, 200) + "x" + t.between(10, 200) + " cm",
                t -> "version " + t.between(1, 20) + "." + t.between(0, 20) + "." + t.between(0, 30) + "."
                        + t.between(10, 200),
                t -> "size " + t.between(36, 38) + " " + t.between(39, 41) + " " + t.between(42, 44) + " "
                        + t.between(45, 47),
                t -> "尺码" + t.between(36, 46) + " 身高" + t.between(150, 190) + " 体重" + t.between(45, 95),
                t -> "满" + t.between(100, 900) + "减" + t.between(10, 90),
                t -> "kite-" + t.between(1000, 9999) + "-" + t.between(10, 99),
                t -> "https://shop.example/p/" + t.digits(6) + "?color=red&size=" + t.between(36, 46),
                t -> "" + t.between(1, 9) + t.digits(9) + " clicks",
                t -> t.between(2, 9) + " piece set, " + t.between(10, 99) + " inch street kite");
        return texts(count, i -> values.get(i % values.size()).apply(this));
    }

    private static List<LabelledText> texts(int count, Function<Integer, String> text) {
        return IntStream.range(0, count)
                .mapToObj(i -> new LabelledText(text.apply(i)))
                .toList();
    }

    private String email() {
        var name = one(List.of("anna", "j.smith", "wang_wei", "kite-fan", "Li.Na+shop", "o_b"));
        return "{email:" + name + digits(2) + "@"
                + one(List.of("example.com", "mail.example.cn", "shop-x.example.co.uk")) + "}";
    }

    private String chineseMobile() {
        var number = "1" + one(List.of("3", "5", "7", "8", "9")) + digits(9);
        var written = List.of(
                number,
                number.substring(0, 3) + "-" + number.substring(3, 7) + "-" + number.substring(7),
                number.substring(0, 3) + " " + number.substring(3, 7) + " " + number.substring(7),
                "+86 " + number,
                "+86" + number);
        return "{phone:" + one(written) + "}";
    }

    private String american() {
        var area = one(List.of("212", "415", "617", "702"));
        var rest = between(2, 9) + digits(2) + "-" + digits(4);
        return "{phone:" + one(List.of("(" + area + ") " + rest, area + "-" + rest, "+1 " + area + "-" + rest)) + "}";
    }

    private String abroad() {
        return "{phone:+" + one(List.of("44 20 7", "49 30 9", "33 1 4", "81 3 5", "61 2 9", "34 91 2")) + digits(3)
                + " " + digits(4) + "}";
    }

    private String card() {
        var start = one(List.of("4", "51", "55", "62", "2221"));
        var digits = checked(start + digits(15 - start.length()), CheckDigits::luhn);
        var spaced = digits.replaceAll("(?<=\\G[0-9]{4})(?=[0-9])", one(List.of(" ", "-")));
        return "{card:" + one(List.of(digits, spaced)) + "}";
    }

    private String iban() {
        var iban = new Iban.Builder()
                .countryCode(
                        one(List.of(CountryCode.DE, CountryCode.FR, CountryCode.ES, CountryCode.IT, CountryCode.NL)))
                .buildRandom();
        return "{iban:" + one(List.of(iban.toString(), iban.toFormattedString())) + "}";
    }

    private String ip() {
        return "{ip:" + between(11, 223) + "." + between(0, 255) + "." + between(0, 255) + "." + between(10, 254) + "}";
    }

    private String resident() {
        var start = one(List.of("110105", "310101", "440106", "510107"))
                + between(1950, 2005)
                + two(between(1, 12))
                + two(between(1, 28))
                + digits(3);
        var weights = new int[] {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
        int sum = IntStream.range(0, 17)
                .map(i -> (start.charAt(i) - '0') * weights[i])
                .sum();
        return "{id:" + start + "10X98765432".charAt(sum % 11) + "}";
    }

    private String url() {
        return "{url:https://shop.example/" + one(List.of("reset?token=", "f.pdf?x=1&sig=", "me?api_key="))
                + Long.toHexString(random.nextLong()) + "}";
    }

    private String article(int length) {
        return checked("69" + digits(length - 2), CheckDigits::article);
    }

    private static String checked(String digits, java.util.function.Predicate<String> fits) {
        return IntStream.range(0, 10)
                .mapToObj(d -> digits + d)
                .filter(fits)
                .findFirst()
                .orElseThrow();
    }

    private String digits(int count) {
        var digits = new StringBuilder();
        for (int i = 0; i < count; i++) {
            digits.append(random.nextInt(10));
        }
        return digits.toString();
    }

    private int between(int low, int high) {
        return random.nextInt(low, high + 1);
    }

    private static String two(int number) {
        return "%02d".formatted(number);
    }

    private <T> T one(List<T> some) {
        return some.get(random.nextInt(some.size()));
    }
}
