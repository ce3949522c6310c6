import { describe, expect, it } from 'vitest'
import { isPosterHost, posterOrigin, posterPlace } from './poster.ts'

const source = 'https://movies-api.example.org/api/v2/list_movies.json'
const here = 'http://127.0.0.1:8080/list'

describe('where a poster lies', () => {
  it('is a host and the path there, without what a query may hold', () => {
    const path = '/assets/images/movies/a_film_2001/medium-cover.jpg'
    expect(posterPlace(`https://img.example.org${path}`)).toEqual({ host: 'img.example.org', path })
    expect(posterPlace(`https://img.example.org:8443${path}?token=abc#x`)).toEqual({
      host: 'img.example.org:8443',
      path,
    })
  })

  it.each([
    null,
    '',
    'javascript:alert(1)',
    'data:image/png;base64,AAAA',
    'file:///etc/passwd.jpg',
    'ftp://img.example.org/a.jpg',
    'https://img.example.org/',
    'https://img.example.org/cover.svg',
    'https://img.example.org/cover.php?x=.jpg',
    'https://img.example.org/cover.html#.jpg',
    `https://img.example.org/${'a'.repeat(400)}.jpg`,
  ])('is nowhere by %s', (address) => {
    expect(posterPlace(address)).toBeNull()
  })

  it('dots lead nowhere', () => {
    expect(posterPlace('https://img.example.org/a/../../b.jpg')?.path).toBe('/b.jpg')
  })
})

describe('the host of posters', () => {
  it('is asked by https, or by http on this machine while films come from there', () => {
    expect(posterOrigin('img.example.org', source)).toBe('https://img.example.org')
    expect(posterOrigin('img.example.org:8443', source)).toBe('https://img.example.org:8443')
    expect(posterOrigin('127.0.0.1:9000', here)).toBe('http://127.0.0.1:9000')
    expect(posterOrigin('localhost:9000', here)).toBe('http://localhost:9000')
  })

  it.each([
    '127.0.0.1:9000',
    '[::1]:9000',
    'localhost',
    '192.168.1.1',
    '10.0.0.1',
    '0x7f.1',
    '2130706433',
    'printer.local',
    'intranet',
    '[fe80::1]',
  ])('is never in a network of one’s own while films come from elsewhere: %s', (host) => {
    expect(posterOrigin(host, source)).toBeNull()
  })

  it.each([
    '',
    'https://img.example.org',
    'img.example.org/',
    'img.example.org/a',
    'me@img.example.org',
    'me:pw@img.example.org',
    'img.example.org?x',
    'img.example.org#x',
    'img example.org',
    'img.example.org:99999',
    'img..example.org',
    'IMG.example.org',
    '\u202eimg.example.org',
    'img.example.org\\a',
    `${'a'.repeat(300)}.org`,
  ])('is a name and nothing else: %s', (text) => {
    expect(isPosterHost(text)).toBe(false)
    expect(posterOrigin(text, source)).toBeNull()
  })
})
