import type { LostFields, PromoteOutcome } from '../../warehouse/write/load-store.ts'
import type { CountVerdict } from '../plan/count-check.ts'
import type { Plan } from '../plan/plan.ts'

/** Fields of so few films are nobody's concern; nor are those of a smaller share of the films met. */
const FEW_FILMS = 5
const FEW_SHARE = 0.02

/** What a person is told of a load that was published. */
export interface PublishedWarnings {
  sentences: string[]
  /** Films that wait for consent to their removal. */
  pendingRemovals: number
  /** Fields whose known values wait for consent to their loss. */
  missingFields: string[]
}

export function publishedWarnings(
  outcome: PromoteOutcome,
  plan: Plan,
  lost: LostFields,
  count: CountVerdict | null,
): PublishedWarnings {
  const sentences: string[] = []
  const { pendingRemovals } = outcome
  if (pendingRemovals > 0) {
    sentences.push(
      `${grouped(pendingRemovals)} films were missing from two full loads. They are kept until somebody agrees (command line: sync --full --accept-removals).`,
    )
  }
  for (const warning of countWarnings(count, { removed: outcome.removed })) sentences.push(warning)
  const few = Math.max(FEW_FILMS, lost.met * FEW_SHARE)
  const missing = lost.missing.filter(({ kept }) => kept > few)
  for (const { names, films } of byCount(missing)) {
    sentences.push(
      `The source no longer sends ${names}: missing on ${grouped(films)} of ${grouped(lost.met)} films. What is known is kept until somebody agrees (command line: sync --full --accept-missing-fields).`,
    )
  }
  for (const { names, films } of byCount(lost.accepted ? [] : lost.unknown.filter((field) => field.films > few))) {
    sentences.push(
      `The source now says that ${names} is unknown for ${grouped(films)} films of which it was known. The films' history has the old values.`,
    )
  }
  if (plan.kind === 'full' && plan.unstable) {
    sentences.push('The catalogue moved while it was read. Another full load will follow.')
  }
  return { sentences, pendingRemovals, missingFields: missing.map(({ field }) => field) }
}

/** What is said of a load, or of a dry run, that has not read all the films which the source has. `removed`: films that a person let go. */
export function countWarnings(
  count: CountVerdict | null,
  { isDryRun = false, removed = 0 }: { isDryRun?: boolean; removed?: number } = {},
): string[] {
  if (!count || count.isWhole) return []
  const kept = removed > 0 ? '' : ' No film counts as removed.'
  const next = count.isFullDue ? ` Another full load ${isDryRun ? 'would' : 'will'} follow.` : ''
  if (count.claimed !== null && count.gap > 0)
    return [
      `The source says that it has ${grouped(count.claimed)} films, and ${grouped(count.films)} are known.${kept}${next}`,
    ]
  if (!count.isFullDue) return []
  return [`The source may not have answered all the films that it has.${kept}${next}`]
}

/** The fields that as many films concern, named together. */
function byCount(fields: readonly { field: string; films: number }[]): { names: string; films: number }[] {
  const groups = new Map<number, string[]>()
  for (const { field, films } of fields) groups.set(films, [...(groups.get(films) ?? []), field])
  return [...groups].map(([films, names]) => ({ films, names: names.join(', ') }))
}

function grouped(count: number): string {
  return count.toLocaleString('en-US')
}
