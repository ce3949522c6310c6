import { readFileSync } from 'node:fs'
import { extractText, getDocumentProxy } from 'unpdf'

/** The text of each page of a PDF, its words parted by one space. */
export async function pdfPages(file: string): Promise<string[]> {
  const pdf = await getDocumentProxy(new Uint8Array(readFileSync(file)))
  const { text } = await extractText(pdf, { mergePages: false })
  return text.map((page) => page.replaceAll(/\s+/g, ' ').trim())
}
