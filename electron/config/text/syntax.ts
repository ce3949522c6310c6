/** What a syntax reader finds in a text: its root value, or where it stops making sense. */
export interface Syntax {
  root: unknown
  errors: { offset: number; message: string }[]
  /** Position of a field's value; undefined when the text has no such field. */
  offsetOf(path: readonly string[]): number | undefined
}
