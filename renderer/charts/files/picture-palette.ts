/** Colours of a picture, resolved: a saved file has no style sheet of the app to ask. */
export interface Palette {
  background: string
  text: string
  muted: string
  line: string
  mark: string
  selected: string
  font: string
}

/** Text for XML: names come from the catalogue, so nothing of them may act as markup. */
export function escapeXml(text: string): string {
  return withoutControls(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}

/** Without the characters that no XML may hold. */
export function withoutControls(text: string): string {
  return text.replace(/[^\P{Cc}\t\n\r]|\p{Cs}|[\ufffe\uffff]/gu, '')
}

/** The fonts of a picture: those of the app, by names that other programs know too. */
const pictureFont = 'system-ui, "Segoe UI", "Noto Sans", sans-serif'

/** Design tokens such as `--mark` as plain values of the theme that is shown. Needs a document. */
export function currentTokens(): (token: string) => string {
  return tokensOf((token) => resolvedColour(token, ''))
}

/** The same of the light theme, whichever is shown: for what is printed. */
export function lightTokens(): (token: string) => string {
  return tokensOf((token) => resolvedColour(token, 'light'))
}

function tokensOf(resolve: (token: string) => string): (token: string) => string {
  const known = new Map<string, string>()
  return (token) => {
    const value = known.get(token) ?? (token === '--font-ui' ? pictureFont : resolve(token))
    known.set(token, value)
    return value
  }
}

/** A token as a plain colour. A custom property keeps `light-dark(…)` as text, so a real element is asked. */
function resolvedColour(token: string, scheme: '' | 'light'): string {
  const probe = document.createElement('span')
  document.body.append(probe)
  probe.style.colorScheme = scheme
  probe.style.color = `var(${token})`
  const { color } = getComputedStyle(probe)
  probe.remove()
  return color
}

/** The current theme's colours. Needs a document. */
export function currentPalette(): Palette {
  const of = currentTokens()
  return {
    background: of('--bg'),
    text: of('--text'),
    muted: of('--text-2'),
    line: of('--line'),
    mark: of('--mark'),
    selected: of('--mark-selected'),
    font: pictureFont,
  }
}
