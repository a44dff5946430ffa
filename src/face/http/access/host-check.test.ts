import { expect, test } from 'vitest'
import { refuseHost } from './host-check.ts'

const names = ['Router.example']

test.each([
  [{ host: '127.0.0.1:8080' }],
  [{ host: '[::1]:8080' }],
  [{ host: '192.0.2.7' }],
  [{ host: 'localhost:3425' }],
  [{ host: 'router.EXAMPLE.' }],
  [{ host: '127.0.0.1:8080', origin: 'http://127.0.0.1:8080' }],
  [{ host: 'router.example', origin: 'http://router.example' }],
  [{ host: 'router.example', origin: 'https://router.example' }],
  [{ host: 'router.example:443', origin: 'https://router.example' }],
])('%j is let in', (headers) => {
  expect(refuseHost({ headers }, { names })).toBeUndefined()
})

test.each([
  [{}, 'not known as ""'],
  [{ host: 'rebound.example' }, 'not known as "rebound.example"'],
  [{ host: 'rebound.example:8080', origin: 'http://rebound.example:8080' }, 'not known as'],
  [{ host: 'localhost.rebound.example' }, 'not known as'],
  [{ host: '127.0.0.1.rebound.example' }, 'not known as'],
  [{ host: 'user@127.0.0.1' }, 'not known as'],
  [{ host: '127.0.0.1/x' }, 'not known as'],
  [{ host: '127.0.0.1#' }, 'not known as'],
  [{ host: 'x'.repeat(9000) }, 'not known as'],
  [{ host: '127.0.0.1:8080', origin: 'https://evil.example' }, 'a page of "https://evil.example"'],
  [{ host: '127.0.0.1:8080', origin: 'http://127.0.0.1:8081' }, 'a page of'],
  [{ host: '127.0.0.1:8080', origin: 'http://localhost:8080' }, 'a page of'],
  [{ host: '127.0.0.1:8080', origin: 'null' }, 'a page of'],
  [{ host: '127.0.0.1:8080', origin: 'file://' }, 'a page of'],
  [{ host: '127.0.0.1:8080', origin: '' }, 'a page of'],
])('%j is refused', (headers: { readonly host?: string; readonly origin?: string }, why) => {
  const refusal = refuseHost({ headers }, { names })
  expect(refusal).toContain(why)
  expect(refusal?.length).toBeLessThan(500)
})
