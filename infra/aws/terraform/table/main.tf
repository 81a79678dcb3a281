# functions.yaml in the terms of AWS. It needs no provider, so a test can work it out and hold it against the template.

variable "table" {
  description = "The text of functions.yaml"
  type        = string
}

variable "partition" {
  type    = string
  default = "aws"
}

variable "bucket" {
  description = "The name of the bucket"
  type        = string
}

variable "key_arn" {
  description = "The key that encrypts it"
  type        = string
}

variable "account" {
  type = string
}

variable "region" {
  type = string
}

variable "secret_arns" {
  description = "The secret that is the key of a model's endpoint, or none"
  type        = list(string)
}

variable "job_role_arns" {
  description = "The role of jobs that embed, or none where there are no jobs"
  type        = list(string)
}

locals {
  table         = yamldecode(var.table)
  longest       = 900
  longest_route = 29
  bucket_arn    = "arn:${var.partition}:s3:::${var.bucket}"
  models        = "arn:${var.partition}:bedrock:*::foundation-model/*"
  profiles      = "arn:${var.partition}:bedrock:*:${var.account}:inference-profile/*"
  jobs          = "arn:${var.partition}:bedrock:${var.region}:${var.account}:model-invocation-job/*"
  titan         = "arn:${var.partition}:bedrock:${var.region}::foundation-model/amazon.titan-embed-text-v2*"

  called = {
    "bedrock:InvokeModel"              = [local.models, local.profiles]
    "secretsmanager:GetSecretValue"    = var.secret_arns
    "bedrock:CreateModelInvocationJob" = flatten([for role in var.job_role_arns : [local.titan, local.jobs]])
    "bedrock:GetModelInvocationJob"    = [for role in var.job_role_arns : local.jobs]
    "iam:PassRole"                     = var.job_role_arns
  }

  on_condition = {
    "iam:PassRole" = { Condition = { StringEquals = { "iam:PassedToService" = "bedrock.amazonaws.com" } } }
  }

  # Lambda needs no endpoint for events: the bucket's queues call the functions.
  entries = merge(
    { for f in local.table.functions : f.name => f },
    { for a in local.table.api : "${a.name}-api" => a if a.name != "events" },
  )

  # Who writes looks at what is there before, so may read that as well; nobody deletes.
  statements = { for name, entry in local.entries : name => concat(
    [{
      Sid      = "Read"
      Effect   = "Allow"
      Action   = ["s3:GetObject"]
      Resource = [for pattern in distinct(concat(entry.access.read, entry.access.write)) : "${local.bucket_arn}/${pattern}"]
      }, {
      Sid      = "List"
      Effect   = "Allow"
      Action   = ["s3:ListBucket"]
      Resource = [local.bucket_arn]
      }, {
      Sid      = "Crypt"
      Effect   = "Allow"
      Action   = concat(["kms:Decrypt"], length(entry.access.write) == 0 ? [] : ["kms:GenerateDataKey"])
      Resource = [var.key_arn]
    }],
    [for written in [entry.access.write] : {
      Sid      = "Write"
      Effect   = "Allow"
      Action   = ["s3:PutObject", "s3:AbortMultipartUpload"]
      Resource = [for pattern in written : "${local.bucket_arn}/${pattern}"]
    } if length(written) > 0],
    [for action in try(entry.access.call, []) : merge({
      Sid      = join("", regexall("[A-Za-z]+", action))
      Effect   = "Allow"
      Action   = [action]
      Resource = local.called[action]
    }, lookup(local.on_condition, action, {})) if length(local.called[action]) > 0],
  ) }

  # What a job of Bedrock may do by its role.
  job_trust = [{
    Effect    = "Allow"
    Principal = { Service = "bedrock.amazonaws.com" }
    Action    = "sts:AssumeRole"
    Condition = {
      StringEquals = { "aws:SourceAccount" = var.account }
      ArnLike      = { "aws:SourceArn" = local.jobs }
    }
  }]

  job_statements = [{
    Sid      = "ReadAndWrite"
    Effect   = "Allow"
    Action   = ["s3:GetObject", "s3:PutObject"]
    Resource = ["${local.bucket_arn}/vectors/*/batches/*"]
    }, {
    Sid       = "List"
    Effect    = "Allow"
    Action    = ["s3:ListBucket"]
    Resource  = [local.bucket_arn]
    Condition = { StringLike = { "s3:prefix" = "vectors/*/batches/*" } }
    }, {
    Sid      = "Crypt"
    Effect   = "Allow"
    Action   = ["kms:Decrypt", "kms:GenerateDataKey"]
    Resource = [var.key_arn]
  }]
}

output "functions" {
  description = "What objects start"
  value = { for f in local.table.functions : f.name => {
    description = f.description
    memory      = f.memory
    timeout     = min(f.timeout, local.longest)
    concurrency = max(f.concurrency, 2)
    calls       = try(f.access.call, [])
  } }
}

output "api" {
  description = "What answers over HTTP"
  value = { for a in local.table.api : "${a.name}-api" => {
    description = a.description
    memory      = a.memory
    timeout     = min(a.timeout, local.longest_route)
    concurrency = a.concurrency
    routes      = a.routes
    calls       = try(a.access.call, [])
  } if a.name != "events" }
}

output "triggers" {
  description = "Which objects start which function"
  value = flatten([for f in local.table.functions : [
    for t in f.triggers : { function = f.name, prefix = t.prefix, suffix = t.suffix }
  ]])
}

output "policies" {
  description = "What each may touch"
  value       = { for name, statements in local.statements : name => { Version = "2012-10-17", Statement = statements } }
}

output "job" {
  description = "Who may be a job that embeds, and what it may touch"
  value = {
    trust  = { Version = "2012-10-17", Statement = local.job_trust }
    policy = { Version = "2012-10-17", Statement = local.job_statements }
  }
}
