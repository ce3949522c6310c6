/** Timers of the messages, injected so that tests need not wait. */
export interface ToastTimers {
  /** Runs something after so many milliseconds; returns the way to call it off. */
  after(ms: number, run: () => void): () => void
}

/** What keeps a message where it is: the pointer over it, the focus in it. */
export type Attention = 'pointer' | 'focus'

interface Life {
  /** How long it stays once it may go, in milliseconds. */
  stayMs: number
  /** Whether it may go: a message with a button only after it was pointed at or had the focus. */
  seen: boolean
  attention: Set<Attention>
  callOff: (() => void) | null
}

const leastMs = 5_000
/** Slow reading: about twelve characters a second. */
const msPerCharacter = 80

/** How long a message of this text stays, in milliseconds. */
export function stayOf(text: string): number {
  return Math.max(leastMs, text.length * msPerCharacter)
}

/**
 * Decides when a message leaves by itself. Time passes only while the window is in front, and never while any message has the
 * pointer or the focus; after that each has its whole time again. What has a button is not taken away before it was
 * seen, which is when it has had the pointer or the focus: whoever is slow, or away, still finds it.
 */
export class ToastLives {
  readonly #timers: ToastTimers
  readonly #leave: (id: string) => void
  readonly #lives = new Map<string, Life>()
  #inFront = true

  /** @param leave takes a message away; it is forgotten here already */
  constructor(timers: ToastTimers, leave: (id: string) => void) {
    this.#timers = timers
    this.#leave = leave
  }

  /** A message was drawn, or another one in its place. `untilSeen`: it has a button. */
  shown(id: string, { stayMs, untilSeen }: { stayMs: number; untilSeen: boolean }): void {
    const attention = this.#lives.get(id)?.attention ?? new Set<Attention>()
    this.gone(id)
    this.#lives.set(id, { stayMs, seen: !untilSeen || attention.size > 0, attention, callOff: null })
    this.#settle()
  }

  /** A message was taken away. */
  gone(id: string): void {
    this.#lives.get(id)?.callOff?.()
    this.#lives.delete(id)
    this.#settle()
  }

  /** The pointer or the focus came to a message, or left it. */
  attend(id: string, attention: Attention, here: boolean): void {
    const life = this.#lives.get(id)
    if (!life) return
    if (here) {
      life.attention.add(attention)
      life.seen = true
    } else life.attention.delete(attention)
    this.#settle()
  }

  /** The window came to the front, or went behind others or out of sight. */
  window(inFront: boolean): void {
    this.#inFront = inFront
    this.#settle()
  }

  #settle(): void {
    const held = !this.#inFront || [...this.#lives.values()].some(({ attention }) => attention.size > 0)
    for (const [id, life] of this.#lives) {
      if (held || !life.seen) {
        life.callOff?.()
        life.callOff = null
      } else {
        life.callOff ??= this.#timers.after(life.stayMs, () => {
          this.#lives.delete(id)
          this.#leave(id)
        })
      }
    }
  }
}
