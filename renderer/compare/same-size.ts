/** Of how many times as many films one side is drawn as if it had as many as the other. */
const mostApart = 2

/** What counts of the other side are multiplied by, so that bars can be held against each other; 1 = they are as they are. */
export function sameSizeFactor(own: number, other: number): number {
  if (own === 0 || other === 0) return 1
  return Math.max(own / other, other / own) > mostApart ? own / other : 1
}

/** What is said of how the other side is drawn: outlined, or dashed. */
export function otherNote(how: 'Outlined' | 'Dashed', [own, other]: readonly [string, string], factor: number): string {
  return `${how}: ${other}${factor === 1 ? '' : `, drawn as if it had as many films as ${own}`}.`
}
