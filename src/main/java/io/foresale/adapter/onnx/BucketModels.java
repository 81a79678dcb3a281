package io.foresale.adapter.onnx;

import io.foresale.domain.Digest;
import io.foresale.domain.ObjectRef;
import io.foresale.domain.PermanentException;
import io.foresale.domain.Quoted;
import io.foresale.domain.RetriableException;
import io.foresale.port.EmbeddingModel;
import io.foresale.port.EmbeddingModels;
import io.foresale.port.ObjectStore;
import io.foresale.port.ObjectStore.ObjectInfo;
import io.foresale.port.ObjectStore.Reading;
import io.foresale.port.ObjectStore.Want;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * The embedded models, and those whose files the bucket holds under {@code embedding-models/<name>/}. The files are copied to
 * local disk when a model is first asked for. A folder's files are not to change: another model is another folder.
 */
public final class BucketModels implements EmbeddingModels {

    private static final String PREFIX = "embedding-models/";
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");

    private final EmbeddedModels embedded;
    private final ObjectStore store;
    private final Path scratch;
    private final Map<String, Pooling> pooling;
    private final Map<String, EmbeddingModel> found = new ConcurrentHashMap<>();

    /**
     * Puts the two together.
     *
     * @param scratch where the files are copied to
     * @param mean for models by name whether they pool by the mean, otherwise by the first token, where that was chosen
     */
    public BucketModels(EmbeddedModels embedded, ObjectStore store, Path scratch, Map<String, Boolean> mean) {
        this.embedded = embedded;
        this.store = store;
        this.scratch = scratch;
        this.pooling = new ConcurrentHashMap<>();
        mean.forEach((name, isMean) -> pooling.put(name, isMean ? Pooling.MEAN : Pooling.FIRST));
    }

    @Override
    public EmbeddingModel model(String id) {
        return embedded.ids().contains(id) ? embedded.model(id) : found.computeIfAbsent(id, this::ofBucket);
    }

    private EmbeddingModel ofBucket(String name) {
        var objects = NAME.matcher(name).matches() ? objects(name) : List.<ObjectInfo>of();
        if (objects.isEmpty()) {
            throw PermanentException.notFound(
                    "embedding model " + Quoted.of(name),
                    "one of " + String.join(", ", ids()) + ", openai:…, bedrock:…, or a folder of the bucket under "
                            + PREFIX,
                    "no such model",
                    "name one of them as 'embeddingModel' in the data set's configuration, or upload model.onnx and"
                            + " tokenizer.json to " + PREFIX + "<name>/");
        }
        return embedded.of(ModelFolder.of(name, copied(name, objects), Optional.ofNullable(pooling.get(name))));
    }

    private List<ObjectInfo> objects(String name) {
        var prefix = PREFIX + name + "/";
        try (var objects = store.list(prefix)) {
            return objects.filter(object -> wanted(object.key().value().substring(prefix.length())))
                    .toList();
        }
    }

    /** Weights of more than two gigabytes have files beside them, named as they are and more. */
    private static boolean wanted(String file) {
        return ModelFolder.FILES.contains(file) || ModelFolder.WEIGHTS.stream().anyMatch(file::startsWith);
    }

    /** The folder with the files, complete whenever it is there. */
    private Path copied(String name, List<ObjectInfo> objects) {
        var digest = Digest.of(
                objects.stream().map(ObjectInfo::ref).map(ObjectRef::toString).toArray());
        var target = scratch.resolve("embedding-models").resolve(name + "-" + digest);
        if (Files.exists(target)) {
            return target;
        }
        try {
            Files.createDirectories(target.getParent());
            var draft = Files.createTempDirectory(target.getParent(), name + "-");
            for (var object : objects) {
                copy(object, draft.resolve(object.key().value().substring((PREFIX + name + "/").length())));
            }
            return Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new RetriableException("the embedding model " + name + " could not be copied to local disk", e);
        }
    }

    private void copy(ObjectInfo object, Path file) throws IOException {
        Files.createDirectories(file.getParent());
        switch (store.get(object.key(), new Want.IfMatch(object.eTag()))) {
            case Reading.Found source -> {
                try (var content = source.content()) {
                    Files.copy(content, file);
                }
            }
            case Reading.Missing _, Reading.Changed _, Reading.Unchanged _ ->
                throw PermanentException.stale(object.ref());
        }
    }

    @Override
    public String suitedTo(Script script) {
        return embedded.suitedTo(script);
    }

    @Override
    public List<String> ids() {
        return embedded.ids();
    }
}
