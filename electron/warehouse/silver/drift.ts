import { fieldNames, fieldOf } from '../../../shared/model/fields.ts'
import { maskText, maskTorrents, tooDeep } from '../masking/mask-torrents.ts'
import { wellFormed } from './cleaning/text.ts'

/** How a source field may differ from what is modelled. */
export type DriftKind = 'new_field' | 'missing_field' | 'type_changed'

export interface Drift {
  field: string
  kind: DriftKind
  count: number
  /** One example value, cut; never of a field that could identify a download. */
  sample: string
}

type JsonType = 'string' | 'number' | 'boolean' | 'array' | 'object' | 'null'

const modelled: ReadonlyMap<string, JsonType> = new Map(fieldNames.map((name) => [name, fieldOf(name).json]))

const maxFields = 200
const neverShown = /torrent|magnet|hash|btih|btmh|ed2k/i

function typeOf(value: unknown): JsonType {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'array'
  return typeof value as JsonType
}

function sampleOf(field: string, value: unknown): string {
  if (neverShown.test(field)) return '(not shown)'
  let text: string
  try {
    // Masked before it is cut: half a hash would not be recognised.
    text = maskText(JSON.stringify(maskTorrents(value)) ?? '')
  } catch {
    return tooDeep
  }
  if (text.includes(tooDeep)) return tooDeep
  return wellFormed(text.slice(0, 200))
}

/**
 * Counts how rows differ from the modelled shape: fields that are new, absent (or null), or of another type. It only
 * watches; coping with the values is the cleaning's task. At most 200 fields, so that hostile rows cannot fill the ledger.
 */
export function driftCounter() {
  const found = new Map<string, Drift>()

  function count(name: string, kind: DriftKind, value: unknown): void {
    const field = wellFormed(maskText(name).slice(0, 100))
    const key = `${kind} ${field}`
    const known = found.get(key)
    if (known) known.count += 1
    else if (found.size < maxFields)
      found.set(key, { field, kind, count: 1, sample: kind === 'missing_field' ? '' : sampleOf(name, value) })
  }

  return {
    watch(row: unknown): void {
      if (typeof row !== 'object' || row === null || Array.isArray(row)) return
      const raw = row as Record<string, unknown>
      let present = 0
      for (const field in raw) {
        const expected = modelled.get(field)
        const value = raw[field]
        if (expected === undefined) count(field, 'new_field', value)
        else if (value !== null) {
          present += 1
          const type: string = typeof value
          if (type !== expected && typeOf(value) !== expected) count(field, 'type_changed', value)
        }
      }
      if (present === modelled.size) return
      for (const field of modelled.keys()) {
        if (!Object.hasOwn(raw, field) || raw[field] === null) count(field, 'missing_field', null)
      }
    },
    /** Notes text that stood around the JSON of an answer. */
    around(text: string): void {
      count('(text around the JSON)', 'new_field', text)
    },
    /** Adds what another counter has found. */
    add(others: readonly Drift[]): void {
      for (const drift of others) {
        const key = `${drift.kind} ${drift.field}`
        const known = found.get(key)
        if (known) known.count += drift.count
        else if (found.size < maxFields) found.set(key, { ...drift })
      }
    },
    /** What was counted since the last call. */
    take(): Drift[] {
      const drift = [...found.values()]
      found.clear()
      return drift
    },
  }
}
