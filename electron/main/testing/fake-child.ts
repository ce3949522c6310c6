import type { ChildLike } from '../processes/process-host.ts'
import type { PortLike } from '../processes/rpc.ts'

/** A child process in name only: the real rpc server over a pair of ends in this process. Not used by the app. */
export class FakeChild implements ChildLike {
  readonly #toHost: ((message: unknown) => void)[] = []
  readonly #toChild: ((message: unknown) => void)[] = []
  readonly #exits: ((code: number | null) => void)[] = []
  alive = true
  killed = false

  readonly inside: PortLike = {
    postMessage: (message) => {
      queueMicrotask(() => {
        if (this.alive) for (const listener of this.#toHost) listener(structuredClone(message))
      })
    },
    onMessage: (listener) => void this.#toChild.push(listener),
  }

  postMessage(message: unknown): void {
    queueMicrotask(() => {
      if (this.alive) for (const listener of this.#toChild) listener(structuredClone(message))
    })
  }
  onMessage(listener: (message: unknown) => void): void {
    this.#toHost.push(listener)
  }
  onExit(listener: (code: number | null) => void): void {
    this.#exits.push(listener)
  }
  kill(): void {
    this.killed = true
    this.die(null)
  }
  die(code: number | null): void {
    if (!this.alive) return
    this.alive = false
    for (const listener of this.#exits) listener(code)
  }
}
