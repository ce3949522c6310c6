import type { ChannelOutput, ParsedInput } from '../../../../shared/contract/index.ts'
import type { CheckResult, RuleResult } from '../../../../shared/contract/warehouse.ts'
import { KnownError } from '../../../../shared/ipc/result.ts'
import { type CleaningRule, cleaningRules } from '../../../../shared/model/rules.ts'
import { subjectsOfRule } from '../../../../shared/model/subjects.ts'
import type { ReadableDb } from '../../file/connection.ts'
import { qualityChecks } from '../../quality/checks.ts'
import type { QualityCheck } from '../../quality/quality-check.ts'
import { bronzeReader } from '../film/bronze-film.ts'
import { differencesOf } from '../film/differences.ts'

type Offenders = ChannelOutput<'quality.offenders'>
type Window = Pick<ParsedInput<'quality.offenders'>, 'offset' | 'limit'>

/** Runs in a trend. */
const trendRuns = 20

interface StoredResult {
  runId: number
  name: string
  status: CheckResult['status']
  failed: number
  total: number
}

/** Every check and every cleaning rule, with what they found; also for a warehouse that is not there yet. */
export function qualitySummary(db: ReadableDb | null): { checks: CheckResult[]; rules: RuleResult[] } {
  return { checks: checkResults(db), rules: ruleResults(db) }
}

function checkResults(db: ReadableDb | null): CheckResult[] {
  const results =
    db
      ?.prepare<[number], StoredResult>(
        `SELECT run_id AS runId, check_name AS name, status, failed, total FROM quality_result
         WHERE run_id IN (SELECT DISTINCT run_id FROM quality_result ORDER BY run_id DESC LIMIT ?) ORDER BY run_id`,
      )
      .all(trendRuns) ?? []
  return qualityChecks.map(({ name, title, description, severity, tables, columns }) => {
    const own = results.filter((result) => result.name === name)
    const latest = own.at(-1)
    return {
      name,
      title,
      description,
      severity,
      tables: [...tables],
      columns: [...columns],
      status: latest?.status ?? 'not_evaluated',
      failed: latest?.failed ?? 0,
      total: latest?.total ?? 0,
      runId: latest?.runId ?? null,
      trend: own.map(({ runId, failed }) => ({ runId, failed })),
    }
  })
}

function ruleResults(db: ReadableDb | null): RuleResult[] {
  const counts =
    db
      ?.prepare<[], { runId: number; rule: string; count: number }>(
        'SELECT run_id AS runId, rule, count FROM run_rule ORDER BY run_id',
      )
      .all() ?? []
  // Runs that read pages, also those in which no rule had anything to do.
  const runs =
    db
      ?.prepare<[number], number>('SELECT DISTINCT run_id FROM run_page ORDER BY run_id DESC LIMIT ?')
      .pluck()
      .all(trendRuns)
      .reverse() ?? []
  const current = db ? currentRows(db) : new Map<string, number>()
  return cleaningRules.map(({ name, title, description }) => {
    const byRun = new Map(counts.filter(({ rule }) => rule === name).map(({ runId, count }) => [runId, count]))
    return {
      name,
      title,
      description,
      columns: subjectsOfRule(name),
      lastRun: byRun.get(runs.at(-1) ?? 0) ?? 0,
      current: current.get(name) ?? 0,
      trend: runs.map((runId) => ({ runId, count: byRun.get(runId) ?? 0 })),
    }
  })
}

/** Rows that each rule has touched or refused, as the warehouse stands. */
function currentRows(db: ReadableDb): Map<string, number> {
  const rows = new Map<string, number>()
  const touched = db
    .prepare<[], [string, number]>("SELECT rules, COUNT(*) FROM silver_movie WHERE rules <> '' GROUP BY rules")
    .raw()
  const refused = db
    .prepare<[], [string, number]>("SELECT rule, COUNT(*) FROM quarantine WHERE status = 'open' GROUP BY rule")
    .raw()
  for (const [names, count] of [...touched.all(), ...refused.all()]) {
    for (const name of names.split(',')) rows.set(name, (rows.get(name) ?? 0) + count)
  }
  return rows
}

/** A window of the rows that a check or rule is about. Throws `not_found` for an unknown name. */
export function qualityOffenders(db: ReadableDb | null, input: ParsedInput<'quality.offenders'>): Offenders {
  const about: QualityCheck | CleaningRule | undefined =
    input.kind === 'check'
      ? qualityChecks.find(({ name }) => name === input.name)
      : cleaningRules.find(({ name }) => name === input.name)
  if (!about) throw new KnownError('not_found', `There is no ${input.kind} named ${input.name}.`)
  if (db === null) return { total: 0, rows: [] }
  if ('offendersSql' in about) return checkOffenders(db, about, input)
  return about.kind === 'refuse' ? refusedRows(db, about.name, input) : touchedRows(db, about.name, input)
}

function checkOffenders(db: ReadableDb, check: QualityCheck, { offset, limit }: Window): Offenders {
  const rows = db
    .prepare<[number, number], { movie_id: number | null; label: unknown; detail: unknown }>(
      `SELECT movie_id, label, detail FROM (${check.offendersSql}) LIMIT ? OFFSET ?`,
    )
    .all(limit, offset)
  return {
    total: Number(
      db
        .prepare(check.countSql ?? `SELECT COUNT(*) FROM (${check.offendersSql})`)
        .pluck()
        .get() ?? 0,
    ),
    rows: rows.map(({ movie_id, label, detail }) => ({
      movieId: movie_id,
      label: String(label ?? ''),
      detail: String(detail ?? ''),
    })),
  }
}

function refusedRows(db: ReadableDb, rule: string, { offset, limit }: Window): Offenders {
  const condition = "FROM quarantine WHERE rule = ? AND status = 'open'"
  return {
    total: Number(db.prepare(`SELECT COUNT(*) ${condition}`).pluck().get(rule)),
    rows: db
      .prepare<[string, number, number], Offenders['rows'][number]>(
        `SELECT movie_id AS movieId, 'Bronze page ' || page_id || ', film ' || (position + 1) AS label, reason AS detail
         ${condition} ORDER BY quarantine_id LIMIT ? OFFSET ?`,
      )
      .all(rule, limit, offset),
  }
}

/** Films a rule has touched, with what was received and what was stored. */
function touchedRows(db: ReadableDb, rule: string, { offset, limit }: Window): Offenders {
  // Names of rules hold no comma, so this finds whole names only.
  const condition = "FROM silver_movie WHERE rules <> '' AND instr(',' || rules || ',', ',' || ? || ',') > 0"
  const films = db
    .prepare<[string, number, number], Record<string, string | number | null>>(
      `SELECT * ${condition} ORDER BY movie_id LIMIT ? OFFSET ?`,
    )
    .all(rule, limit, offset)
  const receivedFilm = bronzeReader(db)
  const genresOf = db
    .prepare<[number], string>('SELECT genre FROM silver_movie_genre WHERE movie_id = ? ORDER BY genre')
    .pluck()
  return {
    total: Number(db.prepare(`SELECT COUNT(*) ${condition}`).pluck().get(rule)),
    rows: films.map((film) => {
      const movieId = Number(film.movie_id)
      const received = receivedFilm(Number(film.page_id), Number(film.position))
      const differences = 'row' in received ? differencesOf(received.row, film, genresOf.all(movieId)) : []
      const own = differences.filter((difference) => difference.rule.split(', ').includes(rule))
      const detail = own.map(
        ({ field, received: from, stored }) => `${field}: ${from ?? 'nothing'} → ${stored ?? 'unknown'}`,
      )
      return {
        movieId,
        label: String(film.title),
        detail: (detail.join('; ') || 'nothing came, nothing is stored').slice(0, 1000),
      }
    }),
  }
}
