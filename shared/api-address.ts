/** The address the API answers at since August 2026 (see docs/sync.md, "The API moves house"). */
export const defaultYtsUrl = 'https://movies-api.accel.li/api/v2/list_movies.json'

const loopbackHosts = new Set(['127.0.0.1', 'localhost', '[::1]'])

/** Whether a host is this machine. */
export function isLoopbackHost(hostname: string): boolean {
  return loopbackHosts.has(hostname)
}

/** Whether a text is an address the app may load from: https, or http on this machine only; no credentials. */
export function isAllowedApiUrl(text: string): boolean {
  let url: URL
  try {
    url = new URL(text)
  } catch {
    return false
  }
  if (url.username !== '' || url.password !== '') return false
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopbackHost(url.hostname))
}
