package io.foresale.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;

class GrammarTest {

    private final Random random = new Random(1);

    @Test
    void aTastePrefersItsOwnVariantOfARule() {
        var grammar = Grammar.of("text: buy {product}\nproduct: something\nproduct.3: a tent");

        assertThat(grammar.say("text", 3, random)).isEqualTo("buy a tent");
        assertThat(grammar.say("text", 4, random)).isEqualTo("buy something");
    }

    @Test
    void aWordStaysTheSameThroughoutOneText() {
        var grammar = Grammar.of("text: {colour} {colour} {colour} {colour} {colour} {colour}\ncolour: red | blue");

        assertThat(grammar.say("text", 0, random)).isIn("red red red red red red", "blue blue blue blue blue blue");
    }

    @Test
    void aSentenceDoesNotComeTwiceInOneText() {
        var grammar = Grammar.of("text: {say} {say}\nsay: One {thing}. | Two {thing}.\nthing: tent");

        assertThat(grammar.say("text", 0, random)).isIn("One tent. Two tent.", "Two tent. One tent.");
    }

    @Test
    void anEmptyWayLeavesNoGap() {
        assertThat(Grammar.of("text: a {b} c {b}\nb: ").say("text", 0, random)).isEqualTo("a c");
    }

    @Test
    void aRuleThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> Grammar.of("text: {colour}").say("text", 0, random))
                .hasMessage("the grammar has no rule 'colour'");
    }
}
