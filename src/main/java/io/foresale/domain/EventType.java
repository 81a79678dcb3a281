package io.foresale.domain;

import java.util.Locale;

/** What a visitor did, in the words that all logs are translated to. */
public enum EventType {
    VIEW,
    LIST_VIEW,
    SEARCH,
    ADD_TO_CART,
    REMOVE_FROM_CART,
    WISHLIST,
    BEGIN_CHECKOUT,
    PURCHASE,
    REFUND,
    REVIEW,
    OTHER;

    /** As it stands in clean events: {@code add_to_cart}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
