/**
 * A model or backend that did not give the answer, and why. Reasons are failure codes (`backend_unreachable`), statuses
 * (`status_503`), obstacles (`circuit_open`), misfits (`context_window`), or `retry_budget`, `queue_full` and
 * `queue_timeout`.
 */
export interface FailedTry {
  readonly model: string;
  /** Null where no backend of the model was asked. */
  readonly backend: string | null;
  readonly reason: string;
  readonly message: string;
}
