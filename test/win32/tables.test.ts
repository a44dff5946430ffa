/** Every name, number, GUID and signature of the Mobile Broadband API that `dialtone/win32` carries, against the reference. */
import { describe, expect, test } from 'vitest'
import * as win32 from '../../src/face/win32/index.ts'
import { EVENT_INTERFACES } from '../../src/face/win32/mbnapi/event-interface.ts'
import { readInterfaces, readStructures } from './declaration.ts'
import { reference, type ReferenceMethod } from './reference.ts'

// A module's exports, to be asked for by name.
const exported = win32 as unknown as Readonly<Record<string, unknown>>
const FOLDER = 'src/face/win32'

describe('enumerations', () => {
  test.each(Object.entries(reference.enumerations))('%s', (name, members) => {
    expect(exported[name]).toEqual(members)
  })

  test('every enumerator by its own name, as C has them', () => {
    const members = Object.assign({}, ...Object.values(reference.enumerations)) as Record<string, number>
    const ours = Object.fromEntries(Object.keys(members).map((name) => [name, exported[name]]))
    expect(ours).toEqual(members)
  })

  test('no other', () => {
    const known = new Set(
      Object.entries(reference.enumerations).flatMap(([name, members]) => [name, ...Object.keys(members)]),
    )
    expect(Object.keys(exported).filter((name) => name.startsWith('MBN_') && !known.has(name))).toEqual([])
  })
})

describe('codes', () => {
  const defined = Object.entries(reference.hresults).filter((entry) => entry[1] !== null)

  test.each(defined)('%s is %s', (name, value) => {
    const ofWin32 = /^HRESULT_FROM_WIN32\((\w+)\)$/.exec(name)?.[1]
    const ours =
      ofWin32 === undefined ? exported[name] : win32.HRESULT_FROM_WIN32(exported[ofWin32] as number)
    expect(ours).toBe(Number(value))
  })

  test.each(Object.entries(reference.win32Errors))('%s is %i', (name, value) => {
    expect(exported[name]).toBe(value)
  })

  // winerror.h: what the pages of the Mobile Broadband API do not name, and our errors need.
  test.each([
    ['S_FALSE', 1],
    ['ERROR_SUCCESS', 0],
    ['ERROR_ACCESS_DENIED', 5],
    ['ERROR_INVALID_HANDLE', 6],
    ['ERROR_INVALID_DATA', 13],
    ['ERROR_OUTOFMEMORY', 14],
    ['ERROR_GEN_FAILURE', 31],
    ['ERROR_INVALID_PARAMETER', 87],
    ['ERROR_BUSY', 170],
    ['ERROR_OPERATION_ABORTED', 995],
    ['ERROR_SERVICE_ALREADY_RUNNING', 1056],
    ['ERROR_IO_DEVICE', 1117],
    ['ERROR_CANCELLED', 1223],
    ['ERROR_CONNECTION_ABORTED', 1236],
    ['ERROR_TIMEOUT', 1460],
  ])('%s is %i', (name, value) => {
    expect(exported[name]).toBe(value)
  })

  test('what no header defines is not exported', () => {
    const undefinedCodes = Object.entries(reference.hresults).filter(([, value]) => value === null)
    expect(undefinedCodes.length).toBe(3)
    for (const [name] of undefinedCodes) expect(name in exported).toBe(false)
  })

  test('every code has words of its own', () => {
    const codes = Object.entries(exported).filter(
      (entry): entry is [string, number] =>
        /^(S|E|CONNECT_E|CLASS_E|REGDB_E|ERROR)_/.test(entry[0]) && typeof entry[1] === 'number',
    )
    expect(codes.length).toBeGreaterThan(70)
    for (const [, code] of codes) expect(win32.FormatMessage(code)).toMatch(/^[A-Z][^\n]+\.$/)
    const unknown = codes.filter(([, code]) => win32.FormatMessage(code).startsWith('Error 0x'))
    expect(unknown).toEqual([])
  })

  test('an HRESULT of a Win32 error has the words of the error; an unknown code is named by its number', () => {
    expect(win32.FormatMessage(0x80070490)).toBe(win32.FormatMessage(1168))
    expect(win32.FormatMessage(0x80070005)).toBe(win32.FormatMessage(win32.E_ACCESSDENIED))
    expect(win32.FormatMessage(0x80541234)).toBe('Error 0x80541234.')
  })

  test('a stale object and a handle that is not valid have words of their own', () => {
    expect(win32.FormatMessage(win32.E_HANDLE)).toContain('Fetch it anew from its manager')
    expect(win32.FormatMessage(win32.ERROR_INVALID_HANDLE)).toBe(
      'The handle is not valid: it was closed, or what it stands for is gone.',
    )
  })

  test.each([
    [0, true],
    [1, true],
    [0x80004005, false],
    [0x80548210, false],
  ])('0x%x succeeded: %s', (code, succeeded) => {
    expect(win32.SUCCEEDED(code)).toBe(succeeded)
    expect(win32.FAILED(code)).toBe(!succeeded)
  })

  test.each([
    [0, 0],
    [1168, 0x80070490],
    [0x80070490, 0x80070490],
  ])('HRESULT_FROM_WIN32(%i) is %i', (error, hr) => {
    expect(win32.HRESULT_FROM_WIN32(error)).toBe(hr)
  })
})

describe('GUIDs', () => {
  test.each(Object.entries(reference.clsids))('%s', (name, guid) => {
    expect(exported[name]).toBe(guid)
    expect(exported[name.replace('CLSID_Mbn', 'CLSID_IMbn')]).toBe(guid)
  })

  const iids = [
    ...Object.entries(reference.interfaces).map(([name, { iid }]) => [name, iid] as const),
    ...Object.entries(reference.connectionPoints.iids),
  ]
  test.each(iids)('IID_%s', (name, iid) => {
    expect(exported[`IID_${name}`]).toBe(iid)
  })

  test('each interface has its own', () => {
    expect(new Set(iids.map(([, iid]) => iid)).size).toBe(iids.length)
    const ours = Object.keys(exported).filter((name) => name.startsWith('IID_'))
    expect(ours.sort()).toEqual(iids.map(([name]) => `IID_${name}`).sort())
  })
})

describe('structures', () => {
  const declared = readStructures(`${FOLDER}/mbnapi/structure.ts`)

  test.each(Object.entries(reference.structures))('%s', (name, fields) => {
    const ours = Object.entries(declared.get(name) ?? {}).map(([field, type]) => [
      field,
      type.replace(' | null', ''),
    ])
    expect(ours).toEqual(Object.entries(fields))
  })

  test('no other', () => {
    expect([...declared.keys()].sort()).toEqual(Object.keys(reference.structures).sort())
  })
})

describe('interfaces', () => {
  const declared = readInterfaces(`${FOLDER}/mbnapi/interface/*.ts`)
  const withMethods = Object.entries(reference.interfaces).filter(
    ([, { methods }]) => Object.keys(methods).length > 0,
  )

  test('all 42, of which one has no methods', () => {
    expect(Object.keys(reference.interfaces).length).toBe(42)
    expect([...declared.keys()].sort()).toEqual(withMethods.map(([name]) => name).sort())
  })

  test.each(withMethods)(
    '%s: methods, parameters and types, in the order of the header',
    (name, { methods, kind }) => {
      const ours = declared.get(name)
      expect(ours?.methods.map((method) => method.name)).toEqual(Object.keys(methods))
      expect(ours?.isUnknown).toBe(kind !== 'sink')
      for (const method of ours?.methods ?? []) {
        const { parameters } = methods[method.name] as ReferenceMethod // the names are the same
        const types = method.parameters.map(({ name: parameter, type }) => [
          parameter,
          type.replaceAll(' | null', ''),
        ])
        expect(types, method.name).toEqual(parameters.map(parameterOf))
        expect(method.returns).toBe(kind === 'sink' ? 'SinkResult' : 'Promise<HRESULT>')
      }
    },
  )

  test.each(withMethods)('%s: every comment names its page, its codes and its event', (name, { methods }) => {
    const ours = declared.get(name)
    expect(ours?.comment).toContain(`@see ${name} (mbnapi.h)`)
    for (const method of ours?.methods ?? []) {
      const {
        returns = [],
        statuses = [],
        completesWith,
        pendingAnnouncedBy,
      } = methods[method.name] as ReferenceMethod // the names are the same
      expect(method.comment).toContain(`@see ${name}::${method.name} (mbnapi.h)`)
      expect(method.comment).toMatch(
        name.endsWith('Events')
          ? /^Raised when /u
          : completesWith === undefined
            ? /^(Synchronous|Property)/
            : /^Asynchronous/,
      )
      for (const event of [completesWith, pendingAnnouncedBy]) {
        if (event !== undefined) expect(method.comment).toContain(`\`${event}\``)
      }
      const codes = [...returns, ...statuses].filter((code) => typeof reference.hresults[code] === 'string')
      for (const code of codes) expect(method.comment, `${name}.${method.name}`).toContain(`\`${code}\``)
    }
  })
})

describe('event interfaces', () => {
  const sinks = Object.entries(reference.interfaces).filter(([, { kind }]) => kind === 'sink')

  test.each(sinks)('%s, as a sink is checked at run time', (name, { iid, methods }) => {
    const ours = Object.entries(EVENT_INTERFACES).find(([ourName]) => ourName === name)?.[1]
    expect(ours).toEqual({ iid, methods: Object.keys(methods) })
  })

  test('no other', () => {
    expect(Object.keys(EVENT_INTERFACES).sort()).toEqual(sinks.map(([name]) => name).sort())
  })
})

describe('connection points', () => {
  const declared = readInterfaces(`${FOLDER}/com/connection-point-interface.ts`)

  test.each(Object.entries(reference.connectionPoints.methods))(
    '%s',
    (path, { parameters, returns = [] }) => {
      const [name = '', methodName = ''] = path.split('.')
      const method = declared.get(name)?.methods.find((candidate) => candidate.name === methodName)
      expect(method?.parameters.map((parameter) => parameter.name)).toEqual(
        parameters.map((parameter) => parameter.split(' ').at(-1)),
      )
      expect(method?.comment).toContain(`@see ${name}::${methodName} (ocidl.h)`)
      for (const code of returns) {
        // A dead cookie is CONNECT_E_NOCONNECTION, as with ATL, and enumerating is offered.
        if (path === 'IConnectionPoint.Unadvise' && code === 'E_POINTER') continue
        if (path === 'IConnectionPoint.EnumConnections' && code === 'E_NOTIMPL') continue
        expect(method?.comment).toContain(`\`${code}\``)
      }
    },
  )
})

/** `out IMbnInterface** mbnInterface` as our declarations write it. */
function parameterOf(parameter: string): readonly [name: string, type: string] {
  const [direction, type, name] = parameter.split(' ') as [string, string, string] // so it is written in the reference
  const of = (given: string): string =>
    given
      .replace(/^SAFEARRAY\(BYTE\)$/, 'Uint8Array')
      .replace(/^SAFEARRAY\((\w+)\*?\)$/, 'SAFEARRAY<$1>')
      .replace(/\*+$/, '')
  return [name, direction === 'out' ? `Pointer<${of(type.replace(/\*$/, ''))}>` : of(type)]
}
