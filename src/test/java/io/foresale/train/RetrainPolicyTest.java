package io.foresale.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.foresale.domain.Digest;
import io.foresale.train.RetrainPolicy.Decision;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RetrainPolicyTest {

    private static final Digest CONFIG = Digest.of("config");
    private static final RetrainPolicy POLICY = new RetrainPolicy(0.05, Duration.ofDays(30));

    @Test
    void theFirstModelIsTrained() {
        assertThat(POLICY.decide(Optional.empty(), 0, CONFIG)).isEqualTo(new Decision(true, "it is the first model"));
    }

    @Test
    void fivePerCentMorePositivesAreWorthAModelAndOneLessIsNot() {
        assertThat(decide(100, 105, Duration.ZERO))
                .isEqualTo(new Decision(true, "105 positives, 100 when the current model was trained (+5.0 %)"));
        var kept = decide(100, 104, Duration.ZERO);
        assertThat(kept.train()).isFalse();
        assertThat(kept.reason())
                .isEqualTo("104 positives, 100 when the current model was trained (+4.0 %); below 5 % the current model"
                        + " stays and scores the new rows; POST /train with \"force\": true trains anyway");
    }

    @Test
    void fewerPositivesAreNotWorthAModel() {
        assertThat(decide(100, 50, Duration.ZERO).train()).isFalse();
    }

    @Test
    void anOldModelAndAnotherConfigurationAreReasonsOfTheirOwn() {
        assertThat(decide(100, 100, Duration.ofDays(30)).train()).isFalse();
        assertThat(decide(100, 100, Duration.ofDays(31)))
                .isEqualTo(new Decision(true, "the current model is 31 days old"));
        var current = new RetrainPolicy.Current(100, Digest.of("another"), Duration.ZERO);
        assertThat(POLICY.decide(Optional.of(current), 100, CONFIG))
                .isEqualTo(new Decision(true, "the data set's configuration changed"));
    }

    private static Decision decide(long then, long now, Duration age) {
        return POLICY.decide(Optional.of(new RetrainPolicy.Current(then, CONFIG, age)), now, CONFIG);
    }
}
