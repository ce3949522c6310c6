import { type DimensionId, dimensionOf, type SetId } from './dimensions.ts'

/**
 * What a measure takes of the films of a mark or a cell. The SQL below and the arithmetic of the columns engine
 * (`electron/warehouse/read/explore/tally.ts`) are both made from it, and a property test holds them to each other.
 */
export type Aggregate =
  /** Films. */
  | { kind: 'films' }
  /** Pairs of a film and a member of a set; of the members of the cell where the set is an axis. */
  | { kind: 'pairs'; of: SetId }
  /** Films, each shared out evenly over its members of a set; a film without one counts whole. */
  | { kind: 'shared'; of: SetId }
  /** Films so shared out, as a part of those of the table, of its row, of its column or of the row that its row is in. */
  | { kind: 'share'; of: SetId; within: ShareBase }
  /** Members of a set a film. */
  | { kind: 'pairs_a_film'; of: SetId }
  /** Films that have a value; the same as a share of all films. */
  | { kind: 'known' | 'share_known'; of: MeasuredId }
  /** The values added up, in so many of their unit. */
  | { kind: 'sum'; of: MeasuredId; per: number }
  | { kind: 'mean' | 'lowest' | 'highest'; of: MeasuredId }
  /** With linear interpolation between neighbours. */
  | { kind: 'quantile'; of: MeasuredId; at: number }
  /** The mean as if so many films more had that of the whole catalogue: a few films alone do not make an extreme. */
  | { kind: 'steadied'; of: MeasuredId; by: number }
  /** Films whose value is so much or more, as a part of those that have one. */
  | { kind: 'share_at_least'; of: MeasuredId; least: number }
  /** One quantile less another. */
  | { kind: 'spread'; of: MeasuredId; from: number; to: number }

/** What is 1 of a share. */
export type ShareBase = 'total' | 'row' | 'column' | 'parent'

/** Dimensions whose value the fact repeats as a number. */
export type MeasuredId = 'rating' | 'runtime'

/**
 * Whether the numbers of cells add up to that of their total: always, where no film is in two of the cells (`films`), or never, so
 * that a total is worked out from its films.
 */
export type Additive = 'always' | 'films' | 'never'

/** Whether an aggregate adds up. */
export function additiveOf(aggregate: Aggregate): Additive {
  const { kind } = aggregate
  if (kind === 'pairs' || kind === 'shared') return 'always'
  if (kind === 'share') return aggregate.within === 'total' || aggregate.within === 'column' ? 'always' : 'never'
  return kind === 'films' || kind === 'known' || kind === 'sum' ? 'films' : 'never'
}

/** The dimension whose values or members are taken; null for films as such. */
export function takenFrom(aggregate: Aggregate): DimensionId | null {
  return aggregate.kind === 'films' ? null : aggregate.of
}

/**
 * An aggregate in SQL over films as `f`, with the columns of the fact.
 *
 * @param pairs how many pairs of a film and a member one row stands for, as an expression that is null for a film without any; absent =
 *   a row is a film, with all its members
 * @param within of a share: the columns that groups have in common which are its base together, with commas; empty = all
 */
export function aggregateSql(aggregate: Aggregate, pairs?: string, within = ''): string {
  switch (aggregate.kind) {
    case 'films':
      return 'COUNT(*)'
    case 'pairs':
      if (pairs === undefined) return `COALESCE(SUM(${countOf(aggregate.of)}), 0)`
      return pairs === '1' ? 'COUNT(*)' : `COALESCE(SUM(${pairs}), 0)`
    case 'shared':
      if (pairs === undefined) return 'COUNT(*)'
      if (pairs === '1') return `SUM(1.0 / ${countOf(aggregate.of)})`
      return `COALESCE(SUM(COALESCE(1.0 * ${pairs} / ${countOf(aggregate.of)}, 1)), 0)`
    case 'share': {
      const here = aggregateSql({ kind: 'shared', of: aggregate.of }, pairs)
      return `1.0 * ${here} / SUM(${here}) OVER (${within && `PARTITION BY ${within}`})`
    }
    case 'pairs_a_film':
      return `1.0 * SUM(${countOf(aggregate.of)}) / COUNT(*)`
    case 'known':
      return `COUNT(${valueColumn(aggregate.of)})`
    case 'share_known':
      return `1.0 * COUNT(${valueColumn(aggregate.of)}) / COUNT(*)`
    case 'sum':
      return `SUM(${valueColumn(aggregate.of)})${aggregate.per === 1 ? '' : ` / ${aggregate.per}.0`}`
    case 'mean':
      return `AVG(${valueColumn(aggregate.of)})`
    case 'steadied': {
      const column = valueColumn(aggregate.of)
      const mean = `(SELECT AVG(${column}) FROM fact_movies AS f)`
      const steadied = `(${aggregate.by} * ${mean} + SUM(${column})) / (${aggregate.by} + COUNT(${column}))`
      return `CASE WHEN COUNT(${column}) > 0 THEN ${steadied} END`
    }
    case 'share_at_least': {
      const column = valueColumn(aggregate.of)
      return `1.0 * SUM(${column} >= ${aggregate.least}) / COUNT(${column})`
    }
    case 'lowest':
      return `MIN(${valueColumn(aggregate.of)})`
    case 'highest':
      return `MAX(${valueColumn(aggregate.of)})`
    case 'quantile':
      return quantileSql(aggregate.of, aggregate.at)
    case 'spread':
      return `${quantileSql(aggregate.of, aggregate.to)} - ${quantileSql(aggregate.of, aggregate.from)}`
  }
}

function quantileSql(of: MeasuredId, at: number): string {
  return `percentile_cont(${valueColumn(of)}, ${at})`
}

function valueColumn(of: MeasuredId): string {
  return `f.${dimensionOf(of).gold.measure?.column}`
}

function countOf(of: SetId): string {
  return `f.${dimensionOf(of).gold.count}`
}
