# Where texts are embedded: the key of an endpoint, and jobs of Bedrock for many texts.

locals {
  job_role     = "${var.name}-embed-job"
  job_role_arn = "arn:${local.partition}:iam::${local.account}:role/${local.job_role}"
  of_key       = var.api_key_secret_arn == "" ? {} : { OPENAI_API_KEY = "secretsmanager:${var.api_key_secret_arn}" }
  of_jobs      = var.embed_in_jobs ? { FORESALE_EMBED_BEDROCK_BATCH_ROLE = local.job_role_arn } : {}
}

resource "aws_iam_role" "embed_job" {
  count              = var.embed_in_jobs ? 1 : 0
  name               = local.job_role
  assume_role_policy = jsonencode(module.table.job.trust)
}

resource "aws_iam_role_policy" "embed_job" {
  count  = var.embed_in_jobs ? 1 : 0
  name   = "batches"
  role   = aws_iam_role.embed_job[0].id
  policy = jsonencode(module.table.job.policy)
}

# Bedrock tells of its jobs on a best-effort basis; of jobs that are not called so, nothing is told.
resource "aws_cloudwatch_event_rule" "embed_job" {
  count       = var.embed_in_jobs ? 1 : 0
  name        = "${var.name}-embed-job"
  description = "A job of Bedrock ended without all of its vectors; where it failed, call embed with the key of its part, twice"
  event_pattern = jsonencode({
    source      = ["aws.bedrock"]
    detail-type = ["Batch Inference Job State Change"]
    detail = {
      batchJobName = [{ prefix = "foresale-" }]
      status       = ["Failed", "Stopped", "Expired", "PartiallyCompleted"]
    }
  })
}

resource "aws_cloudwatch_event_target" "embed_job" {
  count     = var.embed_in_jobs ? 1 : 0
  rule      = aws_cloudwatch_event_rule.embed_job[0].name
  target_id = "alarms"
  arn       = aws_sns_topic.alarms.arn
}
