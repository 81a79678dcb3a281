package io.foresale.domain.personal;

import java.util.stream.Stream;

/** Finds one kind of personal data; time and stack stay in proportion to the text, whatever it is. */
@FunctionalInterface
interface Finder {

    /** From where to where. */
    record Span(int start, int end) {}

    /** Where it is in a text of half-width characters. */
    Stream<Span> find(String text);
}
