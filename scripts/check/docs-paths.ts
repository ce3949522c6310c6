import path from 'node:path'

/** What a data folder, an installation or a build has, and the project has not. */
const elsewhere =
  /^(out|dist|release|logs|backups|sample|node_modules|writer\.lock|\.?publish\.lock|manifest\.json|rules\.js|plan\.json|location\.json|first-page\.json|warehouse\.sqlite.*|config\.(yaml|json)|films\.\w+|app\.log|notes\.md|SHA256SUMS|sync\.log)(\/|$)/

/** Endings of the project's own files. */
const ending = /\.(ts|tsx|mjs|cjs|js|c|css|json|jsonc|yml|yaml|md|png|svg|html|sqlite|d\.ts)$/

/**
 * The paths that a document names: targets of links, and code spans that look like a file or a folder of the project.
 *
 * @param markdown the document's text
 */
export function namedPaths(markdown: string): string[] {
  const prose = markdown.replace(/^```[\s\S]*?^```/gm, '')
  const spans = [...prose.matchAll(/`([^`\n]+)`/g)].map((match) => match[1] ?? '')
  const links = [...prose.matchAll(/\]\(([^)\s]+)\)/g)].map((match) => match[1] ?? '')
  const targets = links.filter((link) => !/^([a-z]+:|#)/.test(link)).map((link) => link.replace(/#.*/, ''))
  return [...new Set([...spans.filter(looksLikePath), ...targets])]
}

function looksLikePath(span: string): boolean {
  if (/[\s<>{}()=|'"…$@\\~]|^[/-]|^\.\.|:\/\/|^\w+:/.test(span)) return false
  if (elsewhere.test(span)) return false
  const folder = span.endsWith('/') && !span.startsWith('/')
  return folder || ending.test(span) || /^\.(github|vscode)\//.test(span)
}

/**
 * Whether a named path exists: from the project's folder, beside the document, or as the end of exactly such a path. `*` stands
 * for part of a name.
 *
 * @param files every file of the project, with slashes
 */
export function resolvePath(
  named: string,
  document: string,
  files: readonly string[],
  exists: (place: string) => boolean,
): boolean {
  const beside = path.posix.join(path.posix.dirname(document), named)
  if (!named.includes('*') && (exists(named) || exists(beside))) return true
  const pattern = named.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '[^/]*')
  const fits = new RegExp(named.endsWith('/') ? `(^|/)${pattern}` : `(^|/)${pattern}$`)
  return files.some((file) => fits.test(file))
}
