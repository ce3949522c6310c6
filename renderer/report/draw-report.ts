import {
  labelLength,
  type Orientation,
  type ReportedPart,
  type ReportPartOf,
  type ReportSpec,
  reportRows,
} from '../../shared/report/report-spec.ts'
import { markupIfLive } from '../charts/files/live-markup.tsx'
import { lightTokens } from '../charts/files/picture-palette.ts'
import type { ChartModel } from '../charts/model.ts'
import type { GivenPart, OfferedPart } from '../state/actions/report-offer.ts'
import { paged } from './paged.ts'

/** Pixels that a chart has on paper: about its width, so that letters are of the size of the text's; and how high one may be. */
const rooms = {
  portrait: { usual: { width: 720, height: 220 }, most: 840 },
  landscape: { usual: { width: 1000, height: 250 }, most: 520 },
} as const
const most = { notes: 50, note: 20_000 }

/** What a report says besides its parts. */
export type ReportWords = Omit<ReportSpec, 'parts'>

/**
 * Puts a report together from what a page offers, in that order; charts are drawn from their data, light, at one size.
 *
 * @param signal ends it between two parts: rejects with the signal's reason
 */
export async function drawReport(
  words: ReportWords,
  offered: readonly OfferedPart[],
  signal: AbortSignal,
): Promise<ReportSpec> {
  const parts: ReportedPart[] = []
  for (const part of offered) {
    signal.throwIfAborted()
    parts.push(await drawn(await part.give(), words.orientation))
  }
  signal.throwIfAborted()
  return { ...words, parts }
}

async function drawn(part: GivenPart, orientation: Orientation): Promise<ReportedPart> {
  switch (part.kind) {
    case 'figures': {
      const figures = part.figures.map(({ label, value, note }) => ({
        label: short(label),
        value: short(value),
        note: short(note),
      }))
      return { ...part, title: short(part.title), figures }
    }
    case 'table':
      return shortTable(part)
    case 'chart':
      return drawnChart(part.model, orientation)
  }
}

async function drawnChart(model: ChartModel, orientation: Orientation): Promise<ReportPartOf<'chart'>> {
  const { plotPicture, plotSize } = await import('../charts/files/chart-picture.tsx')
  const tokens = lightTokens()
  const pictures: string[] = []
  const { usual, most: highest } = rooms[orientation]
  for (const page of paged(model, { width: usual.width, height: highest })) {
    const size = plotSize(page, usual)
    pictures.push(plotPicture(page, tokens, size, await markupIfLive(page, size)))
  }
  return {
    kind: 'chart',
    title: short(model.title),
    counted: short(model.counted),
    notes: model.notes.slice(0, most.notes).map((note) => short(note, most.note)),
    pictures,
  }
}

function shortTable(part: ReportPartOf<'table'>): ReportPartOf<'table'> {
  return {
    ...part,
    title: short(part.title),
    notes: part.notes.slice(0, most.notes).map((note) => short(note, most.note)),
    columns: part.columns.map(({ label, numeric }) => ({ label: short(label), numeric })),
    rows: part.rows.slice(0, reportRows).map((row) => row.map((cell) => short(cell))),
  }
}

/** A text that is not longer than a report takes, its end marked where it was. */
function short(text: string, length = labelLength): string {
  return text.length > length ? `${text.slice(0, length - 1).trimEnd()}…` : text
}
