package io.foresale.adapter.remote;

import io.foresale.port.Judgement;
import java.util.List;

/** Judgements as answers: whoever reads them from what the model wrote has checked them. Texts are judged whole. */
record Judgements() implements AnswerKind<Judgement> {

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
