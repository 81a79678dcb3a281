package io.foresale.score;

import java.util.List;
import java.util.Optional;

/**
 * How likely one visit is to end in a purchase.
 *
 * @param session the visit's id and {@code user} the visitor's, as they were sent: the anonymous one where it is the only one
 * @param probability from 0 to 1
 * @param band low, medium or high: where the probability lies among those of the model's test examples
 * @param prefix how many events were looked at: those before the first purchase
 * @param returning whether the log knows earlier visits of this visitor
 * @param textUsed whether what was searched for is in the answer
 * @param unknown the features whose level the model never saw
 * @param ignored what was sent and is no field of a visit or an event
 * @param notes what the caller should know, such as that events after a purchase do not count
 */
public record VisitScore(
        Optional<String> session,
        Optional<String> user,
        double probability,
        String band,
        int prefix,
        boolean returning,
        boolean textUsed,
        List<String> unknown,
        List<String> ignored,
        List<String> notes) {}
