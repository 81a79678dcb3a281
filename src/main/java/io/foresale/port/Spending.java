package io.foresale.port;

import io.foresale.domain.ObjectKey;
import io.foresale.domain.PermanentException;
import io.foresale.domain.RetriableException;
import io.foresale.port.TextModel.Usage;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a job has used so far, in earlier deliveries too and calls under way included; no call is let through that could take
 * it over its budget.
 */
public final class Spending implements TextModel.Meter {

    private final Job job;
    private final Budget budget;
    private final Usage earlier;
    private final Deadline deadline;
    private final InstantSource clock;
    private final Instant end;
    private Usage used = Usage.NONE;
    private Usage underWay = Usage.NONE;
    private Optional<PermanentException> refused = Optional.empty();

    /**
     * What is done, for messages.
     *
     * @param object whose texts models are asked about
     */
    public record Job(String function, ObjectKey object) {}

    /**
     * For one delivery, which begins now.
     *
     * @param earlier what deliveries before it used
     */
    public Spending(Budget budget, Job job, Usage earlier, Deadline deadline, InstantSource clock) {
        this.job = job;
        this.budget = budget;
        this.earlier = earlier;
        this.deadline = deadline;
        this.clock = clock;
        this.end = clock.instant().plus(budget.maxTime());
    }

    /** How the delivery ends where its time is over; empty where it is not. */
    public Optional<RetriableException> timeIsOver(long done, long all) {
        if (deadline.isNear()) {
            return Optional.of(Deadline.over(done, all, "texts"));
        }
        return clock.instant().isBefore(end)
                ? Optional.empty()
                : Optional.of(new RetriableException(
                        "the time for one job is over (foresale.embed.max-time); what was answered is kept", null));
    }

    @Override
    public boolean isOver() {
        return deadline.isNear() || !clock.instant().isBefore(end);
    }

    @Override
    public synchronized void before(Usage estimate) {
        var after = earlier.plus(used).plus(underWay).plus(estimate);
        if (budget.maxTokens().isPresent()
                && after.tokens() > budget.maxTokens().getAsLong()) {
            throw refusal(
                    String.format(
                            Locale.ROOT,
                            "at most %,d tokens",
                            budget.maxTokens().getAsLong()),
                    String.format(Locale.ROOT, "%,d", after.tokens()),
                    "foresale.embed.max-tokens");
        }
        if (budget.maxCost().isPresent() && after.money() > budget.maxCost().getAsDouble()) {
            throw refusal(
                    String.format(
                            Locale.ROOT,
                            "a cost of at most %s",
                            budget.maxCost().getAsDouble()),
                    String.format(Locale.ROOT, "%.4f", after.money()),
                    "foresale.embed.max-cost");
        }
        underWay = underWay.plus(estimate);
    }

    private PermanentException refusal(String wanted, String got, String setting) {
        var refusal = PermanentException.tooLarge(
                "asking about the texts of " + job.object(),
                wanted,
                "perhaps " + got + " with the next call",
                "raise " + setting + " and call " + job.function()
                        + " again for it: what was answered is kept and not paid for twice");
        refused = Optional.of(refusal);
        return refusal;
    }

    /** The refusal of the last call that was not let through; a job that has one must not be tried again by itself. */
    public synchronized Optional<PermanentException> refused() {
        return refused;
    }

    @Override
    public synchronized void after(Usage estimate, Usage usage) {
        underWay = underWay.minus(estimate);
        used = used.plus(usage);
    }

    /** In this delivery. */
    public synchronized Usage used() {
        return used;
    }

    /** What was used in this delivery, for the record of its run; nothing where nothing is paid for. */
    public synchronized Map<String, Number> counts() {
        return used.calls() == 0
                ? Map.of()
                : Map.of("modelCalls", used.calls(), "tokens", used.tokens(), "cost", used.money());
    }

    /** What the run used whose record has these counts, of all models. */
    public static Usage spent(Map<String, Number> counts) {
        return new Usage(0, (long) sum(counts, "tokens"), sum(counts, "cost"));
    }

    private static double sum(Map<String, Number> counts, String name) {
        return counts.entrySet().stream()
                .filter(count -> count.getKey().equals(name) || count.getKey().endsWith(": " + name))
                .mapToDouble(count -> count.getValue().doubleValue())
                .sum();
    }
}
