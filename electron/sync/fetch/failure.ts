import type { AppError, ErrorKind } from '../../../shared/ipc/result.ts'

/** What went wrong with one request: decides whether to slow down, and what a waiting person is told. */
export type Trouble = 'rate_limit' | 'server_error' | 'timeout' | 'offline' | 'bad_answer'

/** Why a request gave no page. */
export type Failure =
  /** Worth another try; `retryAfterMs` is what the server asked for. */
  | { kind: 'retry'; trouble: Trouble; error: AppError; retryAfterMs: number | null }
  /** No other try will help. */
  | { kind: 'fatal'; error: AppError }

/** A failure that no other try can help. */
export function fatal(kind: ErrorKind, message: string, detail?: AppError['detail']): Failure {
  return { kind: 'fatal', error: detail ? { kind, message, detail } : { kind, message } }
}

/** A failure that is worth another try. */
export function retry(
  trouble: Trouble,
  kind: ErrorKind,
  message: string,
  retryAfterMs: number | null = null,
  detail?: AppError['detail'],
): Failure {
  return { kind: 'retry', trouble, retryAfterMs, error: detail ? { kind, message, detail } : { kind, message } }
}
