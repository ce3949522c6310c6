/**
 * The content security policy of every page of the app. Scripts and styles come from the app's own files only, and nothing
 * may be fetched from anywhere else.
 */
export const contentPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** The policy while the pages come from a development server: hot reload injects scripts and styles and needs a socket. */
export function developmentPolicy(devServer: string): string {
  const { host } = new URL(devServer)
  return contentPolicy
    .replace("script-src 'self'", "script-src 'self' 'unsafe-inline'")
    .replace("style-src 'self'", "style-src 'self' 'unsafe-inline'")
    .replace("connect-src 'self'", `connect-src 'self' ws://${host} http://${host}`)
}
