# What objects start: each function has a queue, one for what is given up after five tries, and a role of its own.

locals {
  flags = "--enable-native-access=ALL-UNNAMED --add-opens=java.base/java.lang=ALL-UNNAMED -XX:+TieredCompilation"

  environment = {
    JAVA_TOOL_OPTIONS       = local.flags
    FORESALE_BUCKET_S3_NAME = local.bucket
    FORESALE_ENGINE_MEMORY  = "768MiB"
  }

  of_train = {
    FORESALE_TRAIN_MAX_ROWS = tostring(var.train_max_rows)
    FORESALE_TRAIN_MAX_TIME = "14m"
    FORESALE_TRAIN_ELSEWHERE = var.train_image == "" ? "deploy with train_image, which trains it in AWS Batch" : join(" ", [
      "train it in AWS Batch: aws batch submit-job --job-name train",
      "--job-queue ${aws_batch_job_queue.train[0].name} --job-definition ${aws_batch_job_definition.train[0].name} --parameters key={key}",
    ])
  }

  entries = merge(module.table.functions, module.table.api)
}

resource "aws_iam_role" "function" {
  for_each = local.entries
  name     = "${var.name}-${each.key}"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "lambda.amazonaws.com" }
      Action    = "sts:AssumeRole"
    }]
  })
}

resource "aws_iam_role_policy" "function" {
  for_each = local.entries
  name     = "access"
  role     = aws_iam_role.function[each.key].id
  policy   = jsonencode(module.table.policies[each.key])
}

resource "aws_iam_role_policy_attachment" "logs" {
  for_each   = local.entries
  role       = aws_iam_role.function[each.key].name
  policy_arn = "arn:${local.partition}:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"
}

resource "aws_iam_role_policy_attachment" "traces" {
  for_each   = local.entries
  role       = aws_iam_role.function[each.key].name
  policy_arn = "arn:${local.partition}:iam::aws:policy/AWSXRayDaemonWriteAccess"
}

resource "aws_iam_role_policy_attachment" "queue" {
  for_each   = module.table.functions
  role       = aws_iam_role.function[each.key].name
  policy_arn = "arn:${local.partition}:iam::aws:policy/service-role/AWSLambdaSQSQueueExecutionRole"
}

resource "aws_lambda_function" "function" {
  for_each         = module.table.functions
  function_name    = "${var.name}-${each.key}"
  description      = each.value.description
  role             = aws_iam_role.function[each.key].arn
  runtime          = "java25"
  architectures    = [var.architecture]
  handler          = "io.quarkus.amazon.lambda.runtime.QuarkusStreamHandler::handleRequest"
  filename         = "${path.module}/../../../target/lambda/function.zip"
  source_code_hash = filebase64sha256("${path.module}/../../../target/lambda/function.zip")
  memory_size      = each.value.memory
  timeout          = each.value.timeout
  depends_on       = [aws_iam_role_policy.function, aws_iam_role_policy_attachment.queue]

  ephemeral_storage {
    size = 4096
  }

  logging_config {
    log_format = "Text"
    log_group  = aws_cloudwatch_log_group.this.name
  }

  tracing_config {
    mode = "Active"
  }

  environment {
    variables = merge(
      local.environment,
      { FORESALE_FUNCTION = each.key },
      each.key == "train" ? local.of_train : {},
      contains(each.value.calls, "secretsmanager:GetSecretValue") ? local.of_key : {},
      contains(each.value.calls, "bedrock:CreateModelInvocationJob") ? local.of_jobs : {},
    )
  }
}

resource "aws_lambda_event_source_mapping" "events" {
  for_each                = module.table.functions
  event_source_arn        = aws_sqs_queue.events[each.key].arn
  function_name           = aws_lambda_function.function[each.key].arn
  batch_size              = 1
  function_response_types = ["ReportBatchItemFailures"]

  scaling_config {
    maximum_concurrency = each.value.concurrency
  }
}

resource "aws_sqs_queue" "events" {
  for_each                   = module.table.functions
  name                       = "${var.name}-${each.key}"
  sqs_managed_sse_enabled    = true
  visibility_timeout_seconds = 6 * each.value.timeout
  message_retention_seconds  = 1209600

  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.dead_letters[each.key].arn
    maxReceiveCount     = 5
  })
}

resource "aws_sqs_queue" "dead_letters" {
  for_each                  = module.table.functions
  name                      = "${var.name}-${each.key}-dead-letters"
  sqs_managed_sse_enabled   = true
  message_retention_seconds = 1209600
}

resource "aws_sqs_queue_policy" "from_the_bucket_only" {
  for_each  = module.table.functions
  queue_url = aws_sqs_queue.events[each.key].id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "FromTheBucketOnly"
      Effect    = "Allow"
      Principal = { Service = "s3.amazonaws.com" }
      Action    = "sqs:SendMessage"
      Resource  = aws_sqs_queue.events[each.key].arn
      Condition = {
        ArnEquals    = { "aws:SourceArn" = aws_s3_bucket.this.arn }
        StringEquals = { "aws:SourceAccount" = local.account }
      }
    }]
  })
}
