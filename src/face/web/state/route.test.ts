import { expect, test } from 'vitest'
import { hrefOf, parsePath, Route } from './route.ts'

test.each([
  ['', []],
  ['#', []],
  ['#/', []],
  ['#/modems/modem0', ['modems', 'modem0']],
  ['#/modems/modem0%2F1/', ['modems', 'modem0/1']],
  ['#/modems/%', ['modems', '%']],
  ['#elsewhere', []],
])('%j is %j', (fragment, path) => {
  expect(parsePath(fragment)).toEqual(path)
})

test('what is written is read again', () => {
  for (const path of [[], ['dial', 'Büro / ≥1 #2'], ['modems', 'a%b']]) {
    expect(parsePath(hrefOf(...path))).toEqual(path)
  }
})

test('it follows the address, and moves it', () => {
  const listeners: (() => void)[] = []
  const location = { hash: '#/events' }
  const route = new Route({ location, addEventListener: (_type, listener) => listeners.push(listener) })
  expect(route.path.value).toEqual(['events'])
  route.go('modems', 'modem0')
  expect(location.hash).toBe('#/modems/modem0')
  for (const listener of listeners) listener()
  expect(route.path.value).toEqual(['modems', 'modem0'])
})
