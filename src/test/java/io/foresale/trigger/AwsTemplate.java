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

    private static final String JOBS =
            "arn:${AWS::Partition}:bedrock:${AWS::Region}:${AWS::AccountId}:model-invocation-job/*";

    private static final Map<String, List<String>> CALLED = Map.of(
            "bedrock:InvokeModel",
            List.of(
                    "arn:${AWS::Partition}:bedrock:*::foundation-model/*",
                    "arn:${AWS::Partition}:bedrock:*:${AWS::AccountId}:inference-profile/*"),
            "secretsmanager:GetSecretValue",
            List.of("ApiKeySecretArn"),
            "bedrock:CreateModelInvocationJob",
            List.of("arn:${AWS::Partition}:bedrock:${AWS::Region}::foundation-model/amazon.titan-embed-text-v2*", JOBS),
            "bedrock:GetModelInvocationJob",
            List.of(JOBS),
            "iam:PassRole",
            List.of("EmbedJobRole.Arn if {\"StringEquals\":{\"iam:PassedToService\":\"bedrock.amazonaws.com\"}}"));

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

    /** What a policy lets do, in a stack with everything: an action, what it is done to, and on what condition. */
    Set<String> granted(JsonNode policy) {
        var allowed = new TreeSet<String>();
        for (var optional : policy.path("Statement")) {
            var statement = optional.isArray() ? optional.path(1) : optional;
            var condition = statement.has("Condition") ? " if " + statement.path("Condition") : "";
            for (var action : texts(statement.path("Action"))) {
                texts(statement.path("Resource")).forEach(resource -> allowed.add(action + " " + resource + condition));
            }
        }
        return allowed;
    }

    /** The conditions of the statements that are there in some stacks only, by their names. */
    static Map<String, String> conditions(JsonNode policy) {
        return StreamSupport.stream(policy.path("Statement").spliterator(), false)
                .filter(JsonNode::isArray)
                .collect(Collectors.toMap(
                        statement -> statement.path(1).path("Sid").asText(),
                        statement -> statement.path(0).asText()));
    }

    /** Who writes looks at what is there before, so may read that as well; nobody deletes. */
    static Set<String> access(Map<String, List<String>> access) {
        var read = Stream.concat(access.get("read").stream(), access.get("write").stream())
                .map(pattern -> "s3:GetObject " + BUCKET + "/" + pattern);
        var written = access.get("write").stream()
                .flatMap(pattern -> Stream.of("s3:PutObject ", "s3:AbortMultipartUpload ")
                        .map(action -> action + BUCKET + "/" + pattern));
        var called = access.getOrDefault("call", List.of()).stream()
                .flatMap(action -> CALLED.get(action).stream().map(resource -> action + " " + resource));
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
