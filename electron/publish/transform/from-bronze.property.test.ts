import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { memoryWarehouse } from '../../warehouse/testing/loads.ts'
import { createLoadStore } from '../../warehouse/write/store.ts'
import { publishedTables } from '../star-columns.ts'
import { starDigests } from '../star-rows.ts'
import { anyStep, driftingCatalogue } from '../testing/drifting-loads.ts'
import { silverFromBronze } from '../testing/from-bronze.ts'
import { sqliteEngine, starBySql } from '../testing/star-by-sql.ts'

describe('silver and gold from exported bronze are those of the warehouse, keys included', () => {
  it('whatever the loads bring, however many of them an export has', async () => {
    const someSteps = fc.array(fc.record({ step: anyStep, isExported: fc.boolean() }), { minLength: 1, maxLength: 7 })
    await fc.assert(
      fc.asyncProperty(someSteps, async (steps) => {
        const db = memoryWarehouse()
        const engine = sqliteEngine()
        const bronze = silverFromBronze()
        try {
          const store = createLoadStore(db)
          const catalogue = driftingCatalogue(20)
          const star = await starBySql(engine)
          for (const { step, isExported } of steps) {
            if (!catalogue.live(store, step) || !isExported) continue
            const done = await bronze.take(db, () => star.update(bronze.silver()))
            expect(done.lost).toBe(0)
            const own = await starDigests(db, publishedTables(['gold', 'silver']))
            expect({ ...(await star.digests()), ...bronze.digests() }).toEqual(
              Object.fromEntries([...own].map(([name, digest]) => [name, `${digest}`])),
            )
          }
        } finally {
          bronze.end()
          engine.end()
          db.close()
        }
      }),
      { numRuns: 40 },
    )
  })
})
