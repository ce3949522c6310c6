import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { plan } from '../../electron/publish/transform/plan.ts'
import { inProject } from '../lib/paths.ts'

const folder = 'packaging/databricks'
const read = (name: string): string => readFileSync(inProject(folder, name), 'utf8')
const notebooks = readdirSync(inProject(folder)).filter((name) => /^(?:\d+_|initial).*\.py$/.test(name))

interface Task {
  task_key: string
  depends_on?: { task_key: string }[]
  notebook_task: { notebook_path: string }
}
interface Job {
  parameters: { name: string }[]
  tasks: Task[]
}
const { resources } = parse(read('databricks.yml')) as { resources: { jobs: Record<string, Job> } }
const jobs = Object.values(resources.jobs)

describe('the bundle for Databricks', () => {
  it('runs every notebook in one job, each after the one before it', () => {
    const paths = jobs.map(({ tasks }) => tasks.map((task) => task.notebook_task.notebook_path.replace('./', '')))
    expect(paths.flat().sort()).toEqual([...notebooks].sort())
    for (const { tasks } of jobs) {
      for (const [at, task] of tasks.entries())
        expect((task.depends_on ?? []).map(({ task_key }) => task_key)).toEqual(
          at === 0 ? [] : [tasks[at - 1]?.task_key],
        )
    }
    const numbers = paths.map((names) => names.map((name) => Number(/^\d+/.exec(name)?.[0] ?? 0)))
    expect(numbers.find((list) => list.length > 1)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11])
  })

  it.each(notebooks)('%s is a notebook, and plain Python', (name) => {
    const text = read(name)
    expect(text.startsWith('# Databricks notebook source\n')).toBe(true)
    // What only a notebook knows stands in comments.
    expect(text.split('\n').filter((line) => /^\s*(?:%|!|dbutils|display)/.test(line))).toEqual([])
  })

  it('makes every table of the star once, none before those that it is made from', () => {
    const named = notebooks
      .sort((a, b) => Number.parseInt(a, 10) - Number.parseInt(b, 10))
      .flatMap((name) => [...read(name).matchAll(/transform\.make\(([^)]*)\)/g)].map(([, list = '']) => list))
    const others = [
      ...(/named = \[([^\]]*)\]/.exec(read('9_other_dimensions.py'))?.[1] ?? '').matchAll(/"(\w+)"/g),
    ].map(([, table = '']) => table)
    const rest = plan.gold.map(({ name }) => name).filter((name) => name.startsWith('dim_') && !others.includes(name))
    const made = named.flatMap((list) =>
      list.includes('transform.others') ? rest : [...list.matchAll(/"(\w+)"/g)].map(([, table = '']) => table),
    )
    expect([...made].sort()).toEqual(plan.gold.map(({ name }) => name).sort())
    for (const { name, sql } of plan.gold) {
      const needed = plan.gold.filter((other) => other.name !== name && new RegExp(`\\b${other.name}\\b`).test(sql))
      for (const other of needed)
        expect(made.indexOf(other.name), `${other.name} before ${name}`).toBeLessThan(made.indexOf(name))
    }
  })

  it('has a parameter for each setting that has no default', () => {
    const asked = [...notebooks, 'yts_transform.py'].flatMap((name) =>
      [...read(name).matchAll(/\bsetting\("(\w+)"\)/g)].map(([, setting = '']) => setting),
    )
    const given = jobs.flatMap(({ parameters }) => parameters.map(({ name }) => name))
    expect([...new Set(asked)].sort()).toEqual(['data', 'exports', 'schema'])
    expect(given).toEqual(expect.arrayContaining(asked))
  })
})
