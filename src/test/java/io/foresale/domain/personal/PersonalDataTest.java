package io.foresale.domain.personal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class PersonalDataTest {

    private static final long SEED = 7;
    private static final int MADE_UP = 180;

    private static List<LabelledText> all() {
        var texts = new ArrayList<>(LabelledText.byHand());
        var madeUp = new MadeUpTexts(SEED);
        texts.addAll(madeUp.personal(MADE_UP));
        texts.addAll(madeUp.clean(MADE_UP));
        return texts;
    }

    /** Marked pieces in all, and those of which a character is left. */
    private record Recall(int all, int missed) {
        Recall plus(boolean found) {
            return new Recall(all + 1, missed + (found ? 0 : 1));
        }

        double share() {
            return 1 - (double) missed / all;
        }
    }

    @Test
    void nearlyAllThatIsPersonalIsMaskedAndNearlyNothingElse() {
        var recalls = new EnumMap<PersonalKind, Recall>(PersonalKind.class);
        var spoiled = new ArrayList<String>();
        int clean = 0;
        for (var text : all()) {
            var masked = PersonalData.mask(text.text());
            for (var mark : text.marks()) {
                var before = recalls.getOrDefault(mark.kind(), new Recall(0, 0));
                recalls.put(mark.kind(), before.plus(!masked.contains(mark.value()) && masked.equals(text.masked())));
            }
            clean += text.isClean() ? 1 : 0;
            if (text.isClean() && !masked.equals(text.text())) {
                spoiled.add(text.text());
            }
        }
        System.out.printf("%d texts, %d of them clean; masked though clean: %s%n", all().size(), clean, spoiled);
        recalls.forEach((kind, recall) ->
                System.out.printf("%-8s %3d of %3d%n", kind.word(), recall.all() - recall.missed(), recall.all()));

        assertThat(all()).hasSizeGreaterThan(400);
        assertThat(clean).isGreaterThan(200);
        assertThat((double) spoiled.size() / clean).isLessThanOrEqualTo(0.01);
        recalls.forEach(
                (kind, recall) -> assertThat(recall.share()).as(kind.word()).isGreaterThanOrEqualTo(0.98));
        assertThat(recalls).containsOnlyKeys(PersonalKind.values());
    }

    @Test
    void whatIsFoundIsCountedByKind() {
        var masked = PersonalData.masked("a@example.com, b@example.com or +1 415 555 2671");

        assertThat(masked.text()).isEqualTo("[email], [email] or [phone]");
        assertThat(masked.found()).isEqualTo(Map.of(PersonalKind.EMAIL, 2, PersonalKind.PHONE, 1));
    }

    @Test
    void aDocumentStaysOneAndItsNamesStay() {
        assertThat(
                        PersonalData.maskJson(
                                "{\"page\":\"/reset?token=a1\",\"a@b.io\":\"say \\\"hi\\\"\\na@b.io\",\"tel\":13812345678,\"n\":-12.5,\"d\":[\"10.20.30.40\",null]}"))
                .isEqualTo(
                        "{\"page\":\"[url]\",\"a@b.io\":\"say \\\"hi\\\"\\n[email]\",\"tel\":\"[phone]\",\"n\":-12.5,\"d\":[\"[ip]\",null]}");
    }

    @Test
    void aLongTextTakesNoMoreThanItsShareOfTimeAndStack() {
        for (var piece :
                List.of("a", "a.", "1", "1 ", "1.", "a@", "x@a.", "0:", "路", "1 a ", "DE00", "?key", "+1", "\\\"")) {
            var text = piece.repeat(400_000 / piece.length());
            assertThat(PersonalData.maskJson("\"" + text)).isNotEmpty();
            assertThat(PersonalData.mask(text + " a@example.com")).endsWith("[email]");
        }
    }

    @Property(tries = 2_000)
    void maskingWhatIsMaskedChangesNothing(@ForAll("texts") String text) {
        var once = PersonalData.mask(text);
        assertThat(PersonalData.mask(once)).isEqualTo(once);
    }

    @Property(tries = 1_000)
    void aDocumentThatIsMaskedStaysAsItIs(@ForAll("texts") String text) {
        var once = PersonalData.maskJson("{\"a\":\"" + text.replaceAll("[\"\\\\]", "") + "\"}");
        assertThat(PersonalData.maskJson(once)).isEqualTo(once);
    }

    @Provide
    Arbitrary<String> texts() {
        var pieces = all().stream()
                .flatMap(t -> t.marks().stream())
                .map(LabelledText.Mark::value)
                .toList();
        return Arbitraries.oneOf(
                        Arbitraries.of(pieces),
                        Arbitraries.of(
                                "order ", "tel ", "[", "]", " ", "-", ".", "@", "+", "(", ")", "/", "?key=", "://", "号",
                                "路", "St"),
                        Arbitraries.strings().numeric().ofMaxLength(6),
                        Arbitraries.strings().ofMaxLength(4))
                .list()
                .ofMaxSize(8)
                .map(parts -> String.join("", parts));
    }
}
