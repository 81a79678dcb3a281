variable "name" {
  description = "Of this deployment; the names of what is made begin with it"
  type        = string
  default     = "foresale"
}

variable "key_hashes" {
  description = "SHA-256 of the API key of each role: of pages that ask for scores, of who sends files and looks, of operators"
  type        = object({ score = string, upload = string, admin = string })

  validation {
    condition     = alltrue([for hash in values(var.key_hashes) : can(regex("^[0-9a-f]{64}$", hash))])
    error_message = "Each is 64 hexadecimal digits: printf %s \"$KEY\" | sha256sum"
  }
}

variable "page_origin" {
  description = "The origin of the pages that may ask for scores"
  type        = string
  default     = "https://shop.example"
}

variable "upload_origin" {
  description = "The origin of the pages that may send files to the bucket, by addresses of POST /datasets/{dataset}/uploads"
  type        = string
  default     = "https://office.example"
}

variable "alarm_email" {
  description = "Who is told of failures and of costs"
  type        = string
}

variable "monthly_budget" {
  description = "US dollars a month, above which the address above is told"
  type        = number
  default     = 50
}

variable "architecture" {
  description = "Of the processors; for arm64 the artefacts are built with -Dlambda.arch=arm64"
  type        = string
  default     = "x86_64"

  validation {
    condition     = contains(["x86_64", "arm64"], var.architecture)
    error_message = "x86_64 or arm64"
  }
}

variable "kms_key_arn" {
  description = "The key that encrypts the bucket; without one a key is made. The key's own policy must leave access to IAM"
  type        = string
  default     = ""
}

variable "api_key_secret_arn" {
  description = "The secret in Secrets Manager that is, as text, the key of OpenAI or who answers like it; encrypted by the key that Secrets Manager has of its own"
  type        = string
  default     = ""
}

variable "embed_in_jobs" {
  description = "Whether many texts that a data set wants embedded by Titan become a job of Bedrock, which costs less and takes hours"
  type        = bool
  default     = false
}

variable "train_max_rows" {
  description = "Labelled rows of one training, which has 15 minutes; more are refused, and of a log a sample is used"
  type        = number
  default     = 200000
}

variable "train_job_max_rows" {
  description = "Labelled rows of one training in AWS Batch, which has 11 hours and 16 GB"
  type        = number
  default     = 2000000
}

variable "train_image" {
  description = "The container of infra/local/Containerfile in a registry; with it, what is too large for Lambda trains in AWS Batch"
  type        = string
  default     = ""
}

variable "train_network" {
  description = "The network of those trainings, from whose subnets S3 and the registry can be reached"
  type        = object({ vpc = string, subnets = list(string), public_ip = bool })
  default     = { vpc = "", subnets = [], public_ip = false }
}
