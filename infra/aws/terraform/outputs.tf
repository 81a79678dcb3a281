output "bucket" {
  description = "Put files under raw/<data set>/ here"
  value       = aws_s3_bucket.this.id
}

output "backfill" {
  description = "The state machine that works through a data set, or through the score requests of a model"
  value       = aws_sfn_state_machine.backfill.arn
}

output "train_jobs" {
  description = "The queue of trainings that are too large for Lambda"
  value       = aws_batch_job_queue.train[*].name
}

output "api_address" {
  description = "Where the API answers"
  value       = aws_apigatewayv2_api.this.api_endpoint
}
