package io.foresale.api;

import io.foresale.api.DatasetPage.UploadEntry;
import io.foresale.api.DatasetPage.UploadState;
import io.foresale.bucket.Datasets;
import io.foresale.bucket.Keys;
import io.foresale.bucket.Manifests;
import io.foresale.bucket.Results;
import io.foresale.bucket.Runs;
import io.foresale.domain.CleanManifest;
import io.foresale.domain.CurrentModel;
import io.foresale.domain.DatasetConfig;
import io.foresale.domain.DatasetName;
import io.foresale.domain.ModelName;
import io.foresale.domain.PermanentException;
import io.foresale.domain.Problem;
import io.foresale.domain.RunRecord;
import io.foresale.domain.RunRecord.State;
import io.foresale.port.ObjectStore.ObjectInfo;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Puts together what the bucket says of data sets. */
@ApplicationScoped
public class Overview {

    private final Datasets datasets;
    private final Manifests manifests;
    private final Runs runs;

    public Overview(Datasets datasets, Manifests manifests, Runs runs) {
        this.datasets = datasets;
        this.manifests = manifests;
        this.runs = runs;
    }

    DatasetList all() {
        return new DatasetList(datasets.names().stream().map(this::entry).toList());
    }

    private DatasetList.Entry entry(DatasetName name) {
        var latest = runs.latest(name);
        var problem = latest.stream().findFirst().flatMap(RunRecord::problem);
        return new DatasetList.Entry(name, state(latest, !datasets.models(name).isEmpty()), problem);
    }

    DatasetPage page(DatasetName name) {
        requireUploads(name);
        var latest = runs.latest(name);
        var models = datasets.models(name);
        var config = config(name);
        return new DatasetPage(
                name,
                state(latest, !models.isEmpty()),
                config.value(),
                config.problem(),
                datasets.inferred(name),
                uploads(name, config.value(), latest),
                Optional.ofNullable(models.get(new ModelName(name.value()))),
                entries(models),
                latest);
    }

    /** One upload and what became of it. */
    UploadEntry upload(DatasetName name, String file) {
        return uploads(name, config(name).value(), runs.latest(name)).stream()
                .filter(entry -> entry.file().equals(file))
                .findFirst()
                .orElseThrow(() -> PermanentException.notFound(
                        Keys.upload(name, file).value(), "an upload", "none", "send it with PUT"));
    }

    /** The newest runs first; a file of score requests leaves some also where nothing was ever uploaded. */
    List<RunRecord> runs(DatasetName name, int limit) {
        var found = runs.of(name, limit);
        if (found.isEmpty()) {
            requireUploads(name);
        }
        return found;
    }

    private void requireUploads(DatasetName name) {
        if (datasets.uploads(name).isEmpty()) {
            throw PermanentException.notFound(
                    "data set " + name,
                    "an upload",
                    "none",
                    "send a file with PUT /datasets/" + name + "/uploads/{file}");
        }
    }

    private static List<ModelList.Entry> entries(Map<ModelName, CurrentModel> models) {
        return models.entrySet().stream()
                .map(model -> new ModelList.Entry(
                        model.getKey(),
                        model.getValue().version(),
                        model.getValue().since()))
                .toList();
    }

    private static DatasetState state(List<RunRecord> latest, boolean answers) {
        if (latest.stream().anyMatch(run -> run.state() == State.RUNNING)) {
            return DatasetState.RUNNING;
        }
        if (latest.stream()
                .findFirst()
                .filter(run -> run.state() == State.FAILED)
                .isPresent()) {
            return DatasetState.FAILED;
        }
        if (answers) {
            return DatasetState.READY;
        }
        return latest.isEmpty() ? DatasetState.WAITING : DatasetState.IDLE;
    }

    /** The owner's decisions, or none and why they cannot be read. */
    private record Config(DatasetConfig value, Optional<Problem> problem) {}

    private Config config(DatasetName name) {
        try {
            return new Config(datasets.config(name), Optional.empty());
        } catch (PermanentException e) {
            return new Config(DatasetConfig.none(), Optional.of(e.problem()));
        }
    }

    private List<UploadEntry> uploads(DatasetName name, DatasetConfig config, List<RunRecord> latest) {
        var schema = datasets.inferred(name).map(inferred -> inferred.schema());
        return datasets.uploads(name).stream()
                .map(upload -> schema.flatMap(
                                s -> manifests.find(Results.clean(name, upload.ref(), s, config), CleanManifest.class))
                        .map(clean -> entry(upload, clean.value()))
                        .orElseGet(() -> unread(upload, latest)))
                .toList();
    }

    private static UploadEntry entry(ObjectInfo upload, CleanManifest clean) {
        return new UploadEntry(
                fileName(upload),
                upload.eTag(),
                upload.size(),
                upload.lastModified(),
                clean.refusal().isPresent() ? UploadState.REFUSED : UploadState.ACCEPTED,
                clean.counts(),
                clean.rejectedByReason(),
                clean.rejects().map(ref -> ref.key()),
                Stream.concat(clean.firstTime().stream(), clean.lastTime().stream())
                        .toList(),
                clean.refusal(),
                clean.warnings());
    }

    /** Without a schema there is no clean part; then the run that met the upload says why. */
    private static UploadEntry unread(ObjectInfo upload, List<RunRecord> latest) {
        Optional<Problem> problem = latest.stream()
                .filter(run -> run.inputs().contains(upload.ref()))
                .findFirst()
                .flatMap(RunRecord::problem);
        return new UploadEntry(
                fileName(upload),
                upload.eTag(),
                upload.size(),
                upload.lastModified(),
                problem.isPresent() ? UploadState.REFUSED : UploadState.WAITING,
                Map.of(),
                Map.of(),
                Optional.empty(),
                List.of(),
                problem,
                List.of());
    }

    /** The key without {@code raw/<ds>/}: uploads that were copied into the bucket may lie in folders. */
    private static String fileName(ObjectInfo upload) {
        var key = upload.key().value();
        return key.substring(key.indexOf('/', key.indexOf('/') + 1) + 1);
    }
}
