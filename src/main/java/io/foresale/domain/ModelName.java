package io.foresale.domain;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The name of a model: 1 to 64 letters, digits, spaces, {@code . _ -}, beginning with a letter or digit. */
public record ModelName(String value) {

    public ModelName {
        Names.checked("model", value);
    }

    /** The names that models of a data set may have: its own where it is a table, one a question where it is a log. */
    public static List<ModelName> of(DatasetName dataset) {
        var ofQuestions = Stream.of(Question.values()).map(question -> dataset + "-" + question.word());
        return Stream.concat(Stream.of(dataset.value()), ofQuestions)
                .filter(Names::allowed)
                .map(ModelName::new)
                .toList();
    }

    /** The question in the name, where there is one. A table may have such a name as well. */
    public Optional<Question> question() {
        return Stream.of(Question.values())
                .filter(question -> value.endsWith("-" + question.word()))
                .findFirst();
    }

    @Override
    public String toString() {
        return value;
    }
}
