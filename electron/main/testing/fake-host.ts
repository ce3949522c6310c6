import type { Result } from '../../../shared/ipc/result.ts'
import type { HostState, ProcessHost } from '../processes/process-host.ts'

/** A process that answers as a test has it answer, and remembers what it was asked. Not used by the app. */
export class FakeHost implements ProcessHost {
  readonly calls: { channel: string; input: unknown }[] = []
  stopped = false
  replaced = false
  answer: (channel: string) => Promise<Result<unknown>> = async () => ({ ok: true, value: { runId: 5 } })

  started = false
  start(): void {
    this.started = true
  }
  begun(): boolean {
    return this.started
  }
  call(channel: string, input: unknown): Promise<Result<unknown>> {
    this.started = true
    this.calls.push({ channel, input })
    return this.answer(channel)
  }
  state(): HostState {
    return 'up'
  }
  replace(): void {
    this.replaced = true
  }
  async stop(): Promise<void> {
    this.stopped = true
  }
}
