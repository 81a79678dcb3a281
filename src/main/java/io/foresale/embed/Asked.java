package io.foresale.embed;

import io.foresale.domain.Column;
import io.foresale.port.TextModel;
import java.util.List;

/**
 * A model that is asked about the texts of some columns.
 *
 * @param columns whose texts it is asked about
 * @param prefix below which all that it answered to texts of the data set lies
 * @param answer the column that an answer is kept in, as SQL
 * @param words how to say it
 */
record Asked<A>(TextModel<A> model, List<Column> columns, String prefix, String answer, Words words) {

    /** What is done with a text, in words for run records. */
    enum Words {
        EMBED("embedded"),
        JUDGE("judged");

        final String done;

        Words(String done) {
            this.done = done;
        }
    }
}
