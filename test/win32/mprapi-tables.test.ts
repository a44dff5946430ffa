/** Every name, number and signature of the router administration API that `dialtone/win32` carries, against the reference. */
import { describe, expect, test } from 'vitest'
import * as win32 from '../../src/face/win32/index.ts'
import { SIZEOF_MPR_TRANSPORT_0 } from '../../src/face/win32/mprapi/router/config-functions.ts'
import {
  CONNECTION_SIZES,
  PORT_SIZES,
  SIZEOF_RAS_CONNECTION_EX,
} from '../../src/face/win32/mprapi/router/connection-structure.ts'
import { SIZEOF_MPR_INTERFACE_0 } from '../../src/face/win32/mprapi/router/interface-structure.ts'
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

describe('sizes that pages are measured with', () => {
  const sizes = {
    MPR_INTERFACE_0: SIZEOF_MPR_INTERFACE_0,
    RAS_CONNECTION_EX: SIZEOF_RAS_CONNECTION_EX,
    MPR_TRANSPORT_0: SIZEOF_MPR_TRANSPORT_0,
    ...Object.fromEntries(
      Object.entries(CONNECTION_SIZES).map(([level, size]) => [`RAS_CONNECTION_${level}`, size]),
    ),
    ...Object.fromEntries(Object.entries(PORT_SIZES).map(([level, size]) => [`RAS_PORT_${level}`, size])),
  }

  test.each(Object.entries(sizes))('%s', (name, size) => {
    expect(layoutOf(name).size).toBe(size)
  })
})

interface Layout {
  readonly size: number
  readonly alignment: number
}

const align = (offset: number, alignment: number): number => Math.ceil(offset / alignment) * alignment

/** A structure as a C compiler lays it out on 64-bit Windows. */
function layoutOf(name: string): Layout {
  const [first = '', ...others] = Object.values(reference.structures[name] ?? {})
  // A tag, and the results of which it says one.
  const isTagged = name.startsWith('PROJECTION_INFO')
  const types = isTagged ? [first] : [first, ...others]
  let [offset, alignment] = [0, 1]
  const put = ({ size, alignment: own }: Layout): void => {
    offset = align(offset, own) + size
    alignment = Math.max(alignment, own)
  }
  for (const type of types) put(memberOf(type))
  if (isTagged) {
    const arms = others.map(memberOf)
    put({
      size: Math.max(...arms.map(({ size }) => size)),
      alignment: Math.max(...arms.map((arm) => arm.alignment)),
    })
  }
  return { size: align(offset, alignment), alignment }
}

function memberOf(written: string): Layout {
  const type = written.replace(/\s*\(.*\)/, '')
  const [, characters] = /^WCHAR\[(.+)\]$/.exec(type) ?? []
  if (characters !== undefined) {
    const [, longest] = /^(\w+)\+1$/.exec(characters) ?? []
    const count = longest === undefined ? Number(characters) : (reference.constants[longest] ?? NaN) + 1
    return { size: 2 * count, alignment: 2 }
  }
  if (type in reference.structures) return layoutOf(type)
  if (type in reference.enumerations || /^(DWORD|BOOL)$/.test(type)) return { size: 4, alignment: 4 }
  if (/^(HANDLE|ULONGLONG|ULONG64)$/.test(type)) return { size: 8, alignment: 8 }
  const others: Readonly<Record<string, Layout>> = {
    UCHAR: { size: 1, alignment: 1 },
    'BYTE[8]': { size: 8, alignment: 1 },
    USHORT: { size: 2, alignment: 2 },
    GUID: { size: 16, alignment: 4 },
    FILETIME: { size: 8, alignment: 4 },
  }
  const found = others[type]
  if (found === undefined) throw new Error(`how large is a ${type}?`)
  return found
}

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
