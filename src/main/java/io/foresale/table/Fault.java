package io.foresale.table;

/** Why a record cannot be read. */
enum Fault {
    NONE(""),
    TOO_FEW("too few cells"),
    TOO_MANY("too many cells"),
    QUOTES("a quote that is not closed or not at the end of its cell"),
    UTF8("bytes that are no UTF-8"),
    TOO_LARGE("a record larger than the limit"),
    NO_OBJECT("no JSON object");

    private final String reason;

    Fault(String reason) {
        this.reason = reason;
    }

    String reason() {
        return reason;
    }
}
