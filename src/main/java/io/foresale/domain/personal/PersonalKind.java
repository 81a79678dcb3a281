package io.foresale.domain.personal;

import java.util.Locale;

/** What personal data is of; where two kinds claim the same characters, the first one has them. */
public enum PersonalKind {
    /** An address on the web that lets in whoever has it: with a token, key, signature or password. */
    URL(Urls::find),
    EMAIL(Emails::find),
    IBAN(Ibans::find),
    /** A Chinese resident's identity number, a United States social security number. */
    ID(Identities::find),
    CARD(Cards::find),
    /** Of a machine, versions 4 and 6. */
    IP(IpAddresses::find),
    /** A street with a number, as English, German, French and Chinese write it. */
    ADDRESS(Addresses::find),
    PHONE(Phones::find);

    private final Finder finder;

    PersonalKind(Finder finder) {
        this.finder = finder;
    }

    Finder finder() {
        return finder;
    }

    /** In lower case. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What stands in its place. */
    public String placeholder() {
        return "[" + word() + "]";
    }
}
