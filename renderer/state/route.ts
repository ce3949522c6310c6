import { navigate } from 'wouter/use-hash-location'

/** The route to open at start: the one in the address (a reload), else the one kept over the restart, else the overview. */
export function startRoute(hash: string, kept: unknown, known: readonly string[]): string {
  for (const candidate of [hash.replace(/^#/, ''), kept]) {
    if (typeof candidate === 'string' && isKnownRoute(candidate, known)) return candidate
  }
  return `/${known[0] ?? ''}`
}

/** Whether a path names a registered page: `/runs/12` belongs to page `runs`. */
export function isKnownRoute(path: string, known: readonly string[]): boolean {
  return path.length <= 500 && path.startsWith('/') && known.includes(pageOf(path))
}

/** The page id in a path: `/tables/dim_genre` → `tables`. */
export function pageOf(path: string): string {
  return path.split(/[/?]/)[1] ?? ''
}

/** The rest of a path after its page: `/tables/dim_genre` → `dim_genre`; null when there is none. */
export function paramOf(path: string): string | null {
  const rest = path.split('?')[0]?.split('/')[2]
  return rest ? safeDecode(rest) : null
}

/** What follows the parameter: `/tables/dim_genre/3` → `3`; null when there is nothing. */
export function detailOf(path: string): string | null {
  const rest = path.split('?')[0]?.split('/')[3]
  return rest ? safeDecode(rest) : null
}

function safeDecode(text: string): string | null {
  try {
    return decodeURIComponent(text)
  } catch {
    return null
  }
}

/** Goes to a page, for instance `go('/tables', 'dim_genre', 3)`. */
export function go(path: string, ...params: (string | number)[]): void {
  navigate([path, ...params.map((param) => encodeURIComponent(String(param)))].join('/'))
}
