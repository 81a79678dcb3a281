package io.foresale.adapter.remote;

import io.foresale.adapter.remote.Endpoint.Limits;
import java.util.ArrayList;
import java.util.List;

/**
 * As much of a text as a model takes at once.
 *
 * @param text the place of the text it is of
 */
record Piece(int text, String content, int tokens) {

    static Piece of(int text, String content) {
        return new Piece(text, content, Tokens.atMost(content));
    }

    private boolean fits(Limits limits) {
        return tokens <= limits.tokens() && content.length() <= limits.characters();
    }

    /** The pieces of a text, in their order; one where it fits. */
    static List<Piece> allOf(int text, String content, Limits limits) {
        var whole = of(text, content);
        if (whole.fits(limits) || !whole.divisible()) {
            return List.of(whole);
        }
        var pieces = new ArrayList<Piece>();
        whole.halves().forEach(half -> pieces.addAll(allOf(text, half.content(), limits)));
        return pieces;
    }

    boolean divisible() {
        return content.length() > 1 && content.offsetByCodePoints(0, 1) < content.length();
    }

    /** Two pieces of about the same length, parted between words where there is a space within the middle half. */
    List<Piece> halves() {
        int middle = content.length() / 2;
        int space = content.lastIndexOf(' ', middle);
        int cut = space >= content.length() / 4 && space > 0 ? space : between(middle);
        return List.of(of(text, content.substring(0, cut)), of(text, content.substring(cut)));
    }

    /** Not inside a character that takes two places. */
    private int between(int place) {
        return Character.isLowSurrogate(content.charAt(place)) ? place + 1 : place;
    }

    /** Calls, each within the limits. */
    static List<List<Piece>> calls(List<Piece> pieces, Limits limits) {
        var calls = new ArrayList<List<Piece>>();
        long tokens = 0;
        for (var piece : pieces) {
            if (calls.isEmpty()
                    || calls.getLast().size() == limits.texts()
                    || tokens + piece.tokens() > limits.tokensOfACall()) {
                calls.add(new ArrayList<>());
                tokens = 0;
            }
            calls.getLast().add(piece);
            tokens += piece.tokens();
        }
        return calls;
    }
}
