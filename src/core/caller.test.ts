import { expect, test } from 'vitest'
import { may, SCOPES, type Scope } from './caller.ts'

test.each<[Scope[], Scope, boolean]>([
  [[], 'read', false],
  [['read'], 'read', true],
  [['read'], 'connect', false],
  [['connect'], 'connect-temporary', true],
  [['connect-temporary'], 'connect', false],
])('with %j, %s: %s', (scopes, scope, expected) => {
  expect(may({ name: 'somebody', scopes }, scope)).toBe(expected)
})

test('admin may do everything', () => {
  expect(SCOPES.every((scope) => may({ name: 'root', scopes: ['admin'] }, scope))).toBe(true)
})
