import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from './fixtures.ts'
import { SettingsPage } from './pages/settings.ts'
import { axeFindings } from './support/accessibility.ts'
import { answerQuestions } from './support/native-questions.ts'
import { takePictures } from './support/pictures.ts'

const fileText = (dataDir: string, file: string) => readFileSync(path.join(dataDir, file), 'utf8')

test.use({ appOptions: { config: '# kept for the auditors\nmy_own_key: 7' } })

test('form and text follow each other; nothing is written before the diff is saved', async ({ app, dataDir }) => {
  const settings = new SettingsPage(app.window)
  await settings.open('config.yaml')
  const before = fileText(dataDir, 'config.yaml')
  await settings.field('Max workers').fill('6')
  await expect(settings.text).toContainText('max_workers: 6')
  await settings.text.getByText('limit: 50').click()
  await app.window.keyboard.press('End')
  await app.window.keyboard.press('Backspace')
  await app.window.keyboard.press('Backspace')
  await app.window.keyboard.type('25')
  await expect(settings.field('Limit')).toHaveValue('25')
  expect(fileText(dataDir, 'config.yaml')).toBe(before)

  await settings.button('Review and save…').click()
  await expect(settings.dialog.getByText('limit: 25')).toBeVisible()
  await app.screenshot('settings-diff')
  await settings.dialog.getByRole('button', { name: 'Cancel' }).click()
  await settings.save()
  const after = fileText(dataDir, 'config.yaml')
  expect(after).toContain('limit: 25')
  expect(after).toContain('max_workers: 6')
  expect(after, 'comments and own keys are kept').toContain('# kept for the auditors\nmy_own_key: 7')

  await settings.button('Backups…').click()
  await app.screenshot('settings-backups')
  await settings.button('Restore into the editor').click()
  await expect(settings.field('Limit')).toHaveValue('50')
  await settings.save()
  expect(fileText(dataDir, 'config.yaml')).toBe(before)
})

test('a wrong value is marked at its line, cannot be saved, and can be undone', async ({ app }) => {
  const settings = new SettingsPage(app.window)
  await settings.open('config.yaml')
  await settings.field('Limit').fill('99')
  await expect(settings.problems).toContainText('Line 2')
  await expect(settings.problems).toContainText('must be at most 50')
  await expect(settings.marks).not.toHaveCount(0)
  await expect(settings.button('Review and save…')).toBeDisabled()
  await expect(settings.field('Limit')).toHaveValue('99')
  await app.screenshot('settings-error')
  await settings.button('Undo').click()
  await expect(settings.field('Limit')).toHaveValue('50')
  await settings.button('Reset to defaults').click()
  await expect(settings.text).not.toContainText('my_own_key')
  await settings.button('Undo').click()
  await expect(settings.text).toContainText('my_own_key')
  await expect(settings.button('Review and save…')).toBeDisabled()
})

test('another host has to be trusted by name', async ({ app, dataDir }) => {
  const settings = new SettingsPage(app.window)
  await settings.open('config.yaml')
  const before = fileText(dataDir, 'config.yaml')
  await settings.field('YTS address').fill('https://films.example/api/v2/list_movies.json')
  await settings.button('Review and save…').click()
  const save = settings.dialog.getByRole('button', { name: 'Save', exact: true })
  await expect(settings.dialog.locator('.notice')).toContainText('films.example')
  await takePictures(app, 'settings-new-host')
  // The question is main's own, where no page can answer it.
  const asked = await answerQuestions(app, 0)
  await save.click()
  await expect(settings.dialog.getByRole('alert')).toHaveText('Nothing was saved.')
  expect(await asked()).toEqual([expect.stringContaining('films.example')])
  expect(fileText(dataDir, 'config.yaml')).toBe(before)
  await takePictures(app, 'settings-new-host-declined')
  await answerQuestions(app, 1)
  await save.click()
  await expect(settings.dialog).toBeHidden()
  expect(fileText(dataDir, 'config.yaml')).toContain('https://films.example/')
})

test('a change on disk is shown, and never overwritten unasked', async ({ app, dataDir }) => {
  const settings = new SettingsPage(app.window)
  await settings.open('config.yaml')
  await settings.field('Limit').fill('30')
  await expect(settings.text).toContainText('limit: 30')
  writeFileSync(path.join(dataDir, 'config.yaml'), `${fileText(dataDir, 'config.yaml')}# written elsewhere\n`)
  await expect(app.window.getByText('config.yaml has changed on disk since you began.')).toBeVisible()
  await expect(settings.button('Review and save…')).toBeDisabled()
  await app.screenshot('settings-changed-on-disk')
  await settings.button('Load the file').click()
  await expect(settings.text).toContainText('# written elsewhere')
  await expect(settings.field('Limit')).toHaveValue('50')
})

test('the schedule shows its next three times, or what is wrong with it', async ({ app }) => {
  const settings = new SettingsPage(app.window)
  await settings.open('config.yaml')
  await settings.switchNamed('Enabled').click()
  await settings.field('Cron expression').fill('0 4 * * *')
  const runs = app.window.locator('.next-runs li')
  await expect(runs).toHaveText([/ 04:00$/, / 04:00$/, / 04:00$/])
  await app.screenshot('settings-schedule')
  await settings.field('Cron expression').fill('every now and then')
  await expect(runs).toHaveCount(0)
})

test('the theme changes at once and stays over a restart', async ({ app }) => {
  const settings = new SettingsPage(app.window)
  await settings.open('App')
  const isDark = () => app.window.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches)
  await app.window.getByRole('button', { name: 'Dark' }).click()
  await expect.poll(isDark).toBe(true)
  await app.screenshot('settings-app-dark')
  await app.restart()
  await expect.poll(isDark).toBe(true)
})

test('verify and rebuild work from the page', async ({ app, api }) => {
  await app.sync()
  const settings = new SettingsPage(app.window)
  await settings.open('App')
  await settings.button('Verify').click()
  await expect(app.window.getByText('Everything is in order')).toBeVisible()
  await settings.button('Rebuild…').click()
  await app.window.getByRole('alertdialog').getByRole('button', { name: 'Rebuild' }).click()
  await expect(app.window.getByText(`Rebuilt ${api.catalogue.size} films`)).toBeVisible()
  await app.screenshot('settings-app')
})

test.describe('with a broken file', () => {
  test.use({ appOptions: { config: 'limit: [never closed' } })

  test('it opens with its error, and the form waits', async ({ app }) => {
    const settings = new SettingsPage(app.window)
    await settings.open('config.yaml')
    await expect(settings.problems).toContainText('no load starts until this is mended')
    await expect(settings.field('Limit')).toBeDisabled()
    await app.screenshot('settings-broken')
  })
})

for (const theme of ['light', 'dark'] as const) {
  test.describe(`in the ${theme} theme`, () => {
    test.use({ appOptions: { theme } })

    test('axe reports nothing on any tab', async ({ app }) => {
      const settings = new SettingsPage(app.window)
      for (const tab of ['App', 'config.yaml', 'config.json'] as const) {
        await settings.open(tab)
        expect(await axeFindings(app.window), tab).toEqual([])
        await app.screenshot(`settings-${tab}-${theme}`)
      }
    })
  })
}
