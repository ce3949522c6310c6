import { hitParts } from './palette-items.ts'

/** A name with what was typed marked in it. */
export function Hits({ label, typed }: { label: string; typed: string }) {
  return hitParts(label, typed).map(({ text, hit }, index) =>
    // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one text have no other identity
    hit ? <mark key={index}>{text}</mark> : <span key={index}>{text}</span>,
  )
}
