import { describe, expect, it } from 'vitest'
import type { RunRow } from '../../shared/contract/sync.ts'
import type { SchemaDescription, SchemaNode } from '../../shared/contract/warehouse.ts'
import { tables } from '../../shared/tables.ts'
import type { SchemaContext } from './describe-node.ts'
import { type Diagram, remarkOf } from './diagram.ts'
import { diagramToSvg } from './diagram-svg.ts'
import { lineageDiagram } from './lineage-diagram.ts'
import { starDiagram } from './star-diagram.ts'
import { walk } from './walk.ts'

const loaded = Date.parse('2026-11-23T12:00:00')
const lastRun = { runId: 3, fetched: 100, startedAt: loaded, finishedAt: loaded } as RunRow
const published: SchemaContext = {
  status: { goldVersion: 1, publishedAt: loaded, publishedRunId: 1, lastRun },
  syncing: false,
}
const nothing: SchemaContext = {
  status: { goldVersion: 0, publishedAt: null, publishedRunId: null, lastRun: null },
  syncing: false,
}
const factKeys = {
  movie_key: 'dim_movie',
  date_key: 'dim_date',
  language_key: 'dim_language',
  runtime_key: 'dim_runtime',
  rating_key: 'dim_rating',
  mpa_rating_key: 'dim_mpa_rating',
  year_key: 'dim_released_year',
}

/** The tables of the app with the keys of its star. */
function schemaOf(rows: number | null): SchemaDescription {
  const keys = [
    ...Object.entries(factKeys).map(([column, to]) => ({ from: 'fact_movies', column, to, toColumn: column })),
    { from: 'genre_junction', column: 'movie_id', to: 'fact_movies', toColumn: 'movie_id' },
    { from: 'genre_junction', column: 'genre_id', to: 'dim_genre', toColumn: 'genre_id' },
  ]
  const roleOf = (id: string): SchemaNode['role'] => {
    if (id === 'fact_movies') return 'fact'
    if (id === 'genre_junction') return 'bridge'
    return id.startsWith('dim_') ? 'dimension' : 'table'
  }
  const nodes = tables.map(
    ({ key, layer, grain, columns }): SchemaNode => ({
      id: key,
      layer,
      role: roleOf(key),
      table: key,
      rows,
      grain,
      columns: columns.map(({ key: name }, index) => {
        const reference = keys.find((candidate) => candidate.from === key && candidate.column === name)
        const references = reference ? `${reference.to}.${reference.toColumn}` : null
        return { name, type: 'INTEGER', primaryKey: index === 0, references, notNull: true }
      }),
    }),
  )
  const source: SchemaNode = {
    id: 'source',
    layer: 'source',
    role: 'source',
    table: null,
    rows: null,
    grain: 'One answer a page',
    columns: [],
  }
  const lineage = [{ from: 'bronze_page', to: 'silver_movie', rowsIn: 1000, rowsOut: 990, refused: 7 }]
  return { nodes: [source, ...nodes], keys, lineage: rows === null ? [] : lineage }
}

function overlaps({ nodes }: Diagram): string[] {
  return nodes.flatMap((a, index) =>
    nodes
      .slice(index + 1)
      .filter((b) => a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height)
      .map((b) => `${a.id} ${b.id}`),
  )
}

describe('the star', () => {
  const star = starDiagram(schemaOf(12), published)

  it('has the fact between its dimensions, and the genres behind their bridge', () => {
    expect(star.nodes.map(({ id }) => id).toSorted()).toEqual(
      ['dim_genre', 'fact_movies', 'genre_junction', ...Object.values(factKeys)].toSorted(),
    )
    expect(star.edges).toHaveLength(9)
    const fact = star.nodes.find(({ id }) => id === 'fact_movies')
    const left = star.nodes.filter(({ x }) => x < (fact?.x ?? 0))
    expect(left.map(({ id }) => id)).toEqual(['dim_movie', 'dim_mpa_rating', 'dim_date', 'dim_language'])
    expect(overlaps(star)).toEqual([])
  })

  it('tells released year and upload date apart by role, box and edge', () => {
    const roles = star.nodes.flatMap(({ id, role }) => (role ? [[id, role]] : []))
    expect(roles.toSorted()).toEqual([
      ['dim_date', 'upload date'],
      ['dim_released_year', 'released year'],
    ])
    expect(
      star.edges
        .filter(({ label }) => label[0]?.tone === 'strong')
        .map(({ to }) => to)
        .toSorted(),
    ).toEqual(['dim_date', 'dim_released_year'])
  })

  it('says "not built", never 0, before anything was published', () => {
    for (const schema of [schemaOf(0), schemaOf(null), schemaOf(1)]) {
      const empty = starDiagram(schema, nothing)
      expect(new Set(empty.nodes.map(({ rows }) => rows))).toEqual(new Set(['not built']))
    }
    expect(starDiagram(schemaOf(0), published).nodes[0]?.rows).toBe('0 rows')
  })
})

describe('the lineage', () => {
  it('runs from left to right without overlaps, with what went in, out and was refused', () => {
    const lineage = lineageDiagram(schemaOf(12), published)
    expect(overlaps(lineage)).toEqual([])
    const y = (id: string) => lineage.nodes.find((node) => node.id === id)?.y ?? Number.NaN
    expect(Math.min(...lineage.nodes.filter(({ id }) => id.startsWith('dim_')).map(({ id }) => y(id)))).toBeGreaterThan(
      y('fact_movies'),
    )
    const x = (id: string) => lineage.nodes.find((node) => node.id === id)?.x ?? Number.NaN
    expect(x('source')).toBeLessThan(x('bronze_page'))
    expect(x('bronze_page')).toBeLessThan(x('silver_movie'))
    expect(x('silver_movie')).toBeLessThan(x('fact_movies'))
    const cleaned = lineage.edges.find(({ to }) => to === 'silver_movie')
    expect(cleaned?.label.map(({ text }) => text)).toEqual(['1,000 in', '990 out', '7 refused'])
    expect(lineage.edges.find(({ to }) => to === 'fact_movies')?.sentence).toBe('not built')
  })

  it('is whole without a warehouse', () => {
    const lineage = lineageDiagram(schemaOf(null), nothing)
    expect(lineage.nodes.filter(({ built }) => built).map(({ id }) => id)).toEqual(['source'])
    expect(lineage.nodes).toHaveLength(14)
  })
})

describe('arrow keys', () => {
  it.each([
    ['star', starDiagram(schemaOf(12), published), 'fact_movies'],
    ['lineage', lineageDiagram(schemaOf(12), published), 'source'],
  ])('reach every box of the %s', (_, diagram, start) => {
    const reached = new Set([start])
    for (const from of reached) {
      for (const direction of ['left', 'right', 'up', 'down'] as const) {
        const next = walk(diagram, from, direction)
        if (next) reached.add(next)
      }
    }
    expect(reached.size).toBe(diagram.nodes.length)
  })

  it('follow edges before they jump', () => {
    const star = starDiagram(schemaOf(12), published)
    expect(walk(star, 'fact_movies', 'down')).toBe('genre_junction')
    expect(walk(star, 'genre_junction', 'right')).toBe('dim_genre')
    expect(walk(star, 'dim_date', 'right')).toBe('fact_movies')
  })
})

it('saves every box and edge as plain text in SVG, markup escaped', () => {
  const palette = {
    background: '#fff',
    text: '#000',
    muted: '#555',
    line: '#ddd',
    mark: '#00f',
    selected: '#00a',
    font: 'sans-serif',
  }
  const star = starDiagram(schemaOf(12), published)
  const svg = diagramToSvg(star, 'A <b>', 'x', palette)
  expect(svg).toContain('A &lt;b&gt;')
  expect(svg).not.toContain('<b>')
  for (const { id } of star.nodes) expect(svg).toContain(`>${id}<`)
  for (const { label } of star.edges) expect(svg).toContain(`>${label[0]?.text}<`)
})

describe('failing checks', () => {
  const checks: SchemaContext['checks'] = [
    { name: 'rating_range', severity: 'error', status: 'failed', tables: ['fact_movies'] },
    { name: 'language_unknown', severity: 'warning', status: 'failed', tables: ['fact_movies'] },
    { name: 'imdb_missing', severity: 'warning', status: 'failed', tables: ['fact_movies'] },
    { name: 'date_parts', severity: 'error', status: 'broken', tables: ['dim_date'] },
    { name: 'year_range', severity: 'error', status: 'passed', tables: ['dim_released_year'] },
  ]
  const context = { ...published, checks }
  const schema = schemaOf(5)

  it('show on the table they look at, beside its role, and nowhere else', () => {
    const notes = new Map(starDiagram(schema, context).nodes.map(({ id, note }) => [id, note]))
    expect(notes.get('fact_movies')).toBe('1 failing, 2 warnings')
    expect(notes.get('dim_date')).toBe('1 failing')
    expect([...notes.values()].filter(Boolean)).toHaveLength(2)
    const date = starDiagram(schema, context).nodes.find(({ id }) => id === 'dim_date')
    expect(date && remarkOf(date)).toBe('role: upload date · 1 failing')
  })

  it('stand beside the run that made the rows, and when; a load in between marks gold as older', () => {
    const still = lineageDiagram(schema, context).nodes
    const during = lineageDiagram(schema, { ...context, syncing: true }).nodes
    const ages = (nodes: Diagram['nodes']) => new Map(nodes.map(({ id, age }) => [id, age]))
    expect(ages(still).get('source')).toBeNull()
    expect(ages(still).get('bronze_page')).toBe('run 3 · 2026-11-23 12:00')
    expect(ages(still).get('dim_date')).toBe('run 1 · 2026-11-23 12:00')
    expect(ages(during).get('silver_movie')).toBe('being loaded')
    expect(ages(during).get('dim_date')).toBe('as of 2026-11-23 12:00')
    const stale = during.filter((node) => node.stale).map(({ id }) => id)
    expect(stale).toContain('fact_movies')
    expect(stale).not.toContain('bronze_page')
    expect(still.some((node) => node.stale)).toBe(false)
    expect(ages(starDiagram(schema, context).nodes).get('fact_movies')).toBe('run 1 · 2026-11-23 12:00')
    expect(lineageDiagram(schemaOf(null), nothing).nodes.every(({ age }) => age === null)).toBe(true)
  })

  it('push no box of the lineage over another', () => {
    const { nodes } = lineageDiagram(schema, context)
    for (const a of nodes) {
      for (const b of nodes) {
        const apart = a === b || a.x !== b.x || a.y + a.height <= b.y || b.y + b.height <= a.y
        expect(apart, `${a.id} over ${b.id}`).toBe(true)
      }
    }
  })
})
