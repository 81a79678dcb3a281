# Trainings that are too large for Lambda, in AWS Batch: the container is told to call train once.

locals {
  batch = var.train_image == "" ? 0 : 1

  tasks = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "ecs-tasks.amazonaws.com" }
      Action    = "sts:AssumeRole"
      Condition = { StringEquals = { "aws:SourceAccount" = local.account } }
    }]
  })
}

resource "aws_batch_job_definition" "train" {
  count                 = local.batch
  name                  = "${var.name}-train"
  type                  = "container"
  platform_capabilities = ["FARGATE"]
  parameters            = { key = "the key of a feature table's manifest" }

  container_properties = jsonencode({
    image   = var.train_image
    command = ["train", "Ref::key"]
    resourceRequirements = [
      { type = "VCPU", value = "4" },
      { type = "MEMORY", value = "16384" },
    ]
    ephemeralStorage = { sizeInGiB = 50 }
    runtimePlatform = {
      operatingSystemFamily = "LINUX"
      cpuArchitecture       = upper(var.architecture)
    }
    networkConfiguration = { assignPublicIp = var.train_network.public_ip ? "ENABLED" : "DISABLED" }
    jobRoleArn           = aws_iam_role.train_job[0].arn
    executionRoleArn     = aws_iam_role.train_job_starter[0].arn
    logConfiguration = {
      logDriver = "awslogs"
      options   = { "awslogs-group" = aws_cloudwatch_log_group.this.name, "awslogs-stream-prefix" = "train" }
    }
    environment = [
      { name = "FORESALE_BUCKET_S3_NAME", value = local.bucket },
      { name = "FORESALE_ENGINE_MEMORY", value = "3GiB" },
      { name = "FORESALE_TRAIN_MAX_ROWS", value = tostring(var.train_job_max_rows) },
      { name = "FORESALE_TRAIN_MAX_BYTES", value = "4294967296" },
      { name = "FORESALE_TRAIN_MAX_TIME", value = "11h" },
    ]
  })

  retry_strategy {
    attempts = 3

    evaluate_on_exit {
      on_exit_code = "75"
      action       = "RETRY"
    }

    evaluate_on_exit {
      on_exit_code = "*"
      action       = "EXIT"
    }
  }

  timeout {
    attempt_duration_seconds = 43200
  }
}

resource "aws_batch_job_queue" "train" {
  count    = local.batch
  name     = "${var.name}-train"
  state    = "ENABLED"
  priority = 1

  compute_environment_order {
    order               = 1
    compute_environment = aws_batch_compute_environment.train[0].arn
  }
}

resource "aws_batch_compute_environment" "train" {
  count = local.batch
  name  = "${var.name}-train"
  type  = "MANAGED"

  compute_resources {
    type               = "FARGATE"
    max_vcpus          = 8
    subnets            = var.train_network.subnets
    security_group_ids = [aws_security_group.train[0].id]
  }
}

resource "aws_security_group" "train" {
  count       = local.batch
  name        = "${var.name}-train"
  description = "Trainings call S3 and their registry, and nobody calls them"
  vpc_id      = var.train_network.vpc

  egress {
    description = "S3 and the registry"
    protocol    = "tcp"
    from_port   = 443
    to_port     = 443
    cidr_blocks = ["0.0.0.0/0"]
  }
}

resource "aws_iam_role" "train_job" {
  count              = local.batch
  name               = "${var.name}-train-job"
  assume_role_policy = local.tasks
}

resource "aws_iam_role_policy" "train_job" {
  count  = local.batch
  name   = "access"
  role   = aws_iam_role.train_job[0].id
  policy = jsonencode(module.table.policies["train"])
}

resource "aws_iam_role" "train_job_starter" {
  count              = local.batch
  name               = "${var.name}-train-job-starter"
  assume_role_policy = local.tasks
}

resource "aws_iam_role_policy_attachment" "train_job_starter" {
  count      = local.batch
  role       = aws_iam_role.train_job_starter[0].name
  policy_arn = "arn:${local.partition}:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy"
}
