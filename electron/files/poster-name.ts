/** Whether a file in a folder of posters is the app's own: a poster that is kept, or the note that there is none to be had. */
export function isPosterFile(name: string): boolean {
  return /^[\da-f]{64}\.(?:bin|none)$/.test(name)
}
