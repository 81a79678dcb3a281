package io.foresale.api;

import io.foresale.api.problem.HttpProblem;
import io.foresale.api.request.JsonBody;
import io.foresale.bucket.Datasets;
import io.foresale.bucket.Keys;
import io.foresale.config.HttpConfig;
import io.foresale.domain.Column;
import io.foresale.domain.DatasetConfig;
import io.foresale.domain.DatasetName;
import io.foresale.domain.ETag;
import io.foresale.domain.ObjectKey;
import io.foresale.domain.Problem;
import io.foresale.domain.RetriableException;
import io.foresale.port.Documents;
import io.foresale.port.ObjectStore;
import io.foresale.port.ObjectStore.Condition;
import io.foresale.port.ObjectStore.Content;
import io.foresale.port.ObjectStore.Reading;
import io.foresale.port.ObjectStore.Want;
import io.foresale.table.NamedRoles;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The configuration of a data set as the document it is: its owner reads back what the owner wrote. */
@ApplicationScoped
public class ConfigDocument {

    private final ObjectStore store;
    private final Documents documents;
    private final Datasets datasets;
    private final long most;

    public ConfigDocument(ObjectStore store, Documents documents, Datasets datasets, HttpConfig config) {
        this.most = config.maxJsonBody().asLongValue();
        this.store = store;
        this.documents = documents;
        this.datasets = datasets;
    }

    record Stored(byte[] json, Optional<ETag> eTag) {}

    Stored read(DatasetName dataset) {
        var key = Keys.config(dataset);
        return switch (store.get(key, new Want.Whole())) {
            case Reading.Found found -> stored(key, found);
            case Reading.Missing _, Reading.Changed _, Reading.Unchanged _ ->
                new Stored("{}\n".getBytes(StandardCharsets.UTF_8), Optional.empty());
        };
    }

    private static Stored stored(ObjectKey key, Reading.Found found) {
        try (var content = found.content()) {
            return new Stored(content.readAllBytes(), Optional.of(found.info().eTag()));
        } catch (IOException e) {
            throw new RetriableException(key + " could not be read to its end", e);
        }
    }

    /** Checks and stores a configuration; what cannot be read as one, or does not fit the columns there are, is not stored. */
    ETag write(DatasetName dataset, InputStream body, Condition condition) {
        var key = Keys.config(dataset);
        var json = JsonBody.read(body, most);
        JsonBody.parse(json);
        requireColumns(dataset, documents.read(json, DatasetConfig.class, key));
        return store.put(key, new Content.Bytes(json), condition)
                .orElseThrow(() -> new HttpProblem(
                        412,
                        new Problem(
                                key.value(),
                                "the content that the request names",
                                "another, or none",
                                "read it again, merge, and send it with its ETag")));
    }

    /** Only while the upload is there that the schema is of: another one may have the columns. */
    private void requireColumns(DatasetName dataset, DatasetConfig config) {
        datasets.inferred(dataset)
                .filter(inferred -> datasets.uploadRefs(dataset).contains(inferred.source()))
                .ifPresent(inferred -> NamedRoles.of(
                        inferred.source().key().value(),
                        config,
                        inferred.schema().columns().stream().map(Column::name).toList()));
    }
}
