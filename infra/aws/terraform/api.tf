# What answers over HTTP. Every route needs an API key, which the functions behind it look at.

locals {
  keys = merge([for role, hash in var.key_hashes : {
    "FORESALE_ACCESS_KEYS_${upper(role)}_HASH" = hash
    "FORESALE_ACCESS_KEYS_${upper(role)}_ROLE" = role
  }]...)

  routes = merge([for name, entry in module.table.api : { for route in entry.routes : route => name }]...)
}

resource "aws_lambda_function" "api" {
  for_each                       = module.table.api
  function_name                  = "${var.name}-${each.key}"
  description                    = each.value.description
  role                           = aws_iam_role.function[each.key].arn
  runtime                        = "java25"
  architectures                  = [var.architecture]
  handler                        = "io.quarkus.amazon.lambda.runtime.QuarkusStreamHandler::handleRequest"
  filename                       = "${path.module}/../../../target/lambda-http/function.zip"
  source_code_hash               = filebase64sha256("${path.module}/../../../target/lambda-http/function.zip")
  memory_size                    = each.value.memory
  timeout                        = each.value.timeout
  reserved_concurrent_executions = each.value.concurrency
  depends_on                     = [aws_iam_role_policy.function]

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
      local.keys,
      contains(each.value.calls, "secretsmanager:GetSecretValue") ? local.of_key : {},
    )
  }
}

resource "aws_apigatewayv2_api" "this" {
  name          = var.name
  description   = "Every route needs an API key, which the functions behind it look at"
  protocol_type = "HTTP"

  cors_configuration {
    allow_origins = [var.page_origin, var.upload_origin]
    allow_methods = ["GET", "POST"]
    allow_headers = ["X-API-Key", "Authorization", "Content-Type"]
    max_age       = 3600
  }
}

resource "aws_apigatewayv2_stage" "this" {
  api_id      = aws_apigatewayv2_api.this.id
  name        = "$default"
  auto_deploy = true

  default_route_settings {
    throttling_burst_limit = 200
    throttling_rate_limit  = 100
  }
}

resource "aws_apigatewayv2_integration" "api" {
  for_each               = module.table.api
  api_id                 = aws_apigatewayv2_api.this.id
  integration_type       = "AWS_PROXY"
  integration_uri        = aws_lambda_function.api[each.key].invoke_arn
  payload_format_version = "2.0"
}

resource "aws_apigatewayv2_route" "route" {
  for_each  = local.routes
  api_id    = aws_apigatewayv2_api.this.id
  route_key = each.key
  target    = "integrations/${aws_apigatewayv2_integration.api[each.value].id}"
}

resource "aws_lambda_permission" "api" {
  for_each      = module.table.api
  action        = "lambda:InvokeFunction"
  function_name = aws_lambda_function.api[each.key].function_name
  principal     = "apigateway.amazonaws.com"
  source_arn    = "${aws_apigatewayv2_api.this.execution_arn}/*"
}
