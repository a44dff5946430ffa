import { Type } from 'typebox'
import { expect, test } from 'vitest'
import { project } from './projection.ts'

const inner = Type.Object({ a: Type.String(), b: Type.Optional(Type.Number()) })

test.each<[schema: Type.TSchema, value: unknown, shown: unknown]>([
  [inner, { a: 'x', b: 1, secret: 's' }, { a: 'x', b: 1 }],
  [inner, { a: 'x', b: undefined }, { a: 'x' }],
  [Type.Array(inner), [{ a: 'x', secret: 's' }, { a: 'y' }], [{ a: 'x' }, { a: 'y' }]],
  [
    Type.Object({ deep: Type.Array(inner) }),
    { deep: [{ a: 'x', secret: 1 }], other: 2 },
    { deep: [{ a: 'x' }] },
  ],
  [Type.Record(Type.String(), Type.Unknown()), { anything: { goes: 1 } }, { anything: { goes: 1 } }],
  [Type.Enum(['a', 'b']), 'a', 'a'],
  [Type.Integer(), 5, 5],
  [inner, null, null],
])('%j lets out of %j', (schema, value, shown) => {
  expect(project(schema, value)).toEqual(shown)
})
