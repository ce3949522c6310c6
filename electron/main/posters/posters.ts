import type { ChannelOutput, Handlers } from '../../../shared/contract/index.ts'
import { KnownError, unwrap } from '../../../shared/ipc/result.ts'
import { posterOrigin } from '../../../shared/model/values/poster.ts'
import { choosePosters, readConfig } from '../../config/index.ts'
import type { Workspace } from '../sync/workspace.ts'

export interface PosterDeps {
  current: () => Workspace
  /** What the system says of the way to an address; null when it does not tell. */
  systemProxy: (url: string) => Promise<string | null>
}

/** What a choice of the person needs. */
export interface ChoiceDeps {
  /** Whether the person did something lately that the page may answer to; used up by asking. */
  takeGesture: () => boolean
  /** A configuration file was saved by this window. */
  configSaved: () => void
}

/** What is allowed of posters in a data folder. */
interface Allowed {
  dataDir: string
  rules: { origin: string; maxBytes: number; systemProxy: string | null }
}

export type Picture = NonNullable<ChannelOutput<'loader.poster'>>

const bytesPerMb = 2 ** 20
const pictureTimeoutMs = 60_000
const statusTimeoutMs = 10_000

/** Posters as main allows them: it reads the settings, and the loader does the rest. */
export class Posters {
  readonly #deps: PosterDeps
  /** Null = not read since the settings changed. */
  #allowed: Promise<Allowed | null> | null = null

  constructor(deps: PosterDeps) {
    this.#deps = deps
  }

  /** The settings, or the workspace, were changed: what is under way was allowed by other ones. */
  changed(): void {
    const before = this.#allowed
    this.#allowed = null
    const { loader } = this.#deps.current()
    if (before && loader.begun()) void loader.call('loader.stopPosters', null, statusTimeoutMs)
  }

  /** The poster of a film; null where there is none, and always while posters are off. */
  async picture(movieId: number): Promise<Picture | null> {
    const { dataDir, loader } = this.#deps.current()
    this.#allowed ??= this.#read()
    const allowed = await this.#allowed
    if (allowed?.dataDir !== dataDir) return null
    const answer = await loader.call('loader.poster', { movieId, rules: allowed.rules }, pictureTimeoutMs)
    return answer.ok ? (answer.value as Picture | null) : null
  }

  handlers({ takeGesture, configSaved }: ChoiceDeps): Handlers<'posters.status' | 'posters.choose'> {
    return {
      'posters.status': () => this.#status(),
      'posters.choose': async (choice) => {
        const { dataDir } = this.#deps.current()
        if (choice.show === 'off') await choosePosters(dataDir, 'off', null)
        else {
          // The page could say that somebody agreed; it cannot press a key.
          if (!takeGesture()) throw new KnownError('forbidden', 'Only you can allow posters. Press it again.')
          const { state, host, offer } = await this.#status()
          if (state === 'drawn' || (choice.host !== host && choice.host !== offer)) {
            throw new KnownError('not_found', 'Posters would come from another host by now. Look again.')
          }
          await choosePosters(dataDir, 'visible', choice.host)
        }
        configSaved()
      },
    }
  }

  async #status(): Promise<ChannelOutput<'posters.status'>> {
    const { name, dataDir, loader } = this.#deps.current()
    const { yaml } = readConfig(dataDir)
    const maxBytes = yaml.poster_cache_mb * bytesPerMb
    if (name === 'sample') {
      return { state: 'drawn', host: null, offer: null, isFailing: false, posters: 0, bytes: 0, maxBytes }
    }
    const answer = await loader.call('loader.posterStatus', null, statusTimeoutMs)
    const known = unwrap(answer) as ChannelOutput<'loader.posterStatus'>
    const usable = (host: string | null) => (host && posterOrigin(host, yaml.yts_url) ? host : null)
    const host = usable(yaml.poster_host)
    const newest = usable(known.host)
    const { isFailing, posters, bytes } = known
    return {
      state: yaml.posters === 'visible' && host !== null ? 'visible' : 'off',
      host,
      offer: newest === host ? null : newest,
      isFailing,
      posters,
      bytes,
      maxBytes,
    }
  }

  async #read(): Promise<Allowed | null> {
    const { name, dataDir } = this.#deps.current()
    if (name === 'sample') return null
    const { yaml } = readConfig(dataDir)
    const origin = yaml.posters === 'visible' ? posterOrigin(yaml.poster_host, yaml.yts_url) : null
    if (origin === null) return null
    const systemProxy = await this.#deps.systemProxy(origin)
    return { dataDir, rules: { origin, maxBytes: yaml.poster_cache_mb * bytesPerMb, systemProxy } }
  }
}
