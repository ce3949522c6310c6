/** Where the command line is stopped: at the first statement that matches. */
export interface Stop {
  /** A regular expression. */
  pattern: string
  /** Before the statement is sent, as soon as it was, or after its answer has come. */
  when: 'before' | 'during' | 'after'
  /** The process is killed, or waits until a line comes on its standard input, and then believes to have slept, or not. */
  to: 'die' | 'wait' | 'sleep'
}

export const parseStop = (text: string): Stop | null => (text === '' ? null : (JSON.parse(text) as Stop))
export const writeStop = (stop: Stop | undefined): string => (stop ? JSON.stringify(stop) : '')
