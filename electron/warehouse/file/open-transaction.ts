import type { WritableDb } from './connection.ts'

/**
 * A transaction that stays open from one piece of work to the next, so that work can be done in small turns and committed in
 * large ones: a commit costs as much as writing several pages. Work that goes wrong undoes all that was done since the last
 * commit, and `undone` runs. Where some of that had been told as done, `add`, `end` and `assertAllKept` throw from then on what
 * went wrong.
 */
export function openTransaction(db: WritableDb, undone: () => void) {
  let isOpen = false
  let hasDone = false
  let loss: { thrown: unknown } | null = null
  const waiting: (() => void)[] = []

  function closed(): void {
    isOpen = false
    hasDone = false
    for (const call of waiting.splice(0)) call()
  }

  function undo(): void {
    try {
      if (db.inTransaction) db.exec('ROLLBACK')
    } finally {
      undone()
      closed()
    }
  }

  function undoneBy(thrown: unknown): unknown {
    if (hasDone) loss ??= { thrown }
    undo()
    return thrown
  }

  /** SQLite ends a transaction itself where the disk is full, for instance, and even in a statement that only reads. */
  function hasEndedItself(): boolean {
    return isOpen && !db.inTransaction
  }

  function noticeEnd(): void {
    if (hasEndedItself()) undoneBy(new Error('SQLite has undone what was not committed.'))
  }

  function assertNothingLost(): void {
    noticeEnd()
    if (loss) throw loss.thrown
  }

  /** Runs a statement that is no part of what is told as done; notices when it ends the transaction. */
  function watched<T>(work: () => T): T {
    noticeEnd()
    try {
      return work()
    } catch (thrown) {
      throw hasEndedItself() ? undoneBy(thrown) : thrown
    }
  }

  return {
    /** Throws when something was undone, or is not committed yet. */
    assertAllKept(): void {
      assertNothingLost()
      if (isOpen) throw new Error('What was done is not committed.')
    },
    /** Reads, what is not committed included. */
    read: watched,
    /** Work of its own, in the open transaction or in one for itself: what it throws undoes it alone, unless SQLite ends everything. */
    within: <T>(work: () => T): T =>
      watched(() => (isOpen ? db.transaction(work)() : db.transaction(work).immediate())),
    /** Calls as soon as no transaction is open, before another one begins. */
    whenClosed(call: () => void): void {
      if (isOpen) waiting.push(call)
      else call()
    },
    /** Undoes what is not committed. */
    undo(): void {
      if (isOpen) undo()
    },
    /** Does work in the open transaction, or in one that it opens and leaves open. */
    add<T>(work: () => T): T {
      assertNothingLost()
      try {
        if (!isOpen) db.exec('BEGIN IMMEDIATE')
        isOpen = true
        const value = work()
        hasDone = true
        return value
      } catch (thrown) {
        throw undoneBy(thrown)
      }
    },
    /** Does a last piece of work and commits all. */
    end(work: () => void): void {
      assertNothingLost()
      if (!isOpen) {
        db.transaction(work).immediate()
        return
      }
      try {
        work()
        db.exec('COMMIT')
      } catch (thrown) {
        throw undoneBy(thrown)
      }
      closed()
    },
  }
}
