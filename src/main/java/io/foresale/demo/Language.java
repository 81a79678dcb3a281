package io.foresale.demo;

/** The language that the shoppers write in. */
public enum Language {
    ENGLISH(EnglishGrammar.RULES),
    CHINESE(ChineseGrammar.RULES);

    private final Grammar grammar;

    Language(String rules) {
        this.grammar = Grammar.of(rules);
    }

    Grammar grammar() {
        return grammar;
    }
}
