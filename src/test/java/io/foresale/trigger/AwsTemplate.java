package io.foresale.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** {@code infra/aws/template.yaml}, of which a value behind a tag, as {@code !Ref}, is read without the tag. */
record AwsTemplate(JsonNode root) {

    private static final String BUCKET = "arn:${AWS::Partition}:s3:::${Bucket}";

    /** {@code !If}: the stack's own key or the one that it is given. */
    private static final List<String> KEY = List.of("OwnKey", "Key.Arn", "KmsKeyArn");

    private static final Map<String, String> CALLED =
            Map.of("bedrock:InvokeModel", "arn:${AWS::Partition}:bedrock:*::foundation-model/*");

    static AwsTemplate read() {
        try {
            return new AwsTemplate(
                    new YAMLMapper().readTree(Path.of("infra/aws/template.yaml").toFile()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    JsonNode properties(String resource) {
        var found = root.path("Resources").path(resource);
        assertThat(found.isObject()).as(resource).isTrue();
        return found.path("Properties");
    }

    Set<String> ofType(String type) {
        var names = new HashSet<String>();
        root.path("Resources").properties().forEach(entry -> {
            if (entry.getValue().path("Type").asText().equals(type)) {
                names.add(entry.getKey());
            }
        });
        return names;
    }

    /** What a policy lets do: an action and what it is done to. */
    Set<String> granted(JsonNode policy) {
        var allowed = new TreeSet<String>();
        for (var statement : policy.path("Statement")) {
            for (var action : texts(statement.path("Action"))) {
                texts(statement.path("Resource")).forEach(resource -> allowed.add(action + " " + resource));
            }
        }
        return allowed;
    }

    /** Who writes looks at what is there before, so may read that as well; nobody deletes. */
    static Set<String> access(Map<String, List<String>> access) {
        var read = Stream.concat(access.get("read").stream(), access.get("write").stream())
                .map(pattern -> "s3:GetObject " + BUCKET + "/" + pattern);
        var written = access.get("write").stream()
                .flatMap(pattern -> Stream.of("s3:PutObject ", "s3:AbortMultipartUpload ")
                        .map(action -> action + BUCKET + "/" + pattern));
        var called = access.getOrDefault("call", List.of()).stream().map(action -> action + " " + CALLED.get(action));
        var crypt = access.get("write").isEmpty()
                ? Stream.of("kms:Decrypt ")
                : Stream.of("kms:Decrypt ", "kms:GenerateDataKey ");
        var always = Stream.of("s3:ListBucket " + BUCKET);
        return Stream.of(read, written, called, always, crypt.flatMap(action -> KEY.stream()
                        .map(key -> action + key)))
                .flatMap(s -> s)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** A resource's name is letters only: {@code score-batch} is {@code ScoreBatch}. */
    static String resource(String name) {
        return Arrays.stream(name.split("-"))
                .map(part -> Character.toUpperCase(part.charAt(0)) + part.substring(1))
                .collect(Collectors.joining());
    }

    static List<String> texts(JsonNode node) {
        return node.isArray()
                ? StreamSupport.stream(node.spliterator(), false)
                        .map(JsonNode::asText)
                        .toList()
                : List.of(node.asText());
    }
}
