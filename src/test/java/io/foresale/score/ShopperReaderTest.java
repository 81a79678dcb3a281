package io.foresale.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foresale.domain.NumberFormat;
import io.foresale.domain.PermanentException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShopperReaderTest {

    private final ShopperReader reader = new ShopperReader(Answering.schema(NumberFormat.POINT));

    @Test
    void aNumberIsTakenAsANumberAndAsTheTextThatTheUploadWouldHave() {
        assertThat(pages(12)).isEqualTo(12);
        assertThat(pages(12.5)).isEqualTo(12.5);
        assertThat(pages(new BigDecimal("1e3"))).isEqualTo(1000);
        assertThat(pages(" 1,234.5 ")).isEqualTo(1234.5);
        assertThat(pages("12 %")).isEqualTo(12);
        var german = new ShopperReader(Answering.schema(NumberFormat.COMMA));
        assertThat(german.read(List.of(Map.of("pages", "1.234,5"))).numbers().get("pages"))
                .containsExactly(1234.5);
        assertThat(german.read(List.of(Map.of("pages", 1234.5))).numbers().get("pages"))
                .containsExactly(1234.5);
    }

    private double pages(Object sent) {
        return reader.read(List.of(Map.of("pages", sent))).numbers().get("pages")[0];
    }

    @Test
    void aCodeIsTheSameLevelHoweverItIsWritten() {
        var levels = read("browser", "3", 3, 3L, 3.0, new BigDecimal("3.00"), " 3.0 ", true)
                .levels();
        assertThat(levels.get("browser")).containsExactly("3", "3", "3", "3", "3", "3", "true");
    }

    @Test
    void yesAndNoAreReadInAllWaysThatUploadsHaveThem() {
        var flags = read("newsletter", true, "yes", 1, 1.0, "是", false, "N", 0).numbers();
        assertThat(flags.get("newsletter")).containsExactly(1, 1, 1, 1, 1, 0, 0, 0);
    }

    @Test
    void wordsAndIdsAreCleanedAsTheUploadIs() {
        assertThat(read("note", " cafe\u0301 \n please ").texts().get("note")).containsExactly("café please");
        assertThat(read("id", " S1 ", 17).ids().stream().map(id -> id.orElse("none")))
                .containsExactly("S1", "17");
    }

    @Test
    void whatIsLeftOutEmptyOrSaysThatItIsMissingIsMissing() {
        for (var column : List.of("pages", "newsletter")) {
            assertThat(read(column, null, "", "n/a", "?").numbers().get(column)).containsOnly(Double.NaN);
        }
        assertThat(read("browser", null, "", "NULL").levels().get("browser")).containsOnly("");
        assertThat(read("note", null, " ", "-").texts().get("note")).containsOnly("");
        assertThat(read("id", null, "none").ids()).allMatch(id -> id.isEmpty());
    }

    @Test
    void whatIsNoFeatureIsIgnoredByNameAndWhatIsKnownButNotLearnedFromIsNot() {
        var shoppers = reader.read(
                List.of(Map.of("bought", "maybe", "row", 1, "shoe size", List.of(43)), Map.of("id", "S1", "pages", 2)));
        assertThat(shoppers.ignored().get(0)).containsExactlyInAnyOrder("bought", "row", "shoe size");
        assertThat(shoppers.ignored().get(1)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "pages, many, 'wanted a number, got ''many'''",
        "newsletter, perhaps, 'wanted true or false, got ''perhaps'''"
    })
    void aValueOfTheWrongTypeIsRefusedWithTheFieldAndTheShopper(String field, String value, String sentence) {
        assertThatThrownBy(() -> read(field, "1", value))
                .isInstanceOf(PermanentException.class)
                .hasMessage("field '" + field + "' of shopper 2: " + sentence
                        + "; send it as it stands in the upload, or leave it out");
    }

    @Test
    void listsObjectsAndNumbersWithoutEndAreRefused() {
        assertThatThrownBy(() -> read("note", List.of("a", "b"))).hasMessageContaining("got an array or object");
        assertThatThrownBy(() -> read("pages", Map.of())).hasMessageContaining("got an array or object");
        assertThatThrownBy(() -> read("pages", Double.NaN)).hasMessageContaining("wanted a finite number, got NaN");
    }

    @Test
    void aNumberLargerThanAnUploadMayHaveIsRefusedInEitherForm() {
        assertThat(pages(-1e30)).isEqualTo(-1e30);
        for (Object sent : List.of(1e31, -1e31, new BigDecimal("1e400"), BigInteger.TEN.pow(400), "1e31")) {
            assertThatThrownBy(() -> pages(sent))
                    .isInstanceOf(PermanentException.class)
                    .hasMessageStartingWith("field 'pages' of shopper 1: wanted a number");
        }
    }

    private Shoppers read(String column, @Nullable Object... values) {
        return reader.read(Arrays.stream(values)
                .map(value -> {
                    var shopper = new HashMap<String, Object>();
                    shopper.put(column, value);
                    return (Map<String, Object>) shopper;
                })
                .toList());
    }
}
