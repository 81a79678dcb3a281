package io.foresale.adapter.remote;

/**
 * How many tokens a text has at most, without the model's tokenizer: a third of a token for an ASCII character (English has a
 * quarter), one and a half for any other (Chinese has about one).
 */
final class Tokens {

    private Tokens() {}

    static int atMost(String text) {
        long ascii = text.chars().filter(c -> c < 128).count();
        return Math.toIntExact(1 + ascii / 3 + (text.length() - ascii) * 3 / 2);
    }
}
