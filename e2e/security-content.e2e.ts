import { emptyFilter } from '../shared/filter.ts'
import { expect, test } from './fixtures.ts'

// What a page may load and show; numbers as in docs/security.md.

const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

test('the content policy is strict and enforced (14, 17)', async ({ app }) => {
  app.trouble.allow(/Content Security Policy|Refused to|ERR_|Not allowed to load local resource/)
  const found = await app.window.evaluate(async () => {
    const violations: string[] = []
    const awaited = ['script-src-elem', 'style-src-elem', 'img-src', 'connect-src']
    // They are told in their own time; the test times out when one of them never is.
    const told = new Promise<void>((resolve) => {
      document.addEventListener('securitypolicyviolation', (event) => {
        violations.push(event.effectiveDirective)
        if (awaited.every((directive) => violations.includes(directive))) resolve()
      })
    })
    const answer = await fetch(`${location.origin}/index.html`)
    const script = document.createElement('script')
    script.textContent = 'window.injected = true'
    const style = document.createElement('style')
    style.textContent = 'body { display: none }'
    const image = document.createElement('img')
    image.src = 'https://example.com/x.png'
    document.head.append(script, style)
    document.body.append(image)
    const evaluated = (() => {
      try {
        // biome-ignore lint/security/noGlobalEval: that it throws is what is tested
        return String(window.eval('1 + 1'))
      } catch (error) {
        return (error as Error).name
      }
    })()
    const away = await Promise.all(
      ['https://example.com/', 'http://127.0.0.1:9/', 'file:///etc/passwd'].map((url) =>
        fetch(url).then(
          () => 'reached',
          () => 'refused',
        ),
      ),
    )
    await told
    script.remove()
    style.remove()
    image.remove()
    return {
      policy: answer.headers.get('content-security-policy'),
      sniff: answer.headers.get('x-content-type-options'),
      injected: 'injected' in window,
      evaluated,
      away,
      violations,
      shown: getComputedStyle(document.body).display,
    }
  })
  expect(found.policy).toBe(policy)
  expect(found.sniff).toBe('nosniff')
  expect(found.injected).toBe(false)
  expect(found.evaluated).toBe('EvalError')
  expect(found.away).toEqual(['refused', 'refused', 'refused'])
  expect(found.shown).not.toBe('none')
  for (const directive of ['script-src-elem', 'style-src-elem', 'img-src', 'connect-src']) {
    expect(found.violations).toContain(directive)
  }
})

test('the app protocol keeps to its folder (18)', async ({ app }) => {
  app.trouble.allow(/Failed to load resource|ERR_/)
  const statuses = await app.electron.evaluate(async ({ net }) => {
    const paths = [
      '..%2f..%2fpackage.json',
      '%2e%2e%2fmain%2fmain.js',
      '..%5cmain%5cmain.js',
      '%252e%252e%252fmain%252fmain.js',
      'index.html%00.js',
      '%',
      '../main/main.js',
      'assets/../../main/main.js',
    ]
    const found: [string, number][] = []
    for (const requested of paths) {
      const answer = await net.fetch(`app://explorer/${requested}`)
      found.push([requested, answer.status])
    }
    const own = await net.fetch('app://explorer/index.html')
    found.push(['index.html', own.status])
    return found
  })
  for (const [requested, status] of statuses) {
    if (requested === 'index.html') expect(status).toBe(200)
    // Plain dots are taken out of an address before it is sent, and then name a file inside the folder that is not there.
    else if (requested.includes('../')) expect([400, 404], requested).toContain(status)
    else expect(status, requested).toBe(400)
  }
})

test.describe('hostile data', () => {
  test.use({ appOptions: { server: { films: 60, faults: ['hostile'] } } })

  test('is shown as text (13, 15)', async ({ app }) => {
    await app.sync()
    await app.window.getByRole('link', { name: 'Movies' }).click()
    const page = await app.ask('movies.page', {
      filter: emptyFilter(),
      sort: [{ key: 'title', dir: 'asc' }],
      offset: 0,
      limit: 60,
    })
    const markup = page.rows.map((row) => row.title).filter((title) => title.includes('<'))
    expect(markup.length).toBeGreaterThan(0)
    await expect(app.window.getByText(markup[0] ?? '', { exact: true }).first()).toBeVisible()
    const planted = await app.window.evaluate(() => {
      return {
        handlers: document.querySelectorAll('[onerror], [onload], [onclick]').length,
        scripts: [...document.scripts].filter((script) => !script.src).length,
        links: document.querySelectorAll('a[href^="magnet:"], a[href^="javascript:"], a[href$=".torrent"]').length,
        polluted: 'polluted' in {},
      }
    })
    expect(planted).toEqual({ handlers: 0, scripts: 0, links: 0, polluted: false })
  })

  test('keeps its writing direction to itself', async ({ app }) => {
    await app.sync()
    await app.window.getByRole('link', { name: 'Movies' }).click()
    await expect(app.window.getByText('gpj.exe').first()).toBeVisible()
    await app.window.getByText('gpj.exe').first().dblclick()
    await expect(app.window.locator('.inspector h2')).toContainText('gpj.exe')
    const around = await app.window.evaluate(() => {
      const turning = /[\u202a-\u202e\u2066-\u2069]/
      return [...document.querySelectorAll('body *')]
        .filter((element) =>
          [...element.childNodes].some((node) => node.nodeType === 3 && turning.test(node.nodeValue ?? '')),
        )
        .map((element) => ({ isolation: getComputedStyle(element).unicodeBidi, beside: element.children.length }))
    })
    expect(around.length).toBeGreaterThan(1)
    for (const { isolation, beside } of around) {
      expect(isolation).toMatch(/isolate|plaintext/)
      expect(beside).toBe(0)
    }
  })
})
