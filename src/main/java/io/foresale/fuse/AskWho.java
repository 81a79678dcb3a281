package io.foresale.fuse;

import io.foresale.domain.Column;
import io.foresale.events.EventLog;
import io.foresale.events.FeatureSet;
import io.foresale.events.IntentPool;
import io.foresale.events.Shard;
import io.foresale.events.TextPool;
import io.foresale.port.TableEngine.Session;
import java.util.List;
import java.util.stream.Stream;

/** Will this shopper buy within the horizon? Asked of everyone who did something within the look-back. */
final class AskWho extends Asking {

    private final FeatureSet features;
    private final boolean texts;
    private final boolean intents;
    private final long oneIn;

    /**
     * Makes the question.
     *
     * @param texts whether vectors of a shopper's texts are pooled
     * @param oneIn one of so many users is an example of the past; as of now everyone is
     */
    AskWho(Plan.Asked asked, AskedModels models, boolean texts, long oneIn) {
        super(asked, models);
        this.features = asked.features();
        this.texts = texts;
        this.intents = models.judge().isPresent();
        this.oneIn = oneIn;
    }

    /** The names of products are texts of those who looked at them. */
    @Override
    boolean ofProducts() {
        return texts;
    }

    @Override
    List<Column> features() {
        return Stream.of(
                        features.columns(),
                        texts ? TextPool.columns() : List.<Column>of(),
                        intents ? IntentPool.columns() : List.<Column>of())
                .flatMap(List::stream)
                .toList();
    }

    @Override
    void ask(Session session, EventLog events, Moment moment, Shard shard) {
        examples(session, moment.labelled() ? oneIn : 1);
        if (moment.labelled() && oneIn > 1) {
            events.ofExamples(() -> compute(session));
        } else {
            compute(session);
        }
        if (moment.labelled()) {
            events.bought(moment.at(), asked().horizonDays());
        } else {
            keepLinks(session, shard);
        }
        keep(session, select(moment, shard), moment, shard);
    }

    private void compute(Session session) {
        features.compute(session, "features");
        if (texts) {
            TextPool.compute(session, "texts");
        }
        if (intents) {
            IntentPool.compute(session, "shoppers_intents");
        }
    }

    private String select(Moment moment, Shard shard) {
        return """
                SELECT %1$s, md5(concat_ws('|', 'who', user_id, %2$s)) AS _hash, user_id AS _user, %2$s AS _cutoff,
                    %3$s AS _until, 1::DOUBLE AS _rate, user_id, %4$s AS bought, f.* EXCLUDE (user_id) %5$s %7$s
                FROM features f %6$s %8$s ORDER BY user_id""".formatted(
                        head(moment, shard, "user_id"),
                        Moment.sql(moment.at()),
                        Moment.sql(moment.until()),
                        moment.labelled() ? "user_id IN (SELECT user_id FROM bought)" : "NULL::BOOLEAN",
                        texts ? ", t.* EXCLUDE (user_id)" : "",
                        texts ? "JOIN texts t USING (user_id)" : "",
                        intents ? ", i.* EXCLUDE (user_id)" : "",
                        intents ? "JOIN shoppers_intents i USING (user_id)" : "");
    }
}
