import type { Credentials } from './credentials.ts'
import type { DBSQLClient } from './driver.ts'

type ConnectionOptions = Parameters<DBSQLClient['connect']>[0]
type OAuthOptions = Extract<ConnectionOptions, { authType: 'databricks-oauth' }>
type OAuthToken = NonNullable<Awaited<ReturnType<NonNullable<OAuthOptions['persistence']>['read']>>>

/** What the driver signs in with. What OAuth gives is kept for as long as this is, and nowhere else. */
export class SignIn {
  readonly #credentials: Credentials
  /** Every attempt to connect would ask for one again, and open the browser again. */
  readonly #tokens = new Map<string, OAuthToken>()

  constructor(credentials: Credentials) {
    this.#credentials = credentials
  }

  /** Whether a person signs in by the browser. */
  get isByBrowser(): boolean {
    return 'oauth' in this.#credentials && this.#credentials.oauth.secret === null
  }

  /** What the driver is told when it connects. */
  options(): { token: string } | Omit<OAuthOptions, 'host' | 'path'> {
    if ('token' in this.#credentials) return { token: this.#credentials.token }
    const { clientId, secret } = this.#credentials.oauth
    return {
      authType: 'databricks-oauth',
      // At Azure too, what Databricks itself has given.
      useDatabricksOAuthInAzure: true,
      persistence: {
        read: async (host) => this.#tokens.get(host),
        persist: async (host, token) => void this.#tokens.set(host, token),
      },
      ...(clientId === null ? {} : { oauthClientId: clientId }),
      ...(secret === null ? {} : { oauthClientSecret: secret }),
    }
  }

  /** What must be in no sentence. */
  secrets(): string[] {
    if ('token' in this.#credentials) return [this.#credentials.token]
    const tokens = [...this.#tokens.values()].flatMap(({ accessToken, refreshToken }) => [accessToken, refreshToken])
    return [this.#credentials.oauth.secret, ...tokens].filter((text) => typeof text === 'string')
  }
}
