/**
 * Every method of the reference: each code that its page lists is provoked, or has the reason why it cannot be. What the
 * service does not offer is in one list, which gets shorter as the service grows.
 */
import { describe, expect, test } from 'vitest'
import {
  E_POINTER,
  ERROR_NOT_SUPPORTED,
  HRESULT_FROM_WIN32,
  inout,
  out,
  type HRESULT,
} from '../../src/face/win32/index.ts'
import { NOT_OFFERED } from '../../src/face/win32/mbnapi/not-offered.ts'
import { CONNECTION_ROWS } from './connection-rows.ts'
import { CONTEXT_ROWS } from './context-rows.ts'
import { DEVICE_ROWS } from './device-rows.ts'
import { DEVICE_SERVICE_ROWS } from './device-service-rows.ts'
import { renderDocument } from './document.ts'
import { NETWORK_ROWS } from './network-rows.ts'
import { PIN_ROWS } from './pin-rows.ts'
import { reference } from './reference.ts'
import { objectOf, program, type Rows } from './row.ts'
import { causesOf, completionOf, statusHeard, statusNumber } from './status.ts'

const ROWS: Rows = {
  ...DEVICE_ROWS,
  ...CONNECTION_ROWS,
  ...PIN_ROWS,
  ...NETWORK_ROWS,
  ...CONTEXT_ROWS,
  ...DEVICE_SERVICE_ROWS,
}

/** Objects that only come from methods that are not offered. */
const UNOBTAINABLE = ['IMbnSmsConfiguration', 'IMbnSmsReadMsgPdu', 'IMbnSmsReadMsgTextCdma']

const methods = Object.entries(reference.interfaces)
  .filter(([, { kind }]) => kind === 'manager' || kind === 'object')
  .flatMap(([name, { methods: ofInterface }]) =>
    Object.entries(ofInterface).map(([method, { returns = [], parameters }]) => ({
      path: `${name}.${method}`,
      interface: name,
      method,
      parameters,
      codes: returns.filter((code) => !['other HRESULT', 'not documented'].includes(code)),
    })),
  )

test('every method is provoked, not offered, or of an object that cannot be had', () => {
  const listed = [...Object.keys(ROWS), ...NOT_OFFERED]
  expect(new Set(listed).size).toBe(listed.length)
  const ours = methods.filter((method) => !UNOBTAINABLE.includes(method.interface))
  expect([...listed].sort()).toEqual(ours.map(({ path }) => path).sort())
})

test('docs/win32.md prints it', async () => {
  await expect(await renderDocument(ROWS, UNOBTAINABLE)).toMatchFileSnapshot('../../docs/win32.md')
})

describe('codes', () => {
  const offered = methods.filter(({ path }) => path in ROWS)

  test.each(offered)('$path has a row for every code of its page', ({ path, codes }) => {
    expect(Object.keys(ROWS[path] ?? {}).sort()).toEqual([...codes].sort())
  })

  const provoked = offered.flatMap(({ path }) =>
    Object.entries(ROWS[path] ?? {}).flatMap(([code, row]) =>
      typeof row === 'function' ? [{ path, code, row }] : [],
    ),
  )
  test.each(provoked)('$path answers $code', async ({ code, row }) => {
    expect(await row(await program())).toBe(Number(reference.hresults[code]))
  })
})

describe('statuses of completions', () => {
  const completions = Object.entries(ROWS).flatMap(([path, rows]) => {
    const completion = completionOf(path)
    const ask = rows.S_OK
    return completion === undefined || typeof ask !== 'function' ? [] : [{ path, completion, ask }]
  })
  const rows = completions.flatMap(({ path, completion, ask }) =>
    completion.statuses.map((status) => ({ path, completion, ask, status })),
  )

  test.each(rows)('$path completes with $status', async ({ completion, ask, status }) => {
    const causes = causesOf(status)
    expect(causes).not.toEqual([])
    for (const cause of causes) {
      expect(await statusHeard(await program(), completion, ask, cause)).toBe(statusNumber(status))
    }
  })
})

describe('what the service does not offer', () => {
  const rows = methods.filter(({ path }) => (NOT_OFFERED as readonly string[]).includes(path))
  test.each(rows)('$path: not supported; without an output, a bad pointer', async (row) => {
    const object = await objectOf(await program(), row.interface)
    const call = async (output: (type: string) => unknown): Promise<HRESULT | undefined> =>
      object[row.method]?.(
        ...row.parameters.map((parameter) =>
          parameter.startsWith('out ') ? output(parameter.split(' ')[1] ?? '') : undefined,
        ),
      )
    const given: { type: string; holder: { value: unknown } }[] = []
    const hr = await call((type) => {
      const holder = inout<unknown>('as it was')
      given.push({ type, holder })
      return holder
    })
    expect(hr).toBe(HRESULT_FROM_WIN32(ERROR_NOT_SUPPORTED))
    // Objects and arrays are null after a failure, everything else is as it was.
    for (const { type, holder } of given) {
      expect(holder.value, type).toBe(/^SAFEARRAY|\*\*$/.test(type) ? null : 'as it was')
    }
    expect(await call(() => null)).toBe(E_POINTER)
  })
})

describe('a null output', () => {
  const outputs = methods.filter(
    ({ path, parameters }) => path in ROWS && parameters.some((parameter) => parameter.startsWith('out ')),
  )

  test.each(outputs)('of $path is E_POINTER', async (row) => {
    const object = await objectOf(await program(), row.interface)
    for (const none of [null, undefined]) {
      const values = row.parameters.map((parameter) => (parameter.startsWith('out ') ? none : 'internet'))
      expect(await object[row.method]?.(...values)).toBe(E_POINTER)
    }
  })
})

test('an output is not filled in when a method fails', async () => {
  const { connections } = await program()
  const output = inout<unknown>({})
  expect(await connections.GetConnection('nobody', output as never)).toBe(0x80070490)
  expect(output.value).toBeNull()
  expect(out().value).toBeUndefined()
})
