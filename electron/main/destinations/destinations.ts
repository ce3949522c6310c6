import type { ChannelInput, ChannelOutput, ChannelsOf, Handlers } from '../../../shared/contract/index.ts'
import { storesSecret } from '../../../shared/destinations.ts'
import type { SyncSummary } from '../../../shared/ipc/progress.ts'
import { type AppError, KnownError, type Result, toAppError } from '../../../shared/ipc/result.ts'
import type { Workspace } from '../sync/workspace.ts'
import type { Publisher } from './publisher.ts'
import type { SecretStore } from './secret-store.ts'

export interface DestinationsDeps {
  current: () => Workspace
  publisher: Pick<Publisher, 'ask' | 'cancel' | 'picture' | 'busy'>
  secrets: Pick<SecretStore, 'has' | 'get' | 'set' | 'obstacle'>
  /** Told of each end of a publish that began after a load. */
  onAutomatic: (destination: string, error: AppError | null) => void
}

type DestinationChannel = Extract<ChannelsOf<'main'>, `destinations.${string}`>
/** What signs in is read when it is needed, and goes to the publisher alone. */
type Unsigned<C extends ChannelsOf<'publisher'>> = Omit<ChannelInput<C>, 'token'> & { name: string }

const statusTimeoutMs = 10_000

/** Destinations as main sees them: what the settings say of each, what is done at them, and who may sign in. */
export class Destinations {
  readonly #deps: DestinationsDeps
  #afterLoads: Promise<void> = Promise.resolve()

  constructor(deps: DestinationsDeps) {
    this.#deps = deps
  }

  /** Whether something is being done at one. */
  get busy(): boolean {
    return this.#deps.publisher.busy
  }

  /** A load has ended: what is to be published after each is, one destination after the other. Settles when that has ended. */
  afterLoad({ status, dryRun }: Pick<SyncSummary, 'status' | 'dryRun'>): Promise<void> {
    if (status !== 'complete' || dryRun) return this.#afterLoads
    const workspace = this.#deps.current()
    this.#afterLoads = this.#afterLoads.catch(() => {}).then(() => this.#publishAll(workspace))
    return this.#afterLoads
  }

  /** Main's answers about destinations. */
  handlers(): Handlers<DestinationChannel> {
    const { publisher, secrets } = this.#deps
    return {
      'destinations.list': () => this.#list(),
      'destinations.publish': ({ name, full = false }) =>
        this.#signedIn('publisher.publish', { name, full, automatic: false }),
      'destinations.cancel': ({ name }) => publisher.cancel(name),
      'destinations.show': (asked) => this.#signedIn('publisher.show', asked),
      'destinations.verify': (asked) => this.#signedIn('publisher.verify', asked),
      'destinations.versions': (asked) => this.#signedIn('publisher.versions', asked),
      'destinations.test': (asked) => this.#signedIn('publisher.test', asked),
      'destinations.token': async ({ name, token }) => {
        if (token === null) return secrets.set(this.#key(name), null)
        const host = await this.#tokenHost(name)
        if (host === null)
          throw new KnownError(
            'bad_input',
            `${name} stores no token: give it auth token or service_principal, and a host, in config.json.`,
          )
        await secrets.set(this.#key(name), { host, token: token.trim() })
      },
    }
  }

  async #list(): Promise<ChannelOutput<'destinations.list'>> {
    const { current, publisher, secrets } = this.#deps
    const { dataDir, reader } = current()
    const { describeDestinations } = await settings()
    const { destinations, error } = describeDestinations(dataDir)
    const names = destinations.map(({ name }) => name)
    const answer = await reader.call('publications.last', { names }, statusTimeoutMs)
    const ledger = unwrap(answer as Result<ChannelOutput<'publications.last'>>)
    return {
      goldVersion: ledger.goldVersion,
      error,
      noSecrets: destinations.some(({ auth }) => storesSecret(auth)) ? await secrets.obstacle() : null,
      destinations: destinations.map((described, index) => {
        const { name } = described
        const row = ledger.rows[index]
        return {
          ...described,
          hasToken: storesSecret(described.auth) && secrets.has(this.#key(name)),
          last: row?.last ?? null,
          lastPublished: row?.lastPublished ?? null,
          publication: publisher.picture(name),
        }
      }),
    }
  }

  async #signedIn<C extends Exclude<ChannelsOf<'publisher'>, 'publisher.cancel' | 'publisher.shutdown'>>(
    channel: C,
    asked: Unsigned<C>,
  ): Promise<ChannelOutput<C>> {
    const { publisher, secrets } = this.#deps
    const host = await this.#tokenHost(asked.name)
    const token = host === null ? null : await secrets.get(this.#key(asked.name), host)
    return publisher.ask(channel, { ...asked, token } as unknown as ChannelInput<C>)
  }

  async #tokenHost(name: string): Promise<string | null> {
    const { tokenHost } = await settings()
    return tokenHost(this.#deps.current().dataDir, name)
  }

  /** What a token is stored under: the sample catalogue has destinations of its own. */
  #key(name: string): string {
    return `${this.#deps.current().name}/${name}`
  }

  async #publishAll(workspace: Workspace): Promise<void> {
    const { afterSyncNames } = await settings()
    for (const name of afterSyncNames(workspace.dataDir)) {
      if (this.#deps.current() !== workspace) return
      let error: AppError | null = null
      try {
        await this.#signedIn('publisher.publish', { name, full: false, automatic: true })
      } catch (thrown) {
        error = toAppError(thrown)
      }
      // A publish that runs already is not a failure of this one; one that was cancelled is told by who did it.
      if (error?.kind !== 'busy' && error?.kind !== 'locked' && error?.kind !== 'cancelled')
        this.#deps.onAutomatic(name, error)
    }
  }
}

/** Loaded when it is needed: the app starts without it. */
function settings(): Promise<typeof import('./destination-list.ts')> {
  return import('./destination-list.ts')
}

function unwrap<T>(result: Result<T>): T {
  if (result.ok) return result.value
  throw new KnownError(result.error.kind, result.error.message, result.error.detail)
}
