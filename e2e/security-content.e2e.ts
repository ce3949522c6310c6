import { emptyFilter } from '../shared/filter/filter.ts'
import { tables as tableDefinitions } from '../shared/tables.ts'
import { expect, type RunningApp, test } from './fixtures.ts'
import { OverviewPage } from './pages/overview.ts'
import { ShellPart } from './pages/shell.ts'
import { TablesPage } from './pages/tables.ts'

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

/** Every text that turns the direction of what follows stands by itself in an element that keeps it there; at least so many do. */
async function expectIsolated(app: RunningApp, least: number): Promise<void> {
  const turning = await app.window.evaluate(() => {
    const turns = /[\u202a-\u202e\u2066-\u2069]/
    return [...document.querySelectorAll('body *')]
      .filter((element) =>
        [...element.childNodes].some((node) => node.nodeType === 3 && turns.test(node.nodeValue ?? '')),
      )
      .map((element) => ({
        where: `${element.localName}.${element.getAttribute('class')} in ${element.parentElement?.className}`,
        isolation: getComputedStyle(element).unicodeBidi,
        beside: element.children.length,
      }))
  })
  expect(turning.length).toBeGreaterThanOrEqual(least)
  const loose = turning.filter(({ isolation, beside }) => !/isolate|plaintext/.test(isolation) || beside > 0)
  expect(loose).toEqual([])
}

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
    await expectIsolated(app, 2)
  })

  test('keeps it to itself in tables, on the Overview and in the palette too, what nobody sees included', async ({
    app,
    api,
  }) => {
    const turned = 'a\u202egpj.exe\u202c b\u2067c'
    for (const [index, id] of api.catalogue.ids().entries()) {
      // A genre of letters that turn, and one that differs from another only by what nobody sees.
      const genres = [`Dra${index % 2 ? '\u200b' : ''}ma`, `\u202eamard\u202c ${index % 3}`]
      api.catalogue.update(id, { title_long: turned, genres, language: 'e\u200bn', mpa_rating: '\u202eGP\u202c' })
    }
    api.setFaults(['hostile'])
    await app.sync()
    const shell = new ShellPart(app.window)
    const overview = new OverviewPage(app.window)
    await overview.open()
    await overview.settled()
    await expectIsolated(app, 0)
    await app.screenshot('security-bidi-overview')
    const tables = new TablesPage(app.window)
    for (const { key, label } of tableDefinitions) {
      await tables.open(key, label)
      await expectIsolated(app, key === 'dim_movie' || key === 'silver_movie' ? 1 : 0)
    }
    await tables.open('dim_movie', 'Movie')
    await app.screenshot('security-bidi-tables')
    const palette = await shell.palette('gpj')
    await expect(palette.getByRole('option').first()).toContainText('gpj')
    await expectIsolated(app, 1)
    await app.screenshot('security-bidi-palette')
    // One genre, whatever stands unseen in its name.
    const { genre } = await app.ask('facets.members')
    expect(genre.map(({ name }) => name).filter((name) => name.replaceAll(/\p{Cf}/gu, '') === 'Drama')).toEqual([
      'Drama',
    ])
  })
})
