/** Every code a client can meet, with the status it is answered by. Texts are written where the facts are known. */
export const FAILURE_STATUS = {
  // The request as bytes.
  empty_body: 400,
  invalid_utf8: 400,
  invalid_json: 400,
  nesting_too_deep: 400,
  body_too_large: 413,
  unsupported_content_encoding: 415,
  headers_too_large: 431,
  malformed_http: 400,
  request_timeout: 408,
  // The request as data.
  missing_required_parameter: 400,
  invalid_type: 400,
  invalid_value: 400,
  unsupported_parameter: 400,
  model_not_found: 404,
  context_length_exceeded: 400,
  unsupported_request: 400,
  unsupported_operation: 400,
  forbidden_key: 400,
  // The caller.
  missing_credentials: 401,
  invalid_api_key: 401,
  invalid_token: 401,
  expired_credentials: 401,
  endpoint_not_allowed: 403,
  model_not_allowed: 403,
  rate_limit_exceeded: 429,
  insufficient_quota: 429,
  limits_unavailable: 503,
  key_set_unavailable: 503,
  // The surface.
  not_found: 404,
  config_changed: 409,
  config_read_only: 409,
  precondition_failed: 412,
  precondition_required: 428,
  token_required: 401,
  access_denied: 403,
  method_not_allowed: 405,
  host_not_allowed: 403,
  // Routing.
  request_refused: 403,
  guard_failed: 503,
  no_model: 503,
  no_backend: 503,
  classifier_failed: 503,
  // The backend.
  backend_unreachable: 502,
  backend_disconnected: 502,
  backend_invalid_answer: 502,
  backend_answer_too_large: 502,
  backend_stream_cut: 502,
  backend_error: 502,
  backend_unavailable: 503,
  backend_timeout: 504,
  deadline_exceeded: 504,
  // The router.
  client_left: 499,
  shutting_down: 503,
  records_unavailable: 503,
  overloaded: 503,
  internal_error: 500,
} as const;

/** A code of the table. */
export type FailureCode = keyof typeof FAILURE_STATUS;
