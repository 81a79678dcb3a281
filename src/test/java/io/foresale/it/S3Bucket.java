package io.foresale.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.foresale.adapter.s3.S3Server;
import io.foresale.adapter.s3.S3Settings;
import io.foresale.adapter.s3.S3Store;
import io.foresale.domain.ObjectKey;
import io.foresale.domain.ObjectRef;
import io.foresale.port.ObjectStore.Condition;
import io.foresale.port.ObjectStore.Content;
import io.foresale.port.ObjectStore.ObjectInfo;
import io.foresale.port.ObjectStore.Reading;
import io.foresale.port.ObjectStore.Want;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A bucket on an S3 server that a test has to itself, and how Foresale is told of it. */
record S3Bucket(S3Settings settings, S3Store store) {

    private static final JsonMapper JSON = new JsonMapper();

    static S3Bucket on(S3Server server) {
        var settings = server.fresh();
        return new S3Bucket(settings, new S3Store(settings));
    }

    /** As options of a process. */
    List<String> options() {
        return Stream.concat(
                        Stream.of("-Daws.accessKeyId=" + S3Server.KEY, "-Daws.secretAccessKey=" + S3Server.SECRET),
                        S3Server.properties(settings).entrySet().stream()
                                .map(p -> "-D" + p.getKey() + "=" + p.getValue()))
                .toList();
    }

    /** As the environment of a process. */
    Map<String, String> environment() {
        var environment = S3Server.properties(settings).entrySet().stream()
                .collect(Collectors.toMap(p -> p.getKey().toUpperCase().replaceAll("[.-]", "_"), Map.Entry::getValue));
        environment.put("AWS_ACCESS_KEY_ID", S3Server.KEY);
        environment.put("AWS_SECRET_ACCESS_KEY", S3Server.SECRET);
        return environment;
    }

    ObjectRef put(String key, String content) {
        var objectKey = new ObjectKey(key);
        var bytes = new Content.Bytes(content.getBytes(StandardCharsets.UTF_8));
        return new ObjectRef(
                objectKey, store.put(objectKey, bytes, new Condition.Always()).orElseThrow());
    }

    /** The objects below a prefix, in the order of their keys. */
    List<ObjectRef> objects(String prefix) {
        try (var objects = store.list(prefix)) {
            return objects.map(ObjectInfo::ref).toList();
        }
    }

    /** Those of them that complete a result. */
    List<ObjectRef> manifests(String prefix) {
        return objects(prefix).stream()
                .filter(object -> object.key().fileName().equals("manifest.json"))
                .toList();
    }

    /** The records of a data set's runs, the oldest first. */
    List<JsonNode> runs(String dataset) {
        return objects("runs/" + dataset + "/").stream()
                .map(run -> json(run.key()))
                .toList();
    }

    JsonNode json(ObjectKey key) {
        try {
            return JSON.readTree(text(key));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String text(ObjectKey key) {
        if (!(store.get(key, new Want.Whole()) instanceof Reading.Found found)) {
            throw new AssertionError(key + " is not there");
        }
        try (var content = found.content()) {
            return new String(content.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
