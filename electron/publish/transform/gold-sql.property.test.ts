import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { memoryWarehouse } from '../../warehouse/testing/loads.ts'
import { createLoadStore } from '../../warehouse/write/store.ts'
import { publishedTables } from '../star-columns.ts'
import { starDigests } from '../star-rows.ts'
import { anyStep, driftingCatalogue, type Step } from '../testing/drifting-loads.ts'
import { duckDbEngine, silverOf, sqliteEngine, starBySql } from '../testing/star-by-sql.ts'

/** Lives through steps, and holds the gold of the SQL to the app's own after each load that was completed. */
async function expectEqual(steps: readonly Step[], engine: Awaited<ReturnType<typeof duckDbEngine>>): Promise<number> {
  const db = memoryWarehouse()
  try {
    const store = createLoadStore(db)
    const catalogue = driftingCatalogue(20)
    const star = await starBySql(engine)
    let compared = 0
    for (const step of steps) {
      if (!catalogue.live(store, step)) continue
      await star.update(silverOf(db))
      const own = await starDigests(db, publishedTables(['gold']))
      expect(await star.digests()).toEqual(Object.fromEntries([...own].map(([name, digest]) => [name, `${digest}`])))
      compared++
    }
    return compared
  } finally {
    engine.end()
    db.close()
  }
}

describe('gold by one text of SQL is the gold that the app merges load by load, keys included', () => {
  it('in SQLite, whatever the loads bring', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyStep, { minLength: 1, maxLength: 7 }), async (steps) => {
        await expectEqual(steps, sqliteEngine())
      }),
      { numRuns: 40 },
    )
  })

  it('in DuckDB, whose types are as strict as Spark’s', async () => {
    const [some] = fc.sample(fc.array(anyStep, { minLength: 8, maxLength: 8 }), { numRuns: 1, seed: 3 })
    const full: Step = { append: 40, edits: [], remove: [2], restore: 0, load: 'full' }
    expect(await expectEqual([full, ...(some ?? []), full, full], await duckDbEngine())).toBeGreaterThan(5)
  })
})
