# The twin of ../template.yaml for those who deploy with Terraform or OpenTofu; a test holds both against functions.yaml.
#
#   ./mvnw -q package -Dquick -Plambda && ./mvnw -q package -Dquick -Plambda-http
#   terraform -chdir=infra/aws/terraform init && terraform -chdir=infra/aws/terraform apply
terraform {
  required_version = ">= 1.6"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 6.0"
    }
  }
}

data "aws_caller_identity" "this" {}

data "aws_partition" "this" {}

data "aws_region" "this" {}

locals {
  account   = data.aws_caller_identity.this.account_id
  partition = data.aws_partition.this.partition
  bucket    = "foresale-${local.account}-${var.name}"
  key_arn   = var.kms_key_arn == "" ? aws_kms_key.bucket[0].arn : var.kms_key_arn
}

module "table" {
  source        = "./table"
  table         = file("${path.module}/../../../functions.yaml")
  partition     = local.partition
  account       = local.account
  region        = data.aws_region.this.region
  bucket        = local.bucket
  key_arn       = local.key_arn
  secret_arns   = compact([var.api_key_secret_arn])
  job_role_arns = var.embed_in_jobs ? [local.job_role_arn] : []
}
