package io.foresale.domain;

import java.util.Locale;

/** What can be asked of a log of events; each is answered by a model of its own. */
public enum Question {
    /** Will this shopper buy within the horizon? One example a shopper and cut-off. */
    WHO,
    /** Which products will this shopper buy within the horizon? One example a shopper, product and cut-off. */
    WHAT,
    /** Will this visit end in a purchase? One example a session and number of events seen of it. */
    SESSION;

    /** As in the names of models: {@code who}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The model that answers it for a data set. */
    public ModelName model(DatasetName dataset) {
        return new ModelName(dataset + "-" + word());
    }
}
