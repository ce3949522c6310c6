import { isLoopbackHost } from '../../../shared/api-address.ts'

/** How requests to an address leave this machine. */
export interface Route {
  /** Address of the proxy to use, with what it wants to know of who asks; null = directly. */
  proxy: string | null
  /** The proxy in words, without secrets; empty = directly. */
  via: string
  /** Why a proxy that is set is not used, in a sentence; null = none is set, or it is used. */
  note: string | null
}

const DIRECT: Route = { proxy: null, via: '', note: null }
/** Kinds of proxies that can be used, by the scheme of their address. */
const USABLE = new Set(['http:', 'https:', 'socks5:', 'socks:', 'socks5h:'])
const SCHEMES: Record<string, string> = { PROXY: 'http', HTTP: 'http', HTTPS: 'https', SOCKS5: 'socks5' }

/**
 * Which way requests to an address take: what the environment says (`HTTPS_PROXY`, `ALL_PROXY`, `NO_PROXY`, in either case), else
 * what the system says. This machine is always reached directly.
 *
 * @param system the system's answer for this address, as proxy scripts write it: `PROXY host:port; DIRECT`; null = not known
 */
export function routeTo(address: string, env: NodeJS.ProcessEnv, system: string | null): Route {
  if (!URL.canParse(address)) return DIRECT
  const target = new URL(address)
  if (isLoopbackHost(target.hostname)) return DIRECT
  const named = firstSet(env, ['HTTPS_PROXY', 'https_proxy', 'ALL_PROXY', 'all_proxy'])
  if (named) {
    const except = firstSet(env, ['NO_PROXY', 'no_proxy'])
    return except && isExcepted(target, except.value) ? DIRECT : fromEnvironment(named)
  }
  return system === null ? DIRECT : fromSystem(system)
}

function fromEnvironment({ name, value }: { name: string; value: string }): Route {
  const address = /^[a-z][a-z\d+.-]*:\/\//i.test(value) ? value : `http://${value}`
  if (!URL.canParse(address) || new URL(address).hostname === '') {
    return unused(`${name} is set, but it is not an address of a proxy, so it is not used.`)
  }
  const url = new URL(address)
  if (!USABLE.has(url.protocol)) {
    return unused(`${name} names a proxy of a kind that cannot be used (${url.protocol}//…), so it is not used.`)
  }
  if (!isDecodable(url.username) || !isDecodable(url.password)) {
    return unused(
      `${name} has a % in its user name or password that must be written as %25, so this proxy is not used.`,
    )
  }
  if (url.protocol === 'socks5h:') return used(address.replace(/^socks5h/i, 'socks5'), url.host, name)
  return used(address, url.host, name)
}

/** Whether each % begins an escape: what signs in at the proxy is the decoded text. */
function isDecodable(text: string): boolean {
  try {
    decodeURIComponent(text)
    return true
  } catch {
    return false
  }
}

/** https://developer.mozilla.org/docs/Web/HTTP/Guides/Proxy_servers_and_tunneling/Proxy_Auto-Configuration_PAC_file#return_value_format */
function fromSystem(response: string): Route {
  const ways = response
    .split(';')
    .map((way) => way.trim())
    .filter(Boolean)
  const refused: string[] = []
  for (const way of ways) {
    const [kind = '', host = ''] = way.split(/\s+/)
    if (kind.toUpperCase() === 'DIRECT') break
    const scheme = SCHEMES[kind.toUpperCase()]
    if (scheme && URL.canParse(`${scheme}://${host}`)) return used(`${scheme}://${host}`, host, "the system's settings")
    refused.push(way)
  }
  if (refused.length === 0) return DIRECT
  return unused(
    `The system's settings name a proxy of a kind that cannot be used (${refused[0]?.slice(0, 100)}), so it is not used.`,
  )
}

/** Host names, suffixes with or without a dot, `*`, each with or without a port; separated by commas or spaces. */
function isExcepted(target: URL, list: string): boolean {
  const host = target.hostname.toLowerCase()
  const port = target.port || (target.protocol === 'https:' ? '443' : '80')
  return list
    .toLowerCase()
    .split(/[\s,]+/)
    .filter(Boolean)
    .some((entry) => {
      const [, name = '', only] = /^(.*?)(?::(\d+))?$/.exec(entry) ?? []
      if (only !== undefined && only !== port) return false
      if (name === '*') return true
      const suffix = name.replace(/^\*?\./, '')
      return suffix !== '' && (host === suffix || host.endsWith(`.${suffix}`))
    })
}

function firstSet(env: NodeJS.ProcessEnv, names: readonly string[]): { name: string; value: string } | null {
  for (const name of names) {
    const value = env[name]?.trim()
    if (value) return { name, value }
  }
  return null
}

function used(proxy: string, host: string, from: string): Route {
  return { proxy, via: `the proxy ${host} (${from})`, note: null }
}

function unused(note: string): Route {
  return { ...DIRECT, note }
}
