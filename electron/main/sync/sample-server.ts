import { setTimeout as delay } from 'node:timers/promises'
import { spawnUtility } from '../processes/utility.ts'

/** Films of the sample catalogue: enough for every chart to have a shape, few enough for a load of seconds. */
const sampleFilms = 5_000
const startTimeoutMs = 20_000
/** The same address each time, where nobody else has the port: an interrupted load is taken up only from where it began. */
const usualPort = 28_471

export interface SampleServer {
  /** Address of the endpoint; starts the server when it is not running. */
  url(): Promise<string>
  stop(): void
}

/** The bundled sample server, in a process of its own, on this machine only. */
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
      '../sample/main.js',
      'sample catalogue',
      ['--films', String(sampleFilms), '--prefer-port', String(usualPort)],
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
