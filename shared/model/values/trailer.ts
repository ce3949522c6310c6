/** The form of a YouTube video code. */
export const trailerForm = /^[\w-]{11}$/

/** Whether a text can be the code of a trailer. */
export function isTrailerCode(code: string): boolean {
  return trailerForm.test(code)
}
