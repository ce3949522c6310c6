// No schemas here (see result-schema.ts): what starts first needs failures, and not zod.

/** Every kind of failure that may cross a process boundary. Code branches on the kind, people read the message. */
export const errorKinds = [
  'bad_input',
  'forbidden',
  'busy',
  'not_found',
  'cancelled',
  'timeout',
  'unavailable',
  'locked',
  'read_only',
  'disk_full',
  'config_invalid',
  'conflict',
  'warehouse_corrupt',
  'warehouse_newer',
  'source_moved',
  'source_not_yts',
  'source_unreachable',
  'source_failed',
  'source_shrank',
  'rate_limited',
  'partial',
  'quality_failed',
  'destination_unreachable',
  'destination_refused',
  'destination_busy',
  'destination_differs',
  'destination_newer',
  'internal',
] as const

export type ErrorKind = (typeof errorKinds)[number]

export interface AppError {
  kind: ErrorKind
  /** One sentence a person can act on; never a stack, a path or a token. */
  message: string
  /** Small machine-readable facts, such as the new address of a moved API (`newUrl`) or the field that is wrong (`field`, `line`). */
  detail?: Record<string, string | number | boolean | null> | undefined
}

export type Result<T> = { ok: true; value: T } | { ok: false; error: AppError }

/** Wraps a value as a success. */
export function ok<T>(value: T): Result<T> {
  return { ok: true, value }
}

/** Builds a failure from a kind, a sentence and optional facts. */
export function fail(kind: ErrorKind, message: string, detail?: AppError['detail']): { ok: false; error: AppError } {
  return { ok: false, error: detail ? { kind, message, detail } : { kind, message } }
}

/** The one exception type thrown inside a process when a failure has a known kind; boundaries turn it into a value. */
export class KnownError extends Error {
  readonly kind: ErrorKind
  readonly detail: AppError['detail']

  constructor(kind: ErrorKind, message: string, detail?: AppError['detail'], options?: ErrorOptions) {
    super(message, options)
    this.name = 'KnownError'
    this.kind = kind
    this.detail = detail
  }

  /** The same failure as a value that may cross a process boundary. */
  toAppError(): AppError {
    return this.detail
      ? { kind: this.kind, message: this.message, detail: this.detail }
      : { kind: this.kind, message: this.message }
  }
}

/**
 * Turns anything thrown into a value for a boundary. Known errors keep their sentence; every other one becomes a
 * neutral `internal`, because its text may hold a path or a stack. Log the original before calling this.
 */
export function toAppError(thrown: unknown): AppError {
  if (thrown instanceof KnownError) return thrown.toAppError()
  return { kind: 'internal', message: 'Something went wrong inside the app. The log has the details.' }
}

/** The value of a result; throws its failure as a KnownError. */
export function unwrap<T>(result: Result<T>): T {
  if (result.ok) return result.value
  throw new KnownError(result.error.kind, result.error.message, result.error.detail)
}
