import type { Page } from '@playwright/test'

/** The width of a saved SVG as a browser reads it, in pixels; a picture that is no XML is not read. */
export function pictureWidth(page: Page, svg: string): Promise<number> {
  return page.evaluate(async (text) => {
    const image = new Image()
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`
    await image.decode()
    return image.naturalWidth
  }, svg)
}
