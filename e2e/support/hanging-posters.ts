import { test } from '../fixtures.ts'
import { hangPosters, type PosterHost, posterHost } from './poster-host.ts'

/** Has every test of a spec begin with so many films loaded, whose posters are at a host of this machine that has not been asked yet. */
export function hangingPosters(films: number): Omit<PosterHost, 'close'> {
  let host: PosterHost
  test.beforeAll(async () => {
    host = await posterHost()
  })
  test.beforeEach(() => {
    host.seen = { connections: 0, mostOpen: 0, paths: [], headers: [] }
    host.answer = null
  })
  test.afterAll(() => host.close())
  test.use({
    appOptions: { synced: true, server: { films }, seed: (_dataDir, api) => hangPosters(api, host.host) },
  })
  return {
    get host() {
      return host.host
    },
    get seen() {
      return host.seen
    },
    set seen(seen) {
      host.seen = seen
    },
    get answer() {
      return host.answer
    },
    set answer(answer) {
      host.answer = answer
    },
  }
}
