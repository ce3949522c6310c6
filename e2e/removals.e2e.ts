import { expect, test } from './fixtures.ts'
import { CockpitPart } from './pages/cockpit.ts'

test.use({ appOptions: { synced: true, server: { films: 300, quirks: 0 }, limit: 20 } })

test('a source that shrank removes nothing until a person agrees', async ({ app, api }) => {
  for (const id of api.catalogue.ids().slice(100, 160)) api.catalogue.remove(id)
  const films = async (): Promise<number> => (await app.ask('warehouse.status')).films
  const cockpit = new CockpitPart(app.window)

  await cockpit.start()
  await expect(cockpit.error).toContainText('240 films, but 300 are known')
  expect(await films()).toBe(300)

  const agree = async (): Promise<void> => {
    await cockpit.button('Agree to removals…').click()
    await app.window.getByRole('alertdialog').getByRole('button', { name: 'Load and remove' }).click()
  }
  await agree()
  // One sweep proves little: films go when a second one misses them too.
  await expect(cockpit.phase('Complete: published')).toBeVisible()
  expect(await films()).toBe(300)

  await cockpit.start()
  await expect(cockpit.error).toBeVisible()
  await agree()
  await expect.poll(films).toBe(240)
})

test('fields that the source stops sending keep their values until a person lets them go', async ({ app, api }) => {
  api.setFaults(['missing-field=rating', 'missing-field=runtime'])
  const cockpit = new CockpitPart(app.window)

  await cockpit.start()
  await expect(cockpit.root).toContainText(/rating, runtime: missing on \d+ of \d+ films/)
  expect(await cockpit.figure('Changed')).toBe('0')

  await cockpit.button('Drop the values…').click()
  const question = app.window.getByRole('alertdialog')
  await expect(question).toContainText('rating, runtime')
  await question.getByRole('button', { name: 'Load and drop' }).click()
  await expect.poll(() => cockpit.figure('Changed')).toBe('300')
  await expect(cockpit.phase('Complete: published')).toBeVisible()
  await expect(cockpit.button('Drop the values…')).toBeHidden()
})
