package io.foresale.table;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the words in a column's name say of it: {@code OperatingSystems}, {@code user_id} and {@code Review Text} have two. */
final class ColumnWords {

    private static final Pattern BREAKS =
            Pattern.compile("[^\\p{L}\\p{N}]+|(?<=\\p{Ll})(?=\\p{Lu})|(?<=\\p{L})(?=\\p{N})");

    /** Names of outcomes, the surest first. */
    static final List<String> OUTCOMES = List.of(
            "label",
            "target",
            "purchased",
            "converted",
            "conversion",
            "bought",
            "purchase",
            "isbuyer",
            "buyer",
            "willbuy",
            "buys",
            "buy",
            "revenue",
            "hasbought",
            "haspurchased",
            "subscribed",
            "responded",
            "response",
            "outcome",
            "churned",
            "churn",
            "recommended",
            "y",
            "购买",
            "是否购买",
            "是否转化",
            "转化",
            "标签");

    private static final Set<String> OUTCOME_WORDS = Set.of(
            "label",
            "target",
            "purchased",
            "converted",
            "conversion",
            "bought",
            "purchase",
            "buyer",
            "buys",
            "buy",
            "revenue",
            "subscribed",
            "responded",
            "churned",
            "churn",
            "recommended");

    private static final Set<String> SHOPPERS = Set.of(
            "user",
            "customer",
            "client",
            "shopper",
            "visitor",
            "session",
            "member",
            "account",
            "cookie",
            "person",
            "buyer");

    private static final Set<String> IDS = Set.of(
            "id",
            "ids",
            "uuid",
            "guid",
            "key",
            "uid",
            "userid",
            "customerid",
            "sessionid",
            "visitorid",
            "clientid",
            "memberid",
            "accountid",
            "email");

    private static final Set<String> ROW_NUMBERS =
            Set.of("index", "idx", "row", "rownum", "rownumber", "rowid", "no", "unnamed0", "nr", "序号");

    private static final Set<String> CODES = Set.of(
            "code",
            "codes",
            "type",
            "region",
            "browser",
            "os",
            "system",
            "systems",
            "category",
            "class",
            "zip",
            "postcode",
            "country",
            "city",
            "state",
            "channel",
            "device",
            "platform",
            "segment",
            "gender",
            "sex",
            "store",
            "shop",
            "source",
            "status",
            "group",
            "brand",
            "department",
            "division",
            "cluster",
            "plan",
            "tier",
            "campaign",
            "language",
            "weekday",
            "month",
            "id");

    private static final Set<String> QUANTITIES = Set.of(
            "count",
            "counts",
            "number",
            "num",
            "qty",
            "quantity",
            "amount",
            "age",
            "total",
            "duration",
            "rate",
            "rating",
            "score",
            "stars",
            "price",
            "value",
            "days",
            "hours",
            "minutes",
            "seconds",
            "visits",
            "views",
            "clicks",
            "items",
            "size",
            "sum",
            "avg",
            "mean",
            "min",
            "max",
            "income",
            "revenue",
            "spend",
            "spent",
            "cost",
            "orders",
            "pages",
            "sessions");

    private static final Set<String> TIMES =
            Set.of("time", "timestamp", "date", "datetime", "ts", "at", "when", "created", "updated", "day");

    private final List<String> words;

    private ColumnWords(List<String> words) {
        this.words = words;
    }

    static ColumnWords of(String name) {
        return new ColumnWords(Stream.of(BREAKS.split(name))
                .filter(w -> !w.isEmpty())
                .map(w -> w.toLowerCase(Locale.ROOT))
                .toList());
    }

    private String joined() {
        return String.join("", words);
    }

    /** How surely the name is that of the label; the smaller the surer, {@link Integer#MAX_VALUE} for any other name. */
    int outcomeRank() {
        int exact = OUTCOMES.indexOf(joined());
        if (exact >= 0) {
            return exact;
        }
        return words.stream().anyMatch(OUTCOME_WORDS::contains) ? OUTCOMES.size() : Integer.MAX_VALUE;
    }

    boolean exactOutcome() {
        return OUTCOMES.contains(joined());
    }

    /** Whether it names a shopper: {@code user_id}, {@code CustomerID}, {@code customer}, {@code id} alone. */
    boolean shopper() {
        return words.stream().anyMatch(SHOPPERS::contains) && (identifier() || words.size() == 1)
                || words.size() == 1 && IDS.contains(words.getFirst());
    }

    boolean identifier() {
        return words.stream().anyMatch(IDS::contains);
    }

    boolean rowNumber() {
        return ROW_NUMBERS.contains(joined());
    }

    boolean time() {
        return words.stream().anyMatch(TIMES::contains);
    }

    /** Whether the last word that says anything says that it is a code. */
    boolean code() {
        return words.reversed().stream()
                .filter(w -> CODES.contains(w) || QUANTITIES.contains(w))
                .findFirst()
                .map(CODES::contains)
                .orElse(false);
    }

    boolean quantity() {
        return words.stream().anyMatch(QUANTITIES::contains) && !code();
    }
}
