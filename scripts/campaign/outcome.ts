/** One line of the campaign's table. */
export interface Outcome {
  fault: string
  tried: number
  held: number
  /** What broke, or the reason why it could not be tried here. */
  notes: string[]
}

/** Collects the tries of one fault: `try` runs one and records whether it held; what it throws is a breach too. */
export class Trial {
  readonly outcome: Outcome

  constructor(fault: string) {
    this.outcome = { fault, tried: 0, held: 0, notes: [] }
  }

  /** `work` returns what broke (empty = held). `label` names the try in the notes, with all that replays it. */
  async try(label: string, work: () => Promise<readonly string[]>): Promise<void> {
    this.outcome.tried++
    let broken: readonly string[]
    try {
      broken = await work()
    } catch (error) {
      broken = [error instanceof Error ? error.message : String(error)]
    }
    if (broken.length === 0) this.outcome.held++
    else this.outcome.notes.push(`${label}: ${broken.join('; ')}`)
  }

  /** Says why this fault cannot be made on this machine. */
  skip(reason: string): void {
    this.outcome.notes.push(`not tried: ${reason}`)
  }
}

/** The table: fault, tried, held; breaches and reasons below it. */
export function table(outcomes: readonly Outcome[]): string {
  const width = Math.max(5, ...outcomes.map(({ fault }) => fault.length))
  const line = (fault: string, tried: string, held: string): string =>
    `${fault.padEnd(width)}  ${tried.padStart(6)}  ${held.padStart(6)}`
  const rows = outcomes.map(({ fault, tried, held }) => line(fault, String(tried), String(held)))
  const notes = outcomes.flatMap(({ fault, notes }) => notes.map((note) => `- ${fault}: ${note}`))
  const rule = '-'.repeat(width + 16)
  return [line('fault', 'tried', 'held'), rule, ...rows, rule, total(outcomes, line), ...notes].join('\n')
}

function total(outcomes: readonly Outcome[], line: (a: string, b: string, c: string) => string): string {
  const sum = (pick: (outcome: Outcome) => number): string =>
    String(outcomes.reduce((total, outcome) => total + pick(outcome), 0))
  return line(
    'total',
    sum(({ tried }) => tried),
    sum(({ held }) => held),
  )
}

/** Whether everything that was tried held. */
export function allHeld(outcomes: readonly Outcome[]): boolean {
  return outcomes.every(({ tried, held }) => tried === held)
}
