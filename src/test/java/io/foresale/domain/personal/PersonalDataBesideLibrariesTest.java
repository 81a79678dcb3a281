package io.foresale.domain.personal;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.Leniency;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.iban4j.CountryCode;
import org.iban4j.Iban;
import org.iban4j.IbanUtil;
import org.junit.jupiter.api.Test;

/** What libraries know of numbers, as examples that nobody made up for this code. */
class PersonalDataBesideLibrariesTest {

    private static final PhoneNumberUtil PHONES = PhoneNumberUtil.getInstance();

    @Test
    void numbersOfAllCountriesWrittenWithTheCountryAreMasked() {
        var missed = new ArrayList<String>();
        var written = PHONES.getSupportedRegions().stream()
                .sorted()
                .flatMap(region -> Stream.of(PhoneNumberType.FIXED_LINE, PhoneNumberType.MOBILE)
                        .map(type -> PHONES.getExampleNumberForType(region, type)))
                .filter(Objects::nonNull)
                .flatMap(number -> Stream.of(PhoneNumberFormat.INTERNATIONAL, PhoneNumberFormat.E164)
                        .map(format -> PHONES.format(number, format)))
                .toList();
        for (var number : written) {
            if (!PersonalData.mask("please call " + number + " tomorrow").equals("please call [phone] tomorrow")) {
                missed.add(number);
            }
        }
        System.out.printf(
                "of %d numbers of all countries %d are not masked: %s%n", written.size(), missed.size(), missed);
        assertThat((double) missed.size() / written.size()).isLessThanOrEqualTo(0.02);
    }

    @Test
    void accountNumbersOfAllCountriesAreMasked() {
        var countries = Stream.of(CountryCode.values())
                .filter(IbanUtil::isSupportedCountry)
                .toList();
        var missed = new ArrayList<String>();
        for (var country : countries) {
            var iban = new Iban.Builder().countryCode(country).buildRandom();
            for (var written : List.of(iban.toString(), iban.toFormattedString())) {
                if (!PersonalData.mask("to " + written + " please").equals("to [iban] please")) {
                    missed.add(written);
                }
            }
        }
        System.out.printf("of the account numbers of %d countries not masked: %s%n", countries.size(), missed);
        assertThat(countries).hasSizeGreaterThan(60);
        assertThat((double) missed.size() / (2 * countries.size())).isLessThanOrEqualTo(0.02);
    }

    /** The library wants to be told the country; the shop's texts do not tell it. */
    @Test
    void onTextsOfAShopPhonesAreFoundNoWorseThanByTheLibrary() {
        var texts = Stream.of(LabelledText.byHand(), new MadeUpTexts(7).clean(180), new MadeUpTexts(8).personal(180))
                .flatMap(List::stream)
                .toList();
        var phones = texts.stream()
                .filter(t -> t.marks().stream().anyMatch(m -> m.kind() == PersonalKind.PHONE))
                .toList();
        var clean = texts.stream().filter(LabelledText::isClean).toList();
        for (var regions : List.of(List.of("ZZ"), List.of("CN", "US"), List.of("CN", "US", "GB", "DE", "FR"))) {
            long found = phones.stream().filter(t -> finds(t, regions)).count();
            long wrong = clean.stream().filter(t -> finds(t, regions)).count();
            System.out.printf(
                    "libphonenumber told %s: finds a phone in %d of %d texts with one, and in %d of %d clean ones%n",
                    regions, found, phones.size(), wrong, clean.size());
        }
        long missed = phones.stream()
                .filter(t -> !t.masked().equals(PersonalData.mask(t.text())))
                .count();
        long spoiled = clean.stream()
                .filter(t -> !t.text().equals(PersonalData.mask(t.text())))
                .count();
        long byLibrary =
                phones.stream().filter(t -> !finds(t, List.of("CN", "US"))).count();
        assertThat(missed).isLessThanOrEqualTo(byLibrary);
        assertThat(spoiled)
                .isLessThanOrEqualTo(clean.stream()
                        .filter(t -> finds(t, List.of("CN", "US")))
                        .count());
    }

    private static boolean finds(LabelledText text, List<String> regions) {
        return regions.stream().anyMatch(region -> StreamSupport.stream(
                        PHONES.findNumbers(text.text(), region, Leniency.VALID, 1_000)
                                .spliterator(),
                        false)
                .findAny()
                .isPresent());
    }
}
