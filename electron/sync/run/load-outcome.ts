import type { RunStatus, SyncProgress, SyncSummary } from '../../../shared/ipc/progress.ts'
import { type AppError, KnownError, toAppError } from '../../../shared/ipc/result.ts'
import { knownSqliteError } from '../../warehouse/file/sqlite-errors.ts'
import { PageFailure } from '../fetch/page-source.ts'
import { Suspended } from '../fetch/run-control.ts'
import { type FailedPages, SourceDown } from './load-context.ts'

/** Any failure of a load as a value that may be shown. */
export function loadError(thrown: unknown): AppError {
  if (thrown instanceof PageFailure) return thrown.error
  if (thrown instanceof SourceDown) return thrown.failure.error
  return toAppError(knownSqliteError(thrown))
}

/** How a load that threw ends: its status, and what is said about it; nothing where a person paused it and left. */
export function outcomeOf(
  thrown: unknown,
  failed: FailedPages,
  pages: { planned: number; done: number },
): { status: RunStatus; error: AppError | null } {
  if (thrown instanceof Suspended) return { status: 'paused', error: null }
  const error = loadError(thrown)
  if (thrown instanceof KnownError && thrown.kind === 'cancelled') return { status: 'cancelled', error }
  // The server imposed a wait that only a person can decide on.
  if (thrown instanceof KnownError && thrown.detail?.retryAfterS !== undefined) return { status: 'paused', error }
  const sourceGone = thrown instanceof SourceDown || thrown instanceof PageFailure
  if (sourceGone && pages.done > 0) return { status: 'partial', error: partialError(failed, pages.planned, error) }
  return { status: 'failed', error }
}

/**
 * What is said of a first load that has read fewer films than the source counts.
 *
 * @param tries loads that have ended so, this one among them: after the second a person is told what they can do about it
 */
export function countError({ claimed, films }: { claimed: number | null; films: number }, tries: number): AppError {
  const [counted, read] = [claimed ?? 0, films].map((count) => count.toLocaleString('en-US'))
  const says =
    claimed === null
      ? `The source said before that it has more films than the ${read} that it answered`
      : `The source says that it has ${counted} films, but answered only ${read}`
  const wayOut =
    tries < 2
      ? ''
      : ' It has been so before: if these are really all, agree to it (command line: sync --full --accept-removals).'
  return {
    kind: 'partial',
    message: `${says}, so nothing was published. The next load asks for the others again.${wayOut}`,
    detail: { claimed: claimed ?? 0, films },
  }
}

/** What is said of a load that could not read all its pages. `cause`: why it stopped, when it stopped early. */
export function partialError(failed: FailedPages, planned: number, cause: AppError | null = null): AppError {
  const first = cause ?? failed.first?.error ?? null
  const because = first ? ` ${first.message}` : ''
  return {
    kind: 'partial',
    message: `${failed.count > 0 ? missingPages(failed, planned) : 'The source failed before the load was complete'}, so nothing was published. The next load goes on from here.${because}`,
    detail: {
      failedPages: failed.count,
      ...(first ? { cause: first.kind } : {}),
      // A name that died in the middle of a load: the new address is offered all the same.
      ...(first?.detail?.newUrl ? { newUrl: first.detail.newUrl } : {}),
    },
  }
}

function missingPages({ alone, count, first }: FailedPages, planned: number): string {
  const grouped = (pages: number) => pages.toLocaleString('en-US')
  const missing = `${grouped(count)} of ${grouped(planned)} ${planned === 1 ? 'page' : 'pages'}`
  if (alone === null) return `${missing} could not be read`
  const tried = `Page ${grouped(alone)} ${first ? 'could not be read again' : 'was read'}.`
  return `${tried} ${missing} ${count === 1 ? 'is' : 'are'} still missing`
}

/** The numbers of a load as its last snapshot has them: what a dry run reports, and a load whose ledger cannot be read. */
export function summaryOf({
  runId,
  requests,
  retries,
  pages,
  films,
}: SyncProgress): Pick<
  SyncSummary,
  'runId' | 'requests' | 'retries' | 'pages' | 'removed' | keyof SyncProgress['films']
> {
  return { runId, requests, retries, pages: pages.done, ...films, removed: 0 }
}
