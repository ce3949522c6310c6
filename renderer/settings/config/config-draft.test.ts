import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { configFiles } from '../../../shared/config.ts'
import type { ConfigFileState } from '../../../shared/contract/app.ts'
import {
  checkDraft,
  editDraft,
  effectOfErrors,
  isDirty,
  newHost,
  openDraft,
  rebaseDraft,
  redoDraft,
  savedDraft,
  saveObstacle,
  settleDraft,
  undoDraft,
} from './config-draft.ts'
import { formOf, labelOf, patchOf, rangeWords, valueAt } from './field-descriptors.ts'

const file = (text: string, change: Partial<ConfigFileState> = {}): ConfigFileState => ({
  file: 'config.yaml',
  text,
  hash: `hash of ${text}`,
  values: { yts_url: 'https://a.example/list.json' },
  issues: [],
  broken: false,
  stopsLoads: false,
  ...change,
})

describe('a draft', () => {
  it('comes back to where it was by undoing every step, and forward again by redoing them', () => {
    fc.assert(
      fc.property(fc.array(fc.string(), { maxLength: 50 }), (texts) => {
        const start = openDraft(file('start'))
        let draft = texts.reduce((state, text) => editDraft(state, text, null), start)
        const end = draft.text
        while (draft.undo.length > 0) draft = undoDraft(draft)
        expect(draft.text).toBe('start')
        expect(isDirty(draft)).toBe(false)
        while (draft.redo.length > 0) draft = redoDraft(draft)
        expect(draft.text).toBe(end)
      }),
    )
  })

  it('undoes a gesture as a whole', () => {
    let draft = openDraft(file(''))
    for (const text of ['l', 'li', 'lim']) draft = editDraft(draft, text, 'typing')
    draft = editDraft(draft, 'limit: 1', 'form:limit')
    expect(undoDraft(draft).text).toBe('lim')
    expect(undoDraft(undoDraft(draft)).text).toBe('')
  })

  it('drops what was said about an older text', () => {
    const draft = editDraft(openDraft(file('a')), 'b', null)
    expect(checkDraft(draft, file('a', { broken: true })).checked.broken).toBe(false)
    expect(checkDraft(draft, file('b', { broken: true })).checked.broken).toBe(true)
  })

  it('cannot be saved unchanged, unchecked or wrong', () => {
    const start = openDraft(file('a'))
    expect(saveObstacle(start)).toMatch(/Nothing/)
    const edited = editDraft(start, 'b', null)
    expect(saveObstacle(edited)).toMatch(/Checking/)
    const issue = { field: 'limit', line: 1, column: 1, message: 'must be at most 50', severity: 'error' } as const
    expect(saveObstacle(checkDraft(edited, file('b', { issues: [issue] })))).toMatch(/Mend/)
    expect(saveObstacle(checkDraft(edited, file('b', { issues: [{ ...issue, severity: 'warning' }] })))).toBeNull()
  })

  it('follows the file on disk while untouched, and asks when it was edited', () => {
    expect(rebaseDraft(openDraft(file('a')), file('b')).text).toBe('b')
    const asked = rebaseDraft(editDraft(openDraft(file('a')), 'mine', null), file('theirs'))
    expect(asked.text).toBe('mine')
    expect(saveObstacle(asked)).toMatch(/changed on disk/)
    expect(settleDraft(asked, 'theirs').text).toBe('theirs')
    expect(settleDraft(asked, 'mine')).toMatchObject({ text: 'mine', base: { text: 'theirs' }, newer: null })
  })

  it('is clean after a save and can still be undone', () => {
    const draft = savedDraft(editDraft(openDraft(file('a')), 'b', null), file('b'))
    expect(isDirty(draft)).toBe(false)
    expect(undoDraft(draft).text).toBe('a')
  })

  it('says that defaults are in use only where they are', () => {
    const issue = (field: string) => ({ field, line: 1, column: 1, message: 'is wrong', severity: 'error' as const })
    const onDisk = (change: Partial<ConfigFileState>) => openDraft(file('a', { broken: true, ...change }))
    expect(effectOfErrors(openDraft(file('a')))).toBeNull()
    expect(effectOfErrors(onDisk({ issues: [issue('limit')] }))).toMatch(/uses the default/)
    expect(effectOfErrors(onDisk({ issues: [issue('yts_url')], stopsLoads: true }))).toMatch(/no load starts/)
    expect(effectOfErrors(onDisk({ issues: [issue('')], stopsLoads: true }))).toMatch(/no load starts/)
    expect(effectOfErrors(onDisk({ issues: [issue('schedule.cron')] }))).toMatch(/no load starts by the schedule/)
    const typing = editDraft(openDraft(file('a')), 'b', null)
    const checked = checkDraft(typing, file('b', { issues: [issue('limit')], broken: true }))
    expect(effectOfErrors(checked)).toMatch(/as it was saved/)
  })

  it('notices another host, not another path', () => {
    const at = (url: string) =>
      checkDraft(editDraft(openDraft(file('a')), 'b', null), file('b', { values: { yts_url: url } }))
    expect(newHost(at('https://a.example/other.json'))).toBeNull()
    expect(newHost(at('https://b.example/list.json'))).toBe('b.example')
  })
})

describe('the form', () => {
  it('describes every field of both files, and gives every number its bounds', () => {
    for (const name of configFiles) {
      for (const field of formOf(name).flatMap((group) => group.fields)) {
        expect(field.label, field.path.join('.')).not.toBe('')
        expect(field.description, field.path.join('.')).not.toBe('')
        if (field.kind === 'integer' || field.kind === 'number') expect(rangeWords(field)).not.toBe('')
      }
    }
  })

  it('names fields for people', () => {
    expect(labelOf('yts_url')).toBe('YTS address')
    expect(labelOf('request_timeout_s')).toBe('Request timeout')
  })

  it('reads and writes a field at its path', () => {
    const patch = patchOf(['schedule', 'cron'], '0 4 * * *')
    expect(patch).toEqual({ schedule: { cron: '0 4 * * *' } })
    expect(valueAt(patch, ['schedule', 'cron'])).toBe('0 4 * * *')
    expect(valueAt(patch, ['schedule', 'cron', 'deeper'])).toBeUndefined()
  })
})
