package io.foresale.adapter.remote;

import io.foresale.adapter.remote.CallFailed.Refused;
import io.foresale.port.Judgement;
import java.util.List;

/** Judgements as answers: whoever reads them from what the model wrote has checked them. Texts are judged whole. */
public record Judgements() implements AnswerKind<Judgement> {

    /**
     * What it means that a text was refused. One that is too long or filtered is judged by that, and no doubt about the
     * settings.
     *
     * @throws Refused where it says no more
     */
    public static Judgement of(Refused refusal) {
        if (refusal.tooLong()) {
            return Judgement.tooLong();
        }
        if (refusal.filtered()) {
            return Judgement.filtered();
        }
        throw refusal;
    }

    @Override
    public String noun() {
        return "judgements";
    }

    @Override
    public String remedy() {
        return "check the model's name and the endpoint's address";
    }

    @Override
    public Judgement checked(Judgement judgement) {
        return judgement;
    }

    @Override
    public Judgement pooled(List<Judgement> judgements, int[] weights) {
        return judgements.getFirst();
    }
}
