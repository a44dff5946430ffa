/** Every name, number and signature of the router administration API that `dialtone/win32` carries, against the reference. */
import { describe, expect, test } from 'vitest'
import * as win32 from '../../src/face/win32/index.ts'
import { readInterfaces } from './declaration.ts'
import { routerReference as reference } from './mprapi-reference.ts'

// A module's exports, to be asked for by name.
const exported = win32 as unknown as Readonly<Record<string, unknown>>

describe('enumerations', () => {
  test.each(Object.entries(reference.enumerations))('%s', (name, members) => {
    expect(exported[name]).toEqual(members)
  })
})

test('every number and text by its name, as C has them', () => {
  const members = Object.assign(
    {},
    reference.constants,
    reference.strings,
    reference.errors,
    ...Object.values(reference.enumerations),
  ) as Record<string, number | string>
  const ours = Object.fromEntries(Object.keys(members).map((name) => [name, exported[name]]))
  expect(ours).toEqual(members)
})

describe('structures', () => {
  // Made without values, every member is there.
  test.each(Object.entries(reference.structures))('%s', (name, fields) => {
    const make = exported[name] as () => Record<string, unknown>
    expect(Object.keys(make())).toEqual(Object.keys(fields))
  })
})

describe('functions', () => {
  const declared = [...readInterfaces('src/face/win32/mprapi/function/*.ts').values()]
  const ours = new Map(
    declared.flatMap(({ methods }) => methods.map(({ name, ...rest }) => [name, rest] as const)),
  )

  test.each(Object.entries(reference.functions))('%s', (name, { parameters }) => {
    const names = parameters.map((parameter) => parameter.split(' ').at(-1))
    expect(ours.get(name)?.parameters.map((parameter) => parameter.name)).toEqual(names)
  })

  test.each(Object.entries(reference.functions))('%s says what it answers', (name, { returns }) => {
    const comment = ours.get(name)?.comment ?? ''
    expect(comment).toContain(`@see ${name} (mprapi.h)`)
    expect(returns.filter((code) => !comment.includes(`\`${code}\``))).toEqual([])
  })

  test('no other', () => {
    expect([...ours.keys()].toSorted()).toEqual(Object.keys(reference.functions).toSorted())
  })
})

test('every number of the router that is an error has words', () => {
  const silent = Object.entries(reference.errors).filter(
    ([, number]) => number >= 900 && number < 957 && win32.FormatMessage(number).startsWith('Error 0x'),
  )
  expect(silent).toEqual([])
})
