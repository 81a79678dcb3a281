package io.foresale.events;

import io.foresale.domain.EventType;
import io.foresale.table.Sql;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What logs call the types of events: a schema's own words, then the owner's, then those that many logs share. */
final class EventWords {

    private static final Map<EventType, List<String>> COMMON = Map.of(
            EventType.VIEW, List.of("view", "product view", "view item", "detail", "click", "clicks", "pv", "watch"),
            EventType.LIST_VIEW, List.of("list view", "view item list", "impression", "category view"),
            EventType.SEARCH, List.of("search", "query"),
            EventType.ADD_TO_CART, List.of("add to cart", "addtocart", "cart", "carts", "add"),
            EventType.REMOVE_FROM_CART, List.of("remove from cart", "removefromcart", "remove"),
            EventType.WISHLIST, List.of("wishlist", "add to wishlist", "fav", "favorite", "favourite", "like"),
            EventType.BEGIN_CHECKOUT, List.of("begin checkout", "checkout"),
            EventType.PURCHASE, List.of("purchase", "buy", "order", "orders", "transaction"),
            EventType.REFUND, List.of("refund", "return", "cancellation"),
            EventType.REVIEW, List.of("review", "rating", "rate"));

    private EventWords() {}

    /** As words are compared: the same in any case, with blanks, hyphens or underscores. */
    static String folded(String word) {
        return word.toLowerCase(Locale.ROOT).replace('-', ' ').replace('_', ' ');
    }

    private static String folded(String cell, String sql) {
        return sql.formatted("lower(translate(" + cell + ", '-_', '  '))");
    }

    /** All known words with their types. */
    static Map<String, EventType> all(EventFormat format, Map<String, EventType> owners) {
        var words = new LinkedHashMap<String, EventType>();
        owners.forEach((word, type) -> words.put(folded(word), type));
        format.words().forEach(words::putIfAbsent);
        for (var type : EventType.values()) {
            COMMON.getOrDefault(type, List.of()).forEach(word -> words.putIfAbsent(word, type));
            words.putIfAbsent(folded(type.word()), type);
        }
        return words;
    }

    /** The type of the event whose word is in the cell, NULL where the word is not known. */
    static String type(Map<String, EventType> words, String cell) {
        var cases = new StringBuilder("CASE %s");
        words.forEach((word, type) -> cases.append(" WHEN ")
                .append(Sql.text(word).replace("%", "%%"))
                .append(" THEN ")
                .append(Sql.text(type.word())));
        return folded(cell, cases.append(" END").toString());
    }
}
