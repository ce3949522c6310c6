import { call } from '../../api.ts'
import type { ChartModel } from '../model.ts'
import { tableToCsv } from './csv.ts'
import { markupIfLive } from './live-markup.tsx'
import { currentTokens } from './picture-palette.ts'

export type PictureFormat = 'png' | 'svg' | 'csv'

/** Draws an SVG on a canvas at twice its size and gives the PNG's bytes. Fails when the browser cannot read the SVG. */
async function rasterise(svg: string, width: number, height: number): Promise<Uint8Array<ArrayBuffer>> {
  const image = new Image()
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`
  await image.decode()
  const canvas = document.createElement('canvas')
  canvas.width = width * 2
  canvas.height = height * 2
  const context = canvas.getContext('2d')
  if (!context) throw new Error('no 2d canvas')
  context.drawImage(image, 0, 0, canvas.width, canvas.height)
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'))
  if (!blob) throw new Error('the canvas gave no picture')
  return new Uint8Array(await blob.arrayBuffer())
}

/**
 * Saves a chart where the person says. `context` is what the file should tell besides: the filter and the date. Resolves to the
 * file's name, or null when the dialog was left; rejects with an `ApiError` when it could not be written.
 */
export async function saveChart(
  model: ChartModel,
  format: PictureFormat,
  context: readonly string[],
): Promise<string | null> {
  const suggestedName = `${model.title.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}.${format}`
  let content: string | Uint8Array<ArrayBuffer>
  if (format === 'csv') content = tableToCsv(model.table())
  else {
    // Asked for only here: drawing to markup is code that no other page needs.
    const { chartPicture, pictureSize, plotSize } = await import('./chart-picture.tsx')
    const live = await markupIfLive(model, plotSize(model))
    content = chartPicture(model, currentTokens(), context, live)
    if (format === 'png') {
      const { width, height } = pictureSize(model, context)
      content = await rasterise(content, width, height)
    }
  }
  const { saved, fileName } = await call('file.save', { suggestedName, format, content })
  return saved ? fileName : null
}
