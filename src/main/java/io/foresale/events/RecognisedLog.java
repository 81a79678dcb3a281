package io.foresale.events;

import io.foresale.text.Scripts;
import java.util.List;

/**
 * An upload that was recognised as a log of events.
 *
 * @param format its schema
 * @param sql that makes events of it
 * @param reading how it writes times and numbers
 * @param rowsExamined to find that out
 * @param scripts of the texts in it; {@link Scripts#NONE} where it has none
 * @param reasons how it was recognised and what is made of its columns, in words for a person
 */
public record RecognisedLog(
        EventFormat format,
        EventSql sql,
        EventSql.Reading reading,
        long rowsExamined,
        Scripts scripts,
        List<String> reasons) {

    /** The schema it is in, for a person. */
    public String title() {
        return format.title();
    }

    /** How it writes its times, for a person. */
    public String time() {
        return "event_time is " + reading.time().described()
                + reading.received()
                        .map(r -> "; received_time is " + r.described())
                        .orElse("");
    }
}
