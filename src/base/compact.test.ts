import { expect, expectTypeOf, test } from 'vitest'
import { compact } from './compact.ts'

test('leaves out what is undefined and nothing else', () => {
  const kept = compact({ a: undefined, b: null, c: 0, d: '', e: false })
  expect(Object.keys(kept)).toEqual(['b', 'c', 'd', 'e'])
})

test('a field that may be undefined becomes an optional one', () => {
  const ip: string | undefined = Math.PI > 3 ? '10.0.0.1' : undefined
  expectTypeOf(compact({ name: 'modem0', ip })).toEqualTypeOf<{ name: string } & { ip?: string }>()
})
