import { expect, test } from 'vitest'
import { ClientList } from './client-list.ts'

test('who is listed may what is listed, until that changes or the certificate ends', () => {
  const list = new ClientList(
    new Map([
      ['branch-7', ['read', 'connect']],
      ['noc', ['admin']],
      ['old', ['read']],
    ]),
  )
  const certificate = new AbortController()
  const branch = list.find('branch-7', certificate.signal)
  const noc = list.find('noc', certificate.signal)
  const old = list.find('old', certificate.signal)
  expect(branch?.scopes).toEqual(['read', 'connect'])
  expect(list.find('branch-7', certificate.signal)?.ended).toBe(branch?.ended)
  expect(list.find('nobody', certificate.signal)).toBeUndefined()
  list.set(
    new Map([
      ['branch-7', ['read']],
      ['noc', ['admin']],
    ]),
  )
  expect([branch, noc, old].map((one) => one?.ended.aborted)).toEqual([true, false, true])
  expect(branch?.ended.reason).toMatchObject({ code: 'unauthenticated' })
  expect(list.find('branch-7', certificate.signal)?.scopes).toEqual(['read'])
  expect(list.find('branch-7', certificate.signal)?.ended.aborted).toBe(false)
  expect(list.find('old', certificate.signal)).toBeUndefined()
  certificate.abort()
  expect(noc?.ended.aborted).toBe(true)
})
