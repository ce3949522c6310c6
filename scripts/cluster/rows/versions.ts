import { deepEqual, equal, match, notDeepEqual, ok } from 'node:assert/strict'
import { demand, tables } from '../site.ts'
import { deltaVersions } from './first-publishes.ts'
import type { Row } from './row.ts'

export const rollback: Row = {
  name: 'C10',
  title: 'an older version is shown again, a publish goes on from it, and versions beyond those kept are gone',
  async run({ engine, site: siteOf, note }) {
    const site = await siteOf('rollback', 300, { keep_versions: 3 })
    const shown = new Map<number, Record<string, string>>()
    for (const rating of [1, 2, 3, 4]) {
      for (const id of site.api.catalogue.ids().slice(0, 5)) site.api.catalogue.rerate(id, rating)
      await site.load('--full')
      const { said } = await site.publish()
      shown.set(said.version ?? 0, await site.seen())
    }
    const [first = 0, , third = 0, last = 0] = [...shown.keys()]
    notDeepEqual(shown.get(third), shown.get(last))
    demand(await site.cli('publish', '--rollback', String(third)), 0, 'published')
    deepEqual(await site.seen(), shown.get(third))
    match(demand(await site.cli('publish', '--rollback', String(first)), 2).said.error?.message ?? '', /not kept/)
    deepEqual(await site.seen(), shown.get(third))
    const { said } = await site.publish()
    ok((said.version ?? 0) > last)
    const [old] = await engine.rows(
      tables
        .map(
          ({ name }) =>
            `SELECT CAST(count(*) AS STRING) AS n FROM ${site.store}.${name}_versions WHERE _to <= ${first}`,
        )
        .join(' UNION ALL ')
        .replace(/^/, 'SELECT CAST(sum(CAST(n AS INT)) AS STRING) AS n FROM (')
        .concat(')'),
    )
    equal(old?.n, '0')
    note(`versions ${[...shown.keys()].join(', ')}, back to ${third}, on to ${said.version}`)
  },
}

export const newerStore: Row = {
  name: 'C12',
  title: 'an older program leaves the store of a newer one as it is',
  async run(ground) {
    const site = await ground.sample()
    await site.publish()
    const { engine } = ground
    const [state] = await engine.rows(`SELECT store_version FROM ${site.store}.yts_state`)
    const own = Number(state?.store_version)
    await engine.run(`UPDATE ${site.store}.yts_state SET store_version = ${own + 1} WHERE id = 1`)
    try {
      const before = await deltaVersions(ground, site)
      site.api.catalogue.rerate(site.api.catalogue.ids()[7] ?? 0, 9.9)
      await site.load('--full')
      for (const option of [[], ['--full'], ['--setup'], ['--rollback', '1']]) {
        const { said } = demand(await site.cli('publish', ...option), 2, 'failed')
        equal(said.error?.kind, 'destination_newer', option.join(' '))
      }
      deepEqual(await deltaVersions(ground, site), before)
    } finally {
      await engine.run(`UPDATE ${site.store}.yts_state SET store_version = ${own} WHERE id = 1`)
    }
    await site.publish()
  },
}

export const edits: Row = {
  name: 'C7',
  title: 'an edited row, a deleted film and a dropped table are named, and replaced',
  async run({ engine, sample }) {
    const site = await sample()
    await site.publish()
    const id = site.api.catalogue.ids()[50]
    const movies = `${site.store}.dim_movie_versions`
    const facts = `${site.store}.fact_movies_versions`
    const found = async (table: string, what: RegExp): Promise<void> => {
      const { said } = demand(await site.cli('publish', '--verify'), 6, 'differs')
      const tablesNamed = [...new Set(said.differences?.map((one) => one.table))]
      deepEqual(tablesNamed, [table])
      ok(
        said.differences?.some((one) => what.test(one.what)),
        JSON.stringify(said.differences),
      )
    }
    equal(
      (await engine.run(`UPDATE ${movies} SET title = 'edited' WHERE movie_id = ${id} AND _to IS NULL`)).affected,
      1,
    )
    await found('dim_movie', /edited/)
    await site.publish('--full')
    equal((await engine.run(`DELETE FROM ${facts} WHERE movie_id = ${id} AND _to IS NULL`)).affected, 1)
    await found('fact_movies', /not those that were published/)
    await site.publish('--full')
    await engine.run(`DROP TABLE ${site.store}.genre_junction_versions`)
    await found('genre_junction', /not there/)
    const { said } = demand(await site.cli('publish', '--full'), 5, 'failed')
    match(said.error?.message ?? '', /--setup/)
    demand(await site.cli('publish', '--setup'), 0, 'set_up')
    await site.publish('--full')
  },
}
