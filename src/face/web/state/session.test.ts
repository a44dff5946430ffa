import { describe, expect, test } from 'vitest'
import { VirtualClock } from '../../../base/index.ts'
import type { Fetch } from '../../../api/index.ts'
import type { Scope } from '../../../core/index.ts'
import { Session, tokenOf } from './session.ts'

interface Answer {
  readonly status: number
  readonly body: unknown
}

function stage(
  options: { readonly base?: string; readonly kept?: string; readonly scopes?: readonly Scope[] } = {},
) {
  const { base = 'http://127.0.0.1:8080', kept, scopes = ['admin'] } = options
  const storage = new Map(kept === undefined ? [] : [['dialtone.token', kept]])
  const asked: (string | undefined)[] = []
  let answer: Answer | Error = { status: 200, body: { name: 'token:wall', scopes } }
  const times: number[] = []
  const fetch: Fetch = async (_url, { headers }) => {
    asked.push(headers['authorization'])
    if (answer instanceof Error) throw answer
    const { status, body } = answer
    return {
      status,
      headers: { get: () => 'Thu, 01 Jan 2026 00:00:00 GMT' },
      body: null,
      text: async () => JSON.stringify(body),
    }
  }
  const session = new Session({
    fetch,
    base,
    clock: new VirtualClock(),
    storage: {
      getItem: (key) => storage.get(key) ?? null,
      setItem: (key, value) => void storage.set(key, value),
      removeItem: (key) => void storage.delete(key),
    },
    serviceTime: (now) => times.push(now),
  })
  return { session, storage, asked, times, answers: (next: Answer | Error) => (answer = next) }
}

const UNKNOWN = { status: 401, body: { code: 'unauthenticated', detail: 'this token is not known' } }

test.each([
  ['#token=abc', { token: 'abc', rest: '' }],
  ['#token=a%2Bb', { token: 'a+b', rest: '' }],
  ['#token=a%', { token: 'a%', rest: '' }],
  ['#/modems/modem0&token=abc', { token: 'abc', rest: '#/modems/modem0' }],
  ['#token=abc&x', { token: 'abc', rest: '#x' }],
  ['#token=', undefined],
  ['#/modems/token', undefined],
  ['', undefined],
])('the token of %j is %j', (fragment, found) => {
  expect(tokenOf(fragment)).toEqual(found)
})

describe('it begins', () => {
  test('with the token of the link, which the tab keeps', async () => {
    const { session, storage, asked, times } = stage()
    await session.start('new')
    expect(session.state.value.kind).toBe('open')
    expect([asked, storage.get('dialtone.token'), times]).toEqual([['Bearer new'], 'new', [Date.UTC(2026)]])
  })

  test('with the token that the tab has kept, and asks whether that of a link is to take its place', async () => {
    const { session, storage, asked } = stage({ kept: 'old' })
    await session.start('new')
    expect([session.state.value.kind, asked, session.isOffered]).toEqual(['open', ['Bearer old'], true])
    await session.answer(false)
    expect([session.isOffered, asked, storage.get('dialtone.token')]).toEqual([false, ['Bearer old'], 'old'])
    await session.arrived('old')
    expect(session.isOffered).toBe(false)
    await session.arrived('newer')
    expect(session.isOffered).toBe(true)
    await session.answer(true)
    expect([session.isOffered, asked[1], storage.get('dialtone.token')]).toEqual([
      false,
      'Bearer newer',
      'newer',
    ])
  })

  test('with the token of the link, where the one that was kept is good no more', async () => {
    const { session, storage, asked, answers } = stage({ kept: 'old' })
    answers(UNKNOWN)
    const started = session.start('new')
    await Promise.resolve()
    answers({ status: 200, body: { name: 'token:wall', scopes: ['admin'] } })
    await started
    expect([session.state.value.kind, session.isOffered]).toEqual(['open', false])
    expect([asked, storage.get('dialtone.token')]).toEqual([['Bearer old', 'Bearer new'], 'new'])
  })

  test('with the token that the tab has kept', async () => {
    const { session, asked } = stage({ kept: 'old' })
    await session.start(undefined)
    expect([session.state.value.kind, asked]).toEqual(['open', ['Bearer old']])
  })

  test('by asking, where there is none', async () => {
    const { session, asked } = stage()
    await session.start(undefined)
    expect([session.state.value, asked]).toEqual([{ kind: 'login', busy: false }, []])
  })

  test('with the certificate of the browser, where that will do', async () => {
    const { session, asked } = stage({ base: 'https://gateway' })
    await session.start(undefined)
    expect([session.state.value.kind, asked]).toEqual(['open', [undefined]])
  })

  test('by asking without a reproach, where no certificate will do', async () => {
    const { session, answers } = stage({ base: 'https://gateway' })
    answers(UNKNOWN)
    await session.start(undefined)
    expect(session.state.value).toEqual({ kind: 'login', busy: false })
  })

  test('by waiting for a service that is away', async () => {
    const { session, answers, storage } = stage({ kept: 'old' })
    answers(new TypeError('fetch failed'))
    await session.start(undefined)
    expect([session.state.value.kind, storage.get('dialtone.token')]).toEqual(['open', 'old'])
  })
})

test('a token that is not accepted is asked for again, with the reason, and not kept', async () => {
  const { session, answers, storage } = stage({ kept: 'old' })
  answers(UNKNOWN)
  await session.start('wrong')
  expect(session.state.value).toEqual({
    kind: 'login',
    busy: false,
    reason: 'The service does not accept this token.',
  })
  expect(storage.size).toBe(0)
})

test.each([
  ['   ', 'Paste a token first.'],
  ['a b', 'That is no token: a token has no blanks and no special characters.'],
  ['schlüssel', 'That is no token: a token has no blanks and no special characters.'],
])('%j is asked of nobody', async (text, reason) => {
  const { session, asked } = stage()
  await session.login(text)
  expect([session.state.value, asked]).toEqual([{ kind: 'login', busy: false, reason }, []])
})

test('a token that is revoked at any time brings the form back', async () => {
  const { session, answers, storage } = stage()
  await session.login(' good ')
  const state = session.state.value
  if (state.kind !== 'open') throw new Error('it is not open')
  answers(UNKNOWN)
  await expect(state.service.modems()).rejects.toMatchObject({ code: 'unauthenticated' })
  expect(session.state.value).toMatchObject({
    kind: 'login',
    reason: expect.stringContaining('revoked') as string,
  })
  expect([storage.size, session.caller.value]).toEqual([0, undefined])
})

test('who logs out is asked, without a reproach', async () => {
  const { session } = stage()
  await session.login('good')
  session.logout()
  expect(session.state.value).toEqual({ kind: 'login', busy: false })
})

test('what it may do is what its scopes say', async () => {
  const { session } = stage({ scopes: ['read', 'connect'] })
  expect(session.may('connect')).toBe(false)
  await session.login('good')
  expect([session.may('connect'), session.may('setRadio'), session.may('cancelRequest')]).toEqual([
    true,
    false,
    true,
  ])
  expect([session.obstacle('connect'), session.obstacle('setRadio')]).toEqual([
    undefined,
    'The token of this page lacks the right “configure”.',
  ])
})
