package io.foresale.adapter.liblinear;

import io.foresale.port.Learner;
import io.foresale.port.LearnerContract;

class LiblinearLearnerTest extends LearnerContract {

    @Override
    protected Learner learner() {
        return new LiblinearLearner();
    }
}
