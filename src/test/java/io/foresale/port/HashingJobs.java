package io.foresale.port;

import io.foresale.domain.ObjectKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Jobs for tests, of a {@link HashingModel}: a line that is asked is, written back, one that is answered. A test ends them. */
public final class HashingJobs implements EmbeddingBatches, EmbeddingBatches.Jobs {

    private final HashingModel model;
    private final int atMost;
    private final List<Started> started = new ArrayList<>();
    private boolean ended;

    public HashingJobs(HashingModel model, int atMost) {
        this.model = model;
        this.atMost = atMost;
    }

    /** What a job was given, and below which prefix it writes. */
    public record Started(ObjectKey input, String output) {

        /** A key that a job writes. */
        public String writes(String name) {
            return output + "job/" + name;
        }
    }

    public List<Started> started() {
        return List.copyOf(started);
    }

    /** From now on the job says that it has ended, until another is started. */
    public void end() {
        ended = true;
    }

    @Override
    public Optional<Jobs> of(String wanted) {
        return wanted.equals(model.id()) ? Optional.of(this) : Optional.empty();
    }

    @Override
    public int atLeast() {
        return 1;
    }

    @Override
    public int atMost() {
        return atMost;
    }

    @Override
    public String line(String id, String text) {
        return id + "\t" + text.replaceAll("\\s", " ");
    }

    @Override
    public String start(ObjectKey input, String output, String token) {
        started.add(new Started(input, output));
        ended = false;
        return "job " + started.size();
    }

    @Override
    public Progress progress(String job) {
        return ended ? new Progress.Ended() : new Progress.UnderWay("InProgress");
    }

    @Override
    public Result result(String line) {
        var parts = line.split("\t", 2);
        return new Result(parts[0], model.embed(List.of(parts[1])).getFirst(), 1);
    }
}
