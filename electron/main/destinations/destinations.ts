import type { ChannelInput, ChannelOutput, ChannelsOf, Handlers } from '../../../shared/contract/index.ts'
import { storesSecret } from '../../../shared/destinations.ts'
import type { SyncSummary } from '../../../shared/ipc/progress.ts'
import { type AppError, KnownError, type Result, toAppError, unwrap } from '../../../shared/ipc/result.ts'
import type { Workspace } from '../sync/workspace.ts'
import type { AutomaticEnd } from './publish-notifier.ts'
import type { Publisher } from './publisher.ts'
import type { SecretStore } from './secret-store.ts'

export interface DestinationsDeps {
  current: () => Workspace
  publisher: Pick<Publisher, 'ask' | 'cancel' | 'picture' | 'busy'>
  secrets: Pick<SecretStore, 'has' | 'get' | 'set' | 'obstacle'>
  /** Told of each end of what began after a load. */
  onAutomatic: AutomaticEnd
  now: () => number
}

type DestinationChannel = Extract<ChannelsOf<'main'>, `destinations.${string}`>
/** What signs in is read when it is needed, and goes to the publisher alone. */
type Unsigned<C extends ChannelsOf<'publisher'>> = Omit<ChannelInput<C>, 'token'> & { name: string }

const statusTimeoutMs = 10_000
/** Between two verifications that nobody asked for. */
const verifyEveryMs = 7 * 24 * 3_600_000

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
      'destinations.verify': (asked) => this.#signedIn('publisher.verify', { ...asked, automatic: false }),
      'destinations.versions': (asked) => this.#signedIn('publisher.versions', asked),
      'destinations.test': (asked) => this.#signedIn('publisher.test', asked),
      'destinations.plan': (asked) => this.#signedIn('publisher.plan', asked),
      'destinations.compare': (asked) => this.#signedIn('publisher.compare', asked),
      'destinations.setup': (asked) => this.#signedIn('publisher.setup', asked),
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
    const ledger = await lastOf(
      reader,
      destinations.map(({ name }) => name),
    )
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
          lastVerified: row?.lastVerified ?? null,
          isEdited: row?.isEdited ?? false,
          filmsBehind: row?.filmsBehind ?? null,
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
    // With its host: by the time that the publisher reads the settings, they may name another.
    const stored = token === null ? null : { host, token }
    return publisher.ask(channel, { ...asked, token: stored } as unknown as ChannelInput<C>)
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
      const publish = () => this.#signedIn('publisher.publish', { name, full: false, automatic: true })
      const isPublished = await this.#unasked(name, 'publish', publish)
      if (isPublished && this.#deps.current() === workspace) await this.#verifyIfDue(workspace, name)
    }
  }

  /** Once a week what was published is read again: others may have changed it. */
  async #verifyIfDue({ reader }: Workspace, name: string): Promise<void> {
    const [known] = (await lastOf(reader, [name])).rows
    const since = known?.lastVerified?.finishedAt ?? known?.firstPublishedAt ?? null
    if (since === null || this.#deps.now() - since < verifyEveryMs) return
    await this.#unasked(name, 'verify', async () => {
      const { differences } = await this.#signedIn('publisher.verify', { name, automatic: true })
      const [first] = differences
      if (first === undefined) return
      const more = differences.length > 1 ? ` There are ${differences.length - 1} more.` : ''
      throw new KnownError('destination_differs', `${first}${more}`)
    })
  }

  /** Does what nobody asked for, and tells of its end. Whether it went well. */
  async #unasked(name: string, doing: 'publish' | 'verify', work: () => Promise<unknown>): Promise<boolean> {
    let error: AppError | null = null
    try {
      await work()
    } catch (thrown) {
      error = toAppError(thrown)
    }
    // One that runs already is not a failure of this one; one that was cancelled is told by who did it.
    const isTold = error?.kind === 'busy' || error?.kind === 'locked' || error?.kind === 'cancelled'
    if (!isTold) this.#deps.onAutomatic(name, error, doing)
    return error === null
  }
}

/** What the ledger knows of destinations. */
async function lastOf(
  reader: Workspace['reader'],
  names: readonly string[],
): Promise<ChannelOutput<'publications.last'>> {
  const answer = await reader.call('publications.last', { names }, statusTimeoutMs)
  return unwrap(answer as Result<ChannelOutput<'publications.last'>>)
}

/** Loaded when it is needed: the app starts without it. */
function settings(): Promise<typeof import('./destination-list.ts')> {
  return import('./destination-list.ts')
}
