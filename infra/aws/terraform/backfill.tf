# The state machine that works through a data set, or through the score requests of a model, many objects at a time.

locals {
  backfill = "${var.name}-backfill"
  called   = toset(["ingest", "embed", "fuse", "score-batch"])
}

resource "aws_sfn_state_machine" "backfill" {
  name       = local.backfill
  role_arn   = aws_iam_role.backfill.arn
  depends_on = [aws_iam_role_policy.backfill]

  definition = templatefile("${path.module}/../backfill.asl.json", {
    Partition  = local.partition
    Bucket     = aws_s3_bucket.this.id
    Ingest     = aws_lambda_function.function["ingest"].arn
    Embed      = aws_lambda_function.function["embed"].arn
    Fuse       = aws_lambda_function.function["fuse"].arn
    ScoreBatch = aws_lambda_function.function["score-batch"].arn
  })

  tracing_configuration {
    enabled = true
  }
}

resource "aws_iam_role" "backfill" {
  name = local.backfill

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "states.amazonaws.com" }
      Action    = "sts:AssumeRole"
    }]
  })
}

resource "aws_iam_role_policy_attachment" "backfill_traces" {
  role       = aws_iam_role.backfill.name
  policy_arn = "arn:${local.partition}:iam::aws:policy/AWSXRayDaemonWriteAccess"
}

resource "aws_iam_role_policy" "backfill" {
  name = "access"
  role = aws_iam_role.backfill.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid      = "Call"
      Effect   = "Allow"
      Action   = "lambda:InvokeFunction"
      Resource = [for name in local.called : aws_lambda_function.function[name].arn]
      }, {
      Sid      = "List"
      Effect   = "Allow"
      Action   = "s3:ListBucket"
      Resource = aws_s3_bucket.this.arn
      }, {
      Sid      = "Spread"
      Effect   = "Allow"
      Action   = "states:StartExecution"
      Resource = "arn:${local.partition}:states:${data.aws_region.this.region}:${local.account}:stateMachine:${local.backfill}"
      }, {
      Sid      = "Gather"
      Effect   = "Allow"
      Action   = ["states:DescribeExecution", "states:StopExecution"]
      Resource = "arn:${local.partition}:states:${data.aws_region.this.region}:${local.account}:execution:${local.backfill}*"
    }]
  })
}
