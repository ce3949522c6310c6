import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findAppFile } from './app-files.ts'
import { contentPolicy, developmentPolicy } from './content-policy.ts'

let folder: string
let root: string
beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'yts-files-'))
  root = path.join(folder, 'renderer')
  mkdirSync(path.join(root, 'assets'), { recursive: true })
  writeFileSync(path.join(root, 'index.html'), 'page')
  writeFileSync(path.join(root, 'assets', 'main-1.js'), 'script')
  writeFileSync(path.join(root, 'assets', '.hidden.js'), 'hidden')
  writeFileSync(path.join(folder, 'secret.js'), 'secret')
  symlinkSync(path.join(folder, 'secret.js'), path.join(root, 'assets', 'link.js'))
  symlinkSync(folder, path.join(root, 'up'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('files of the app protocol', () => {
  it.each([
    ['app://explorer', 'index.html', 'text/html; charset=utf-8'],
    ['app://explorer/', 'index.html', 'text/html; charset=utf-8'],
    ['app://explorer/index.html?x=1#/movies', 'index.html', 'text/html; charset=utf-8'],
    ['app://explorer/assets/main-1.js', 'assets/main-1.js', 'text/javascript; charset=utf-8'],
    ['app://explorer/assets/main%2d1.js', 'assets/main-1.js', 'text/javascript; charset=utf-8'],
  ])('serves %s', (address, file, type) => {
    expect(findAppFile(root, address)).toEqual({ status: 200, path: path.join(root, file), type })
  })

  it.each([
    'app://explorer/../secret.js',
    'app://explorer/assets/../../secret.js',
    'app://explorer/%2e%2e/secret.js',
    'app://explorer/%2e%2e%2fsecret.js',
    'app://explorer/..%2fsecret.js',
    'app://explorer/..%5csecret.js',
    'app://explorer/..\\secret.js',
    'app://explorer/assets%5c..%5c..%5csecret.js',
    'app://explorer/%252e%252e%252fsecret.js',
    'app://explorer/%00',
    'app://explorer/index.html%00.js',
    'app://explorer/%0d%0a',
    'app://explorer/%',
    'app://explorer/%e0%a4%a',
    'app://explorer/C:/windows/win.ini',
    'app://explorer/./index.html',
    'app://explorer/assets/.hidden.js',
    'app://explorer/assets/link.js',
    'app://explorer/up/secret.js',
    'app://other/index.html',
    'app://explorer.evil/index.html',
    'app://explorer@evil/index.html',
    'app:explorer/index.html',
    'file:///etc/passwd',
    '',
  ])('answers 400 to %s', (address) => {
    expect(findAppFile(root, address)).toEqual({ status: 400 })
  })

  it.each(['app://explorer/none.js', 'app://explorer/assets', 'app://explorer/assets/', 'app://explorer/index.exe'])(
    'answers 404 to %s',
    (address) => {
      expect(findAppFile(root, address)).toEqual({ status: 404 })
    },
  )
})

describe('the content security policy', () => {
  it('is exactly the agreed one', () => {
    expect(contentPolicy).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    )
  })

  it('opens up in development for its own server only', () => {
    const policy = developmentPolicy('http://127.0.0.1:5173/')
    expect(policy).toContain("connect-src 'self' ws://127.0.0.1:5173 http://127.0.0.1:5173;")
    expect(policy).not.toContain('unsafe-eval')
    expect(policy).toContain("default-src 'none'")
  })
})
