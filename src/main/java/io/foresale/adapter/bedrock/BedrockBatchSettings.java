package io.foresale.adapter.bedrock;

import java.time.Duration;

/**
 * How jobs are run.
 *
 * @param role the ARN of the role by which Bedrock reads and writes the bucket
 * @param bucket the name of the bucket
 * @param atLeast texts of a job
 * @param timeout after which Bedrock gives a job up, in whole hours
 */
public record BedrockBatchSettings(String role, String bucket, int atLeast, Duration timeout) {}
