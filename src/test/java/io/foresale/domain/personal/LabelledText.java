package io.foresale.domain.personal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A text in which personal data is marked as {@code {email:a@b.io}}. */
record LabelledText(String marked) {

    private static final Path BY_HAND = Path.of("src/test/resources/personal/texts.txt");

    private static final Pattern MARK = Pattern.compile(Stream.of(PersonalKind.values())
            .map(PersonalKind::word)
            .collect(java.util.stream.Collectors.joining("|", "\\{(", "):([^}]*)\\}")));

    /** Those written by hand. */
    static List<LabelledText> byHand() {
        try (var lines = Files.lines(BY_HAND)) {
            return lines.filter(line -> !line.startsWith("//") && !line.isBlank())
                    .map(LabelledText::new)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String text() {
        return MARK.matcher(marked).replaceAll(mark -> Matcher.quoteReplacement(mark.group(2)));
    }

    String masked() {
        return MARK.matcher(marked).replaceAll(mark -> "[" + mark.group(1) + "]");
    }

    boolean isClean() {
        return marks().isEmpty();
    }

    /** What is personal in it. */
    List<Mark> marks() {
        return MARK.matcher(marked)
                .results()
                .map(mark ->
                        new Mark(PersonalKind.valueOf(mark.group(1).toUpperCase(java.util.Locale.ROOT)), mark.group(2)))
                .toList();
    }

    /** A piece of personal data. */
    record Mark(PersonalKind kind, String value) {}
}
