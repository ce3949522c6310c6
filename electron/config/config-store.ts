import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { defaultYtsUrl } from '../../shared/api-address.ts'
import {
  type ConfigFile,
  type ConfigIssue,
  configFiles,
  type JsonConfig,
  type YamlConfig,
} from '../../shared/config.ts'
import type { ConfigFileState } from '../../shared/contract/app.ts'
import type { SyncSettings } from '../../shared/contract/sync.ts'
import { KnownError } from '../../shared/ipc/result.ts'
import { makeFolder } from '../files/make-folder.ts'
import { replaceFile } from '../files/small-file.ts'
import { keepBackup } from './backups.ts'
import { defaultConfigText } from './defaults.ts'
import { describeIssue } from './fields.ts'
import { maxConfigText, patchConfigText, readConfigText, readJsonText, readYamlText } from './text/config-text.ts'
import { type FileText, isThere, readFileText } from './text/file-text.ts'

const folderGone = 'The data folder is not there any more. Is its drive plugged in? Nothing was saved.'

/** What the last completed run recorded in the warehouse: the truth the files are compared with. */
export interface RecordedProgress {
  lastPageProcessed: number
  lastDate: string | null
}

export interface Config {
  yaml: YamlConfig
  json: JsonConfig
  files: ConfigFileState[]
  /** Every issue of both files, each told with its file's name by `files`. */
  issues: ConfigIssue[]
}

/**
 * Reads both configuration files. Never throws: a missing file gives defaults, a broken one defaults and issues.
 *
 * @param recorded progress the warehouse holds; when given, values raised above it are warned about
 */
export function readConfig(dataDir: string, recorded?: RecordedProgress): Config {
  const yamlText = readFileText(dataDir, 'config.yaml')
  const jsonText = readFileText(dataDir, 'config.json')
  const files = [stateOf('config.yaml', yamlText, recorded), stateOf('config.json', jsonText, recorded)]
  return {
    yaml: readYamlText(yamlText.text).values,
    json: readJsonText(jsonText.text).values,
    files,
    issues: files.flatMap((file) => file.issues),
  }
}

/** What a file would be if it held a text: values, issues and hash. Writes nothing. */
export function checkConfigText(file: ConfigFile, text: string, recorded?: RecordedProgress): ConfigFileState {
  return stateOf(file, { text }, recorded)
}

/** The settings of one load, taken from the configuration. */
export function syncSettings(config: Pick<Config, 'yaml' | 'json'>): SyncSettings {
  const { yaml, json } = config
  return {
    url: yaml.yts_url,
    limit: yaml.limit,
    maxWorkers: yaml.max_workers,
    requestTimeoutMs: yaml.request_timeout_s * 1000,
    maxAttempts: yaml.max_attempts,
    requestsPerSecond: yaml.requests_per_second,
    fullRefreshDays: yaml.full_refresh_days,
    lastPageProcessed: yaml.last_page_processed,
    lastDate: json.last_date,
  }
}

/**
 * What keeps a load from starting: an address that is there but wrong, or that stands in a file which cannot be parsed, and a wrong
 * `requests_per_second`. Any other wrong setting has a harmless default; loading from an address that the person did not name would
 * fill their warehouse with something else, and a limit that cannot be read must not become no limit.
 *
 * @param otherAddress the address of the file is not used
 */
export function loadObstacle(config: Pick<Config, 'files'>, otherAddress = false): KnownError | null {
  const yaml = config.files.find(({ file }) => file === 'config.yaml')
  const issue = yaml && stoppingIssue(yaml.text, yaml.issues, otherAddress)
  if (!issue) return null
  const { field, line, column } = issue
  return new KnownError('config_invalid', `${describeIssue('config.yaml', issue)}. Nothing was loaded.`, {
    file: 'config.yaml',
    field,
    line,
    column,
  })
}

/** The issue of a `config.yaml` that keeps loads from starting; undefined when none does. */
function stoppingIssue(text: string, issues: readonly ConfigIssue[], otherAddress = false): ConfigIssue | undefined {
  const named = namesAddress(text)
  return issues.find(({ field, line, severity }) => {
    if (severity !== 'error') return false
    if (field === 'requests_per_second') return true
    // A whole file that nobody can read may have said anything.
    return !otherAddress && (field === 'yts_url' || (field === '' && (line === 0 || named)))
  })
}

/** Whether a text, which may be no YAML at all, seems to name an address other than the default one. */
function namesAddress(text: string): boolean {
  const named = /^[\s{]*["']?yts_url["']?\s*:\s*["']?([^\s"',}#]+)/m.exec(text)?.[1]
  return named !== undefined && named !== defaultYtsUrl
}

/** Writes the files that are missing, each with every setting and its default. */
export async function ensureConfigFiles(dataDir: string): Promise<void> {
  makeFolder(dataDir)
  for (const file of configFiles) {
    if (!isThere(dataDir, file)) await writeConfig(dataDir, file, defaultConfigText(file))
  }
}

/** Two hosts that loads come from, the one before and the one after a change. */
export interface HostChange {
  from: string
  to: string
}

/**
 * What a save would leave, without saving.
 *
 * @param baseHash hash of the text the edit began from
 * @returns `moves`: the host that loads would come from and the one they come from now; null when it is the same. `shows`: a host that
 *   posters would come from, and do not now
 * @throws KnownError `conflict` when the file has changed on disk since; `config_invalid` when the text has an error
 */
export function checkSave(
  dataDir: string,
  file: ConfigFile,
  text: string,
  baseHash: string,
  recorded?: RecordedProgress,
): { state: ConfigFileState; moves: HostChange | null; shows: string | null; changes: boolean } {
  const onDisk = readFileText(dataDir, file)
  if (hashOf(onDisk.text) !== baseHash) {
    throw new KnownError(
      'conflict',
      `${file} was changed outside this window. Load it again, then repeat your change.`,
      { file },
    )
  }
  const state = checkConfigText(file, text, recorded)
  const error = state.issues.find((issue) => issue.severity === 'error')
  if (error) {
    throw new KnownError('config_invalid', describeIssue(file, error), {
      file,
      field: error.field,
      line: error.line,
      column: error.column,
    })
  }
  const [from, to] = [checkConfigText(file, onDisk.text), state].map(({ values }) => hostOf(values.yts_url))
  const moves = from !== undefined && to !== undefined && from !== to ? { from, to } : null
  const [before, after] = [checkConfigText(file, onDisk.text), state].map(({ values }) => posterHostOf(values))
  return { state, moves, shows: after && after !== before ? after : null, changes: onDisk.text !== text }
}

/** Saves a file that a person edited; parameters and errors are those of `checkSave`. */
export async function saveConfig(...save: Parameters<typeof checkSave>): Promise<ConfigFileState> {
  const [dataDir, file, text] = save
  const { state, changes } = checkSave(...save)
  if (changes) await writeConfig(dataDir, file, text)
  return state
}

function hostOf(url: unknown): string | undefined {
  return typeof url === 'string' && URL.canParse(url) ? new URL(url).host : undefined
}

/** The host that posters come from by the values of a file; null while they are off. */
function posterHostOf({ posters, poster_host: host }: Record<string, unknown>): string | null {
  return posters === 'visible' && typeof host === 'string' && host !== '' ? host : null
}

/**
 * Writes the progress of a completed run into both files, for people and scripts to read. A file that cannot be parsed is
 * left alone: its owner is still mending it.
 *
 * @returns the names of the files that were left alone
 */
export async function writeProgress(
  dataDir: string,
  progress: { lastPageProcessed: number; lastDate: string | null },
): Promise<{ skipped: ConfigFile[] }> {
  const skipped: ConfigFile[] = []
  const set = async (file: ConfigFile, values: Record<string, unknown>): Promise<void> => {
    const before = readFileText(dataDir, file)
    if (before.unreadable) {
      skipped.push(file)
      return
    }
    try {
      const after = patchConfigText(file, before.missing ? defaultConfigText(file) : before.text, values)
      if (before.missing || after !== before.text) await writeConfig(dataDir, file, after)
    } catch (error) {
      if (!(error instanceof KnownError)) throw error
      skipped.push(file)
    }
  }
  await set('config.yaml', { last_page_processed: progress.lastPageProcessed })
  await set('config.json', { last_date: progress.lastDate })
  return { skipped }
}

/** Hash that names a version of a file's text. */
export function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

/** Puts a text in place of a file's, and keeps a backup of the one before. */
export async function writeConfig(dataDir: string, file: ConfigFile, text: string): Promise<void> {
  if (!existsSync(dataDir)) throw new KnownError('not_found', folderGone)
  await keepBackup(dataDir, file, (now, newest) => isSameButProgress(file, now, newest))
  await replaceFile(path.join(dataDir, file), text)
}

/**
 * Whether two texts of a file differ in nothing but how far loads came. That is written after each load: ten loads would push every
 * text of a person's own out of the backups.
 */
function isSameButProgress(file: ConfigFile, a: string, b: string): boolean {
  const fields = file === 'config.yaml' ? { last_page_processed: null } : { last_date: null }
  try {
    return patchConfigText(file, a, fields) === patchConfigText(file, b, fields)
  } catch {
    return a === b
  }
}

function stateOf(
  file: ConfigFile,
  { text, missing, unreadable }: FileText,
  recorded?: RecordedProgress,
): ConfigFileState {
  if (unreadable) {
    const issue: ConfigIssue = { field: '', line: 0, column: 0, message: unreadable, severity: 'error' }
    const { values } = readConfigText(file, '')
    const stopsLoads = file === 'config.yaml'
    return { file, text: '', hash: hashOf(''), values, issues: [issue], broken: true, stopsLoads }
  }
  const { values, issues, broken } = readConfigText(file, text)
  const all = missing ? issues : [...issues, ...raisedAbove(file, text, values, recorded)]
  const stopsLoads = file === 'config.yaml' && stoppingIssue(text, issues) !== undefined
  return { file, text: text.slice(0, maxConfigText), hash: hashOf(text), values, issues: all, broken, stopsLoads }
}

/** Warns of progress raised by hand: obeying it would skip films, so loads refuse it. */
function raisedAbove(
  file: ConfigFile,
  text: string,
  values: Record<string, unknown>,
  recorded: RecordedProgress | undefined,
): ConfigIssue[] {
  if (!recorded) return []
  const warn = (field: string, limit: string): ConfigIssue[] => {
    const line = text.split('\n').findIndex((row) => row.includes(field)) + 1
    const message = `is above what was loaded (${limit}); loads ignore it, because it would skip films`
    return [{ field, line, column: line > 0 ? 1 : 0, message, severity: 'warning' }]
  }
  if (file === 'config.yaml') {
    const page = values.last_page_processed
    return typeof page === 'number' && page > recorded.lastPageProcessed
      ? warn('last_page_processed', String(recorded.lastPageProcessed))
      : []
  }
  const date = values.last_date
  return typeof date === 'string' && date > (recorded.lastDate ?? '')
    ? warn('last_date', recorded.lastDate ?? 'nothing yet')
    : []
}
