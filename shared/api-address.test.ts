import { describe, expect, it } from 'vitest'
import { defaultYtsUrl, holdsUnseen, mayBeOffered } from './api-address.ts'

const source = 'https://films.example.org/api/v2/list_movies.json'
const here = 'http://127.0.0.1:4000/api/v2/list_movies.json'
const list = 'api/v2/list_movies.json'

describe('an address that a source offers', () => {
  it.each([
    defaultYtsUrl,
    `https://new.example.org/${list}`,
    `https://new.example.org:8443/x`,
    'https://bücher.example/',
  ])('may be %s', (url) => expect(mayBeOffered(url, source)).toBe(true))

  it.each([
    // Not https, or with credentials.
    `http://new.example.org/${list}`,
    `https://a:b@new.example.org/${list}`,
    `https://a@new.example.org/${list}`,
    'ftp://new.example.org/',
    'javascript:alert(1)',
    'new.example.org',
    '',
    // This machine and this network, by name.
    `https://localhost/${list}`,
    `https://LOCALHOST./${list}`,
    `https://films.localhost/${list}`,
    `https://router/${list}`,
    `https://nas.local/${list}`,
    `https://nas.LOCAL./${list}`,
    `https://nas.lan/`,
    `https://box.home.arpa/`,
    `https://wiki.corp/`,
    `https://db.internal/`,
    // And by number, in whatever notation; a number is no name that anybody could check.
    `http://127.0.0.1:9000/${list}`,
    `https://127.0.0.1/`,
    `https://127.1/`,
    `https://0x7f.0.0.1/`,
    `https://0177.0.0.1/`,
    `https://2130706433/`,
    `https://0x7f000001/`,
    `https://127.0.0.1./`,
    `https://１２７.0.0.1/`,
    `https://0/`,
    `https://10.0.0.1/`,
    `https://192.168.1.1/`,
    `https://169.254.169.254/`,
    `https://100.64.0.1/`,
    `https://8.8.8.8/`,
    `https://[::1]/`,
    `https://[::ffff:127.0.0.1]/`,
    `https://[fe80::1]/`,
    `https://[fd00::1]/`,
    `https://[2606:4700::1111]/`,
    // What nobody sees, written out or encoded.
    `https://new.example.org/\u202e${list}`,
    `https://new.exam\u200bple.org/${list}`,
    `https://new.example.org/a\tb`,
    `https://new.example.org/a b`,
    `https://new.example.org/%E2%80%AE${list}`,
    `https://new.example.org/%0d%0aHost:%20x`,
    `https://new.example.org/%00`,
    `https://new.example.org/%ff`,
    `https://new.example.org/${'a'.repeat(600)}`,
  ])('is never %j', (url) => expect(mayBeOffered(url, source)).toBe(false))

  it('is on this machine only where the source is', () => {
    for (const other of [
      `http://127.0.0.1:9000/${list}`,
      `https://localhost:9000/${list}`,
      `http://[::1]:9000/${list}`,
    ]) {
      expect(mayBeOffered(other, here)).toBe(true)
      expect(mayBeOffered(other, source)).toBe(false)
    }
    expect(mayBeOffered(`https://192.168.1.1/${list}`, here)).toBe(false)
    expect(mayBeOffered(`http://new.example.org/${list}`, here)).toBe(false)
  })
})

it('unseen characters are controls, bidi marks, zero widths and white space', () => {
  for (const text of ['a\u0000', 'a\u0085b', 'a\u2066b', 'a\u200db', 'a\ufeff', 'a b', 'a\u00a0b', '\u{e0001}'])
    expect(holdsUnseen(text), JSON.stringify(text)).toBe(true)
  for (const text of ['a', 'bücher.example/é', '映画']) expect(holdsUnseen(text)).toBe(false)
})
