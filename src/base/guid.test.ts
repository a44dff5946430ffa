import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { nameGuid } from './guid.ts'

const DNS = '6ba7b810-9dad-11d1-80b4-00c04fd430c8' // RFC 9562 §6.6

test('is that of RFC 9562, appendix A.4', () => {
  expect(nameGuid(DNS, 'www.example.com')).toBe('2ed6657d-e927-568b-95e1-2665a8aea6a2')
})

test('hashes every length of name as the platform does', () => {
  for (let length = 0; length < 200; length++) {
    const name = 'é0'.repeat(length).slice(0, length)
    const digest = createHash('sha1')
      .update(Buffer.from(DNS.replaceAll('-', ''), 'hex'))
      .update(name)
      .digest('hex')
    const guid = nameGuid(DNS, name).replaceAll('-', '')
    expect(guid.slice(0, 12)).toBe(digest.slice(0, 12))
    expect(guid.slice(13, 16)).toBe(digest.slice(13, 16))
    expect(guid.slice(17)).toBe(digest.slice(17, 32))
    expect(guid).toMatch(/^.{12}5.{3}[89ab]/)
  }
})
