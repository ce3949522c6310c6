import { setTimeout as delay } from 'node:timers/promises'
import { spawnUtility } from '../processes/utility.ts'

/** Films of the sample catalogue: enough for every chart to have a shape, few enough for a load of seconds. */
const sampleFilms = 5_000
const startTimeoutMs = 20_000

export interface SampleServer {
  /** Address of the endpoint; starts the server when it is not running. */
  url(): Promise<string>
  stop(): void
}

/** The bundled sample server, in a process of its own and on a free port of this machine. */
export function createSampleServer(onOutput: (text: string) => void): SampleServer {
  let running: { url: Promise<string>; kill: () => void } | null = null

  const start = (): { url: Promise<string>; kill: () => void } => {
    let printed = ''
    let announce: (url: string) => void = () => {}
    let giveUp: (reason: Error) => void = () => {}
    const url = new Promise<string>((resolve, reject) => {
      announce = resolve
      giveUp = reject
    })
    const child = spawnUtility(
      '../sample-api/main.js',
      'sample catalogue',
      ['--films', String(sampleFilms)],
      (text) => {
        printed = (printed + text).slice(-10_000)
        const found = /\{"url":"([^"]+)"/.exec(printed)?.[1]
        if (found) announce(found)
        else onOutput(text)
      },
    )
    const server = { url, kill: child.kill }
    child.onExit((code) => {
      giveUp(new Error(`the sample server ended with code ${code}`))
      if (running === server) running = null
    })
    void delay(startTimeoutMs, undefined, { ref: false }).then(() =>
      giveUp(new Error('the sample server did not start')),
    )
    return server
  }

  return {
    url() {
      running ??= start()
      return running.url
    },
    stop() {
      running?.kill()
      running = null
    },
  }
}
