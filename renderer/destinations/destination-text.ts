import type { DestinationInfo } from '../../shared/contract/destinations.ts'
import type { Publication } from '../../shared/ipc/publication.ts'
import type { AppError } from '../../shared/ipc/result.ts'
import { formatBytes, formatCount, formatInteger } from '../format.ts'

export type Tone = 'ok' | 'warn' | 'danger' | ''

/** What a destination is at, in a word for its badge and a sentence. */
export interface DestinationState {
  word: string
  tone: Tone
  meaning: string
  /** Others changed it. */
  isEdited?: boolean
}

const running: Readonly<Record<Publication['doing'], string>> = {
  publish: 'Publishing',
  show: 'Rolling back',
  verify: 'Verifying',
  'set up': 'Setting up',
}

export const kindText: Readonly<Record<'parquet' | 'databricks' | 'spark', string>> = {
  parquet: 'Folder of Parquet files',
  databricks: 'Databricks',
  spark: 'Spark',
}

/** What was told last of a destination; null when the ledger has something newer, of the command line for one. */
function newestOf(told: Publication | null, last: DestinationInfo['last']): Publication | null {
  const isOld = told !== null && last !== null && last.finishedAt > told.startedAt + told.elapsedMs
  return isOld && told.status !== 'running' ? null : told
}

/** What is told under the name of a destination: not what has ended well and was of another star than that in force now. */
export function toldNow(
  { last }: Pick<DestinationInfo, 'last'>,
  told: Publication | null,
  goldVersion: number,
): Publication | null {
  const newest = newestOf(told, last)
  const isPast = newest?.doing === 'publish' && (newest.status === 'published' || newest.status === 'unchanged')
  return isPast && newest.goldVersion !== goldVersion ? null : newest
}

/**
 * How a destination stands to the star of this machine, as far as it is known here: by the ledger, and by what was done in this
 * session. The destination is not asked.
 */
export function stateOf(
  {
    error,
    last,
    lastPublished,
    filmsBehind,
    isEdited,
  }: Pick<DestinationInfo, 'error' | 'last' | 'lastPublished' | 'filmsBehind' | 'isEdited'>,
  told: Publication | null,
  goldVersion: number,
): DestinationState {
  const publication = newestOf(told, last)
  if (error) return { word: 'Not usable', tone: 'danger', meaning: error.message }
  if (publication?.status === 'running') {
    const word = running[publication.doing]
    return { word, tone: '', meaning: `${word} now.` }
  }
  const isMended = publication?.status === 'published' || publication?.status === 'verified'
  if (publication?.status === 'differs' || (isEdited && !isMended))
    return {
      word: 'Changed by others',
      tone: 'danger',
      meaning: 'It does not hold what was published there. Publish everything to replace it.',
      isEdited: true,
    }
  if (publication?.status === 'interrupted')
    return { word: 'Interrupted', tone: 'warn', meaning: publication.error?.message ?? '' }
  // What was done in this session comes after all that the ledger has.
  const failure = publication ? (publication.status === 'failed' ? publication.error : null) : failureOf(last)
  if (failure) return { ...failing(failure.kind), meaning: failure.message }
  const shown = publication?.goldVersion ?? lastPublished?.goldVersion ?? null
  if (shown === null && !lastPublished)
    return { word: 'Never published', tone: '', meaning: 'Nothing was published from this machine yet.' }
  if (shown === goldVersion)
    return { word: 'Equal', tone: 'ok', meaning: 'It was given the star that is in force on this machine.' }
  if (filmsBehind === null || filmsBehind === 0)
    return {
      word: 'Behind',
      tone: 'warn',
      meaning: 'It shows the star of another load than the one in force on this machine.',
    }
  const films = formatCount(filmsBehind, 'film')
  return {
    word: `Behind by ${films}`,
    tone: 'warn',
    meaning: `It shows the star of an earlier load: ${films} were added, changed or removed since.`,
  }
}

type Failure = Pick<AppError, 'kind' | 'message'>

function failureOf(last: DestinationInfo['last']): Failure | null {
  if (last?.status !== 'failed') return null
  return { kind: last.errorKind ?? 'internal', message: last.errorMessage ?? 'The last publish failed.' }
}

/** Another publisher at work is no failure, and a destination that is away may come back by itself. */
function failing(kind: AppError['kind']): Pick<DestinationState, 'word' | 'tone'> {
  if (kind === 'destination_busy') return { word: 'Busy', tone: 'warn' }
  return { word: kind === 'destination_unreachable' ? 'Unreachable' : 'Failing', tone: 'danger' }
}

const worked = {
  verify: 'Reading everything again',
  show: 'Changing what readers see',
  'set up': 'Making what is missing',
} as const

/** What is being done, in a line. */
export function progressText(publication: Publication): string {
  const { step, table, tableNumber, tables, bytes, statements, message, doing } = publication
  if (message !== null) return message
  if (step === 'connecting') return 'Signing in'
  if (doing !== 'publish') return worked[doing]
  if (step === 'comparing' || table === null) return 'Comparing with what is there'
  const parts = [
    `Sending ${table}, table ${formatInteger(tableNumber)} of ${formatInteger(tables)}`,
    formatBytes(bytes),
  ]
  if (statements > 0) parts.push(formatCount(statements, 'statement'))
  return parts.join(' · ')
}

/** How it ended; null while it goes on. */
export function endText({ status, doing, version, differences, message, error }: Publication): string | null {
  const after = message === null ? '' : ` ${message}`
  switch (status) {
    case 'running':
      return null
    case 'published':
      return doing === 'show'
        ? `Version ${version} is shown again. The next publish makes a new version.${after}`
        : `Version ${version} published, equal by digest.${after}`
    case 'unchanged':
      return `Unchanged: version ${version} has the same digests. Nothing was sent.${after}`
    case 'set up':
      return 'It is set up. Readers see what they saw before.'
    case 'verified':
      return `Version ${version} is as it was published.${after}`
    case 'differs':
      return `${formatCount(differences.length, 'difference')} to what was published. Publish everything to replace it.${after}`
    case 'cancelled':
      return 'Cancelled. What was published before is unchanged.'
    default:
      return error?.message ?? 'It failed.'
  }
}

const endTones: Readonly<Record<Publication['status'], Tone>> = {
  running: '',
  published: 'ok',
  unchanged: 'ok',
  verified: 'ok',
  'set up': 'ok',
  differs: 'danger',
  cancelled: '',
  failed: 'danger',
  interrupted: 'warn',
}

export function endTone({ status, error }: Publication): Tone {
  return status === 'failed' && error ? failing(error.kind).tone : endTones[status]
}
