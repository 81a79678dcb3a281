package io.foresale.embed;

import io.foresale.domain.Column;
import io.foresale.domain.Digest;
import io.foresale.port.EmbeddingModel;
import io.foresale.port.IntentModel;
import io.foresale.port.Judgement;
import io.foresale.port.TextModel;
import io.foresale.table.Sql;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A model that is asked about the texts of some columns, and how its answers are kept. */
sealed interface Asked<A> {

    TextModel<A> model();

    /** The columns whose texts it is asked about. */
    List<Column> columns();

    /** All that it answered to texts of the data set lies below this. */
    String prefix();

    /** What is done with a text, in a word for run records. */
    String done();

    /** The columns that an answer is kept in behind the text's hash, as SQL. */
    String answer();

    /** Why a kept answer says nothing of its text, as SQL over what is kept; NULL where it does. */
    String lack();

    /** Whether such an answer was given with other settings, with which another may come, as SQL over what is kept. */
    String outdated();

    /** What is kept of an answer. */
    @Nullable
    Object[] row(String hash, A answer);

    /**
     * Why an answer says nothing of its text; empty where it does. It is kept all the same, and not asked for again with the same
     * settings.
     */
    Optional<String> lack(A answer);

    /** Asked for vectors. */
    record Vectors(EmbeddingModel model, List<Column> columns, String prefix) implements Asked<float[]> {

        @Override
        public String done() {
            return "embedded";
        }

        @Override
        public String answer() {
            return "vector FLOAT[" + model.dimensions() + "]";
        }

        @Override
        public String lack() {
            return "NULL::VARCHAR";
        }

        @Override
        public String outdated() {
            return "false";
        }

        @Override
        public Object[] row(String hash, float[] vector) {
            return new Object[] {hash, vector};
        }

        @Override
        public Optional<String> lack(float[] vector) {
            return Optional.empty();
        }
    }

    /** Asked for intents. */
    record Intents(IntentModel model, List<Column> columns, String prefix) implements Asked<Judgement> {

        /** Between a reason and the settings: no text has it, as cleaning takes it out. */
        private static final char SEPARATOR = 31;

        @Override
        public String done() {
            return "judged";
        }

        @Override
        public String answer() {
            return "intent DOUBLE, reason VARCHAR";
        }

        @Override
        public String lack() {
            return "split_part(reason, chr(31), 1)";
        }

        @Override
        public String outdated() {
            return "reason IS NOT NULL AND split_part(reason, chr(31), 2) <> " + Sql.text(settings());
        }

        private String settings() {
            return Digest.of(model.settings()).value();
        }

        @Override
        public @Nullable Object[] row(String hash, Judgement judgement) {
            return switch (judgement) {
                case Judgement.Intent(double value) -> new @Nullable Object[] {hash, value, null};
                case Judgement.None(String reason) ->
                    new @Nullable Object[] {hash, null, reason + SEPARATOR + settings()};
            };
        }

        @Override
        public Optional<String> lack(Judgement judgement) {
            return switch (judgement) {
                case Judgement.Intent _ -> Optional.empty();
                case Judgement.None(String reason) -> Optional.of(reason);
            };
        }
    }
}
