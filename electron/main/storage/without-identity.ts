import { maskText } from '../../warehouse/masking/mask-torrents.ts'

/** A value without what identifies a download in its texts, such as a magnet link typed into the search. */
export function withoutIdentity(value: unknown): unknown {
  const text = JSON.stringify(value, (_key, item: unknown) => (typeof item === 'string' ? maskText(item, '') : item))
  return text === undefined ? undefined : JSON.parse(text)
}
