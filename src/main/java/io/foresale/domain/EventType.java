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

    /** Whether such an event of a product is about one piece where it does not say how many. */
    public boolean isOfPieces() {
        return switch (this) {
            case PURCHASE, REFUND, ADD_TO_CART, REMOVE_FROM_CART -> true;
            case VIEW, LIST_VIEW, SEARCH, WISHLIST, BEGIN_CHECKOUT, REVIEW, OTHER -> false;
        };
    }

    /** Whether such an event is one, however many products it shows. */
    public boolean isOfAllProducts() {
        return switch (this) {
            case SEARCH, BEGIN_CHECKOUT, OTHER -> true;
            case VIEW, LIST_VIEW, ADD_TO_CART, REMOVE_FROM_CART, WISHLIST, PURCHASE, REFUND, REVIEW -> false;
        };
    }

    /** As it stands in clean events: {@code add_to_cart}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
