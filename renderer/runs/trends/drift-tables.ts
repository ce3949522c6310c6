import type { RatingDrift } from '../../../shared/contract/sync.ts'
import { inSentence } from '../../../shared/model/values/words.ts'
import type { ReportPartOf } from '../../../shared/report/report-spec.ts'
import { formatDecimal, formatInteger } from '../../format.ts'
import { differenceText } from './drift-model.ts'

const numbers = (...labels: string[]) => labels.map((label) => ({ label, numeric: true }))

/** How ratings of groups of films moved, for a report. */
export function reportedGroups(
  title: string,
  head: string,
  groups: RatingDrift['byAge'],
  note: string,
): ReportPartOf<'table'> {
  return {
    kind: 'table',
    title: `Rating drift ${inSentence(title)}`,
    notes: [note],
    columns: [{ label: head, numeric: false }, ...numbers('Moved', 'Up', 'Down', 'Mean')],
    rows: groups.map(({ name, films, up, mean }) => [
      name,
      formatInteger(films),
      formatInteger(up),
      formatInteger(films - up),
      differenceText(mean, 2),
    ]),
    total: groups.length,
  }
}

/** The films whose ratings moved most, for a report. */
export function reportedMovers({ movers, moved }: RatingDrift): ReportPartOf<'table'> {
  return {
    kind: 'table',
    title: 'Movers',
    notes: [],
    columns: [{ label: 'Film', numeric: false }, ...numbers('Old', 'New', 'New − old', 'Changes')],
    rows: movers.map(({ title, old, new: now, changes }) => [
      title,
      formatDecimal(old),
      formatDecimal(now),
      differenceText(now - old),
      formatInteger(changes),
    ]),
    total: moved,
  }
}
