package io.foresale.score;

import static org.assertj.core.api.Assertions.assertThat;

import io.foresale.domain.Digest;
import io.foresale.domain.ETag;
import io.foresale.domain.ObjectKey;
import io.foresale.domain.ObjectRef;
import org.junit.jupiter.api.Test;

class AnswersTest {

    private static final ObjectRef TABLE = table("1");
    private static final Digest MODEL = Digest.of("model");

    private final Answers<String> answers = new Answers<>(2);

    private static ObjectRef table(String eTag) {
        return new ObjectRef(new ObjectKey("features/shop/manifest.json"), new ETag(eTag));
    }

    @Test
    void anAnswerIsOfOneTableOneModelAndOneUser() {
        answers.keep(TABLE, MODEL, "ann", "likely");

        assertThat(answers.find(TABLE, MODEL, "ann")).contains("likely");
        assertThat(answers.find(table("2"), MODEL, "ann")).isEmpty();
        assertThat(answers.find(TABLE, Digest.of("other"), "ann")).isEmpty();
        assertThat(answers.find(TABLE, MODEL, "bob")).isEmpty();
    }

    @Test
    void whoWasNotAskedAboutForLongestIsForgotten() {
        answers.keep(TABLE, MODEL, "ann", "likely");
        answers.keep(TABLE, MODEL, "bob", "hardly");
        answers.find(TABLE, MODEL, "ann");
        answers.keep(TABLE, MODEL, "cy", "perhaps");

        assertThat(answers.find(TABLE, MODEL, "ann")).contains("likely");
        assertThat(answers.find(TABLE, MODEL, "bob")).isEmpty();
    }
}
