import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { inProject } from '../../lib/paths.ts'
import { problemsOf } from './check-file.ts'

const read = (file: string) => readFileSync(inProject(file), 'utf8')

const files = {
  ci: '.github/workflows/ci.yml',
  release: '.github/workflows/release.yml',
  dependabot: '.github/dependabot.yml',
  bug: '.github/ISSUE_TEMPLATE/bug.yml',
  config: '.github/ISSUE_TEMPLATE/config.yml',
} as const

it.each(Object.values(files))('%s is right', async (file) => {
  expect(await problemsOf(file, read(file))).toEqual([])
})

describe('is found', () => {
  it.each([
    ['a wrong key of a job', files.ci, '    timeout-minutes: 15', '    timeout: 15', /timeout/],
    ['a job without runs-on', files.ci, '    runs-on: ubuntu-24.04\n', '', /runs-on/],
    ['a job that needs an unknown one', files.ci, 'needs: check', 'needs: checks', /unknown job 'checks'/],
    ['jobs that need each other', files.release, 'jobs:\n  notes:\n', 'jobs:\n  notes:\n    needs: draft\n', /./],
    ['an event that is none', files.ci, 'pull_request:', 'pull_requests:', /pull_requests/],
    [
      'an input no action has',
      files.ci,
      'persist-credentials: false',
      'persist-credential: false',
      /persist-credential/,
    ],
    ['a context that is none', files.ci, 'matrix.os }}', 'matrx.os }}', /matrx/],
    ['a value of the matrix that is none', files.ci, 'matrix.os }}', 'matrix.system }}', /system/],
    ['a function that is none', files.ci, 'if: failure()', 'if: failed()', /failed/],
    ['a step that does nothing', files.ci, '- run: npm test', '- name: npm test', /./],
    ['an action by a branch', files.ci, 'actions/checkout@v4.2.2', 'actions/checkout@main', /checkout@main/],
    ['an action nobody looked at', files.ci, 'actions/setup-node@v4.4.0', 'someone/setup-node@v4.4.0', /not known/],
    ['a permission that is none', files.release, 'contents: write', 'content: write', /content/],
    ['a workflow that may write', files.ci, 'contents: read', 'contents: write', /only read/],
    ['a job without a time limit', files.ci, '    timeout-minutes: 15\n', '', /timeout-minutes/],
    ['an expression in a script', files.ci, 'run: npm test', `run: npm test \${{ github.ref }}`, /expression/],
    ['YAML that is none', files.ci, 'jobs:', 'jobs: [', /./],
    ['a wrong interval', files.dependabot, 'interval: weekly', 'interval: hourly', /interval/],
    ['a wrong key of an update', files.dependabot, 'directory: /', 'folder: /', /folder/],
    ['a question without a label', files.bug, 'label: Steps', 'title: Steps', /label/],
    ['a question of no kind', files.bug, 'type: dropdown', 'type: select', /type/],
    ['two questions of one id', files.bug, 'id: steps', 'id: what', /unique/],
    ['a wrong key of the chooser', files.config, 'blank_issues_enabled', 'blank_issues', /blank_issues/],
  ])('%s', async (_, file, right, wrong, said) => {
    const text = read(file)
    expect(text).toContain(right)
    const problems = await problemsOf(file, text.replace(right, wrong)).catch((error: unknown) => [String(error)])
    expect(problems.join('\n')).toMatch(said)
  })

  it('a file that GitHub does not read', async () => {
    expect(await problemsOf('.github/workflow/ci.yml', read(files.ci))).toHaveLength(1)
    expect(await problemsOf('.github/dependabots.yml', read(files.dependabot))).toHaveLength(1)
  })
})

it('the release collects every kind of installer that is built', () => {
  const builder = parse(read('electron-builder.yml'))
  const endings: Record<string, string> = { AppImage: 'AppImage', deb: 'deb', dmg: 'dmg', zip: 'zip', nsis: 'exe' }
  const built = [...builder.linux.target, ...builder.mac.target, ...builder.win.target].map(
    (kind: string) => endings[kind] ?? kind,
  )
  const collected = [...read(files.release).matchAll(/release\/\*\.(\w+)/g)].map((match) => match[1])
  expect(collected.sort()).toEqual(built.sort())
})

it('CI runs on all three systems', () => {
  const { jobs } = parse(read(files.ci))
  const systems = jobs.test.strategy.matrix.os.map((name: string) => name.split('-')[0])
  expect(systems.sort()).toEqual(['macos', 'ubuntu', 'windows'])
})
