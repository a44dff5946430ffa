/** Every method of the reference: each code that its page lists is provoked, or has the reason why it cannot be. */
import { describe, expect, test } from 'vitest'
import { E_POINTER, inout, out } from '../../src/face/win32/index.ts'
import { CONNECTION_ROWS } from './connection-rows.ts'
import { CONTEXT_ROWS } from './context-rows.ts'
import { DEVICE_ROWS } from './device-rows.ts'
import { DEVICE_SERVICE_ROWS } from './device-service-rows.ts'
import { renderDocument } from './document.ts'
import { NETWORK_ROWS } from './network-rows.ts'
import { PIN_ROWS } from './pin-rows.ts'
import { reference } from './reference.ts'
import { SMS_ROWS } from './sms-rows.ts'
import { objectOf, program, type Rows } from './row.ts'
import { causesOf, completionOf, statusHeard, statusNumber } from './status.ts'

const ROWS: Rows = {
  ...DEVICE_ROWS,
  ...CONNECTION_ROWS,
  ...PIN_ROWS,
  ...NETWORK_ROWS,
  ...CONTEXT_ROWS,
  ...DEVICE_SERVICE_ROWS,
  ...SMS_ROWS,
}

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

test('every method is provoked', () => {
  expect(Object.keys(ROWS).sort()).toEqual(methods.map(({ path }) => path).sort())
})

test('docs/win32.md prints it', async () => {
  await expect(await renderDocument(ROWS)).toMatchFileSnapshot('../../docs/win32.md')
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
