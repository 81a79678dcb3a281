package io.foresale.fuse;

import io.foresale.bucket.Manifests;
import io.foresale.bucket.Staging;
import io.foresale.domain.ObjectKey;
import io.foresale.domain.ObjectRef;
import io.foresale.domain.ProductsManifest;
import io.foresale.events.ProductSql;
import io.foresale.events.Shard;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Statistics of products, of each shard and then of all at each moment; kept in the bucket as soon as they are there. */
final class ProductsStep {

    private final Manifests manifests;
    private final Staging staging;
    private final ShardKeys keys;
    private final Path directory;

    ProductsStep(Manifests manifests, Staging staging, ShardKeys keys, Path directory) {
        this.manifests = manifests;
        this.staging = staging;
        this.keys = keys;
        this.directory = directory;
    }

    /** The shards of which they are not there yet. */
    List<Shard> lacking() {
        return keys.all().stream()
                .filter(shard -> !manifests.exists(keys.products(shard)))
                .toList();
    }

    ObjectRef keep(Shard shard, Map<String, Path> parts) {
        return keep(keys.products(shard), parts);
    }

    private ObjectRef keep(ObjectKey manifest, Map<String, Path> files) {
        var tables = new TreeMap<String, ObjectRef>();
        files.forEach((name, file) -> tables.put(name, staging.publish(file, manifest, name)));
        return manifests.publish(manifest, new ProductsManifest(tables));
    }

    /**
     * Gives those of all shards, at each moment. Calls that do this at the same time begin at different moments, so that
     * most of what each needs was merged by others.
     *
     * @param first the number of the moment to begin at, or any other
     */
    void merge(Products products, List<Moment> moments, int first) {
        for (int i = 0; i < moments.size(); i++) {
            var moment = moments.get((first + i) % moments.size());
            products.take(moment, tables(keys.products(moment)).orElseGet(() -> merged(products, moment)));
        }
    }

    private Map<String, Path> merged(Products products, Moment moment) {
        var parts = new TreeMap<String, List<Path>>();
        for (var shard : keys.all()) {
            var collected = manifests
                    .require(keys.products(shard), ProductsManifest.class)
                    .tables();
            for (var part : ProductSql.PARTS) {
                var file = staging.fetch(collected.get(Products.name(part, moment)), directory);
                parts.computeIfAbsent(part, _ -> new ArrayList<>()).add(file);
            }
        }
        var tables = products.merge(moment, parts);
        keep(keys.products(moment), tables);
        return tables;
    }

    private Optional<Map<String, Path>> tables(ObjectKey manifest) {
        return manifests.find(manifest, ProductsManifest.class).map(stored -> {
            var tables = new TreeMap<String, Path>();
            stored.value().tables().forEach((name, ref) -> tables.put(name, staging.fetch(ref, directory)));
            return tables;
        });
    }
}
