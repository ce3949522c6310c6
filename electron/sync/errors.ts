import { type AppError, KnownError, toAppError } from '../../shared/result.ts'
import { knownSqliteError } from '../warehouse/sqlite-errors.ts'
import { SourceDown } from './load-context.ts'
import { PageFailure } from './page-source.ts'

/** Any failure of a load as a value that may be shown. */
export function loadError(thrown: unknown): AppError {
  if (thrown instanceof PageFailure) return thrown.error
  if (thrown instanceof SourceDown) return thrown.failure.error
  return toAppError(knownSqliteError(thrown))
}

/** True when the person stopped the load. */
export function isCancelled(thrown: unknown): boolean {
  return thrown instanceof KnownError && thrown.kind === 'cancelled'
}

/** True when the server imposed a wait that only a person can decide on. */
export function isPausedByServer(thrown: unknown): boolean {
  return thrown instanceof KnownError && thrown.kind === 'rate_limited' && thrown.detail?.retryAfterS !== undefined
}
