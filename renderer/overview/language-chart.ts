import type { Overview } from '../../shared/contract/explore.ts'
import type { MovieFilter } from '../../shared/filter.ts'
import type { LinkedChart } from '../charts/linked.ts'
import type { Mark } from '../charts/model.ts'
import { languageLabel } from '../filter/members.ts'
import { clearClause, pickLanguages, toggleLanguages } from '../filter/reducers.ts'
import { formatInteger } from '../format.ts'
import { countedText, countTip, ghostNote, scaleOf, total } from './counted.ts'
import { memberState } from './mark-states.ts'

type LanguageBucket = Overview['languages'][number]

/** Bars of their own; the rest of the languages share one. */
const mostShown = 12

interface Group {
  label: string
  codes: readonly string[]
  count: number
  all: number
}

function groupsOf(languages: readonly LanguageBucket[]): Group[] {
  const sorted = [...languages].sort((a, b) => b.all - a.all || a.label.localeCompare(b.label))
  const shown = sorted.length <= mostShown + 1 ? sorted : sorted.slice(0, mostShown)
  const rest = sorted.slice(shown.length)
  const groups = shown.map(
    (bucket): Group => ({
      label: languageLabel(bucket.label, bucket.name),
      codes: [bucket.label],
      count: bucket.count,
      all: bucket.all,
    }),
  )
  if (rest.length > 0) {
    const sum = (measure: 'count' | 'all') => rest.reduce((films, bucket) => films + bucket[measure], 0)
    groups.push({
      label: `${rest.length} others`,
      codes: rest.map((bucket) => bucket.label),
      count: sum('count'),
      all: sum('all'),
    })
  }
  return groups
}

/** Films by language: the twelve most frequent of the whole catalogue, the others together in one last bar. */
export function languageChart(languages: readonly LanguageBucket[], clause: MovieFilter['languages']): LinkedChart {
  const groups = groupsOf(languages)
  const marks = groups.map(
    (group): Mark => ({
      key: group.codes.length === 1 ? `code ${group.codes[0]}` : 'others',
      label: group.label,
      name: group.codes.length === 1 ? group.label : `${group.codes.length} other languages`,
      value: group.count,
      all: group.all,
      state: memberState(clause.any, clause.none, group.codes),
    }),
  )
  const scale = scaleOf(marks)
  const left = total(marks, 'value')
  const codesAt = (index: number) => groups[index]?.codes ?? []
  return {
    model: {
      id: 'languages',
      title: 'Films by language',
      counted: countedText(left, total(marks, 'all'), 'film'),
      notes: ['By original language, each film once.', ...ghostNote(scale)],
      drawing: { kind: 'bars', marks, scale, axisLabels: [] },
      format: formatInteger,
      tip: (index) => {
        const mark = marks[index]
        return mark ? countTip(mark, left, 'films', formatInteger) : { title: '', lines: [] }
      },
      table: () => ({
        columns: [
          { label: 'Language', numeric: false },
          { label: 'Code', numeric: false },
          { label: 'Films', numeric: true },
          { label: 'Films in the whole catalogue', numeric: true },
        ],
        rows: languages.map((bucket) => [
          languageLabel(bucket.label, bucket.name),
          bucket.label || null,
          bucket.count,
          bucket.all,
        ]),
      }),
    },
    groupBy: 'language',
    isActive: clause.any.length + clause.none.length > 0,
    act: (index, action) =>
      action === 'exclude' ? toggleLanguages(codesAt(index), 'none') : pickLanguages(codesAt(index), action === 'add'),
    only: (index) => (filter) => ({ ...filter, languages: { any: [...codesAt(index)], none: [] } }),
    clear: clearClause('languages'),
  }
}
