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

locals {
  table         = yamldecode(var.table)
  longest       = 900
  longest_route = 29
  bucket_arn    = "arn:${var.partition}:s3:::${var.bucket}"
  called        = { "bedrock:InvokeModel" = "arn:${var.partition}:bedrock:*::foundation-model/*" }

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
    [for action in try(entry.access.call, []) : {
      Sid      = "Call"
      Effect   = "Allow"
      Action   = [action]
      Resource = [local.called[action]]
    }],
  ) }
}

output "functions" {
  description = "What objects start"
  value = { for f in local.table.functions : f.name => {
    description = f.description
    memory      = f.memory
    timeout     = min(f.timeout, local.longest)
    concurrency = max(f.concurrency, 2)
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
