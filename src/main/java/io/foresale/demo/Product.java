package io.foresale.demo;

/**
 * Something on sale. Its theme (made for the mountains, for children, for collectors …) shows in the words of its name and
 * its description only.
 *
 * @param description what the shop says of it, in other words of its theme
 * @param kind what it is, without style and colour: moka pot
 * @param use what it is good for, in words of its theme
 * @param cents its price
 * @param quality how satisfied buyers are, about standard normal
 */
public record Product(
        String id,
        String name,
        String description,
        int aisle,
        int theme,
        String category,
        String brand,
        String kind,
        String use,
        int cents,
        double quality) {

    Product withoutName() {
        return new Product(id, "", description, aisle, theme, category, brand, kind, use, cents, quality);
    }
}
