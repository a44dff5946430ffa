/** Each error number of each page of the router administration API, provoked on a virtual modem. */
import { describe, expect, test } from 'vitest'
import * as win32 from '../../src/face/win32/index.ts'
import { NOT_OFFERED_FUNCTIONS } from '../../src/face/win32/mprapi/router/not-offered.ts'
import { routerReference as reference } from './mprapi-reference.ts'
import { renderRouterDocument } from './router-document.ts'
import type { Provoke } from './router-row.ts'
import { ROUTER_ROWS, UNPROVOKED } from './router-rows.ts'
import { RouterStage } from './router-stage.ts'

/** The pages of these were not transcribed beyond their names; `config.test.ts` and the like tell their stories. */
const numbers = win32 as unknown as Readonly<Record<string, number>>

/** A function by its name, to be called with whatever. */
const called = (api: win32.Win32, name: string): ((...values: unknown[]) => Promise<number>) =>
  Reflect.get(api, name) as (...values: unknown[]) => Promise<number>

/** Everything that is checked before anything else, whatever the other arguments. */
const anything = (name: string, server: number): Provoke => {
  const { parameters } = reference.functions[name] ?? { parameters: [] }
  return async (stage) => {
    return stage.call(called(stage.win32, name)(server, ...parameters.slice(1).map(() => null)))
  }
}

const takesSession = (name: string): boolean =>
  / (hMprServer|hRasServer)$/.test(reference.functions[name]?.parameters[0] ?? '')

/** How the code is provoked; nothing where no row says so. */
function provoke(
  name: string,
  code: string,
): { begin: () => Promise<RouterStage>; run: Provoke } | undefined {
  const rows = ROUTER_ROWS[name] ?? {}
  const own = rows[code]
  if (own !== undefined) return { begin: () => RouterStage.begin(), run: own }
  if (code === 'ERROR_ACCESS_DENIED' && takesSession(name)) {
    const run: Provoke = async (stage) => {
      stage.scopes = ['read', 'connect', 'configure', 'sim', 'sms']
      return anything(name, stage.server)(stage)
    }
    return { begin: () => RouterStage.begin(), run }
  }
  if (code === 'RPC_S_INVALID_BINDING' && takesSession(name)) {
    return { begin: () => RouterStage.begin(), run: anything(name, 0) }
  }
  if (code === 'ERROR_DDM_NOT_RUNNING') {
    const run = rows.NO_ERROR ?? Object.values(rows)[0]
    return run && { begin: () => RouterStage.beginLanOnly(), run }
  }
  return undefined
}

const offered = Object.entries(reference.functions).filter(
  ([name, { returns }]) => !(NOT_OFFERED_FUNCTIONS as readonly string[]).includes(name) && returns.length > 0,
)
const documented = offered.flatMap(([name, { returns }]) => returns.map((code) => [name, code] as const))
const excused = ([name, code]: readonly [string, string]): string | undefined =>
  UNPROVOKED[name]?.[code] ?? UNPROVOKED['*']?.[code]
/** Functions whose pages name a success and that is all: their stories are told elsewhere. */
const toldElsewhere = ([name, code]: readonly [string, string]): boolean =>
  code === 'NO_ERROR' && /^Mpr(Config|Info)/.test(name) && ROUTER_ROWS[name] === undefined

describe('error numbers', () => {
  const rows = documented.filter((row) => excused(row) === undefined && !toldElsewhere(row))

  test.each(rows)('%s answers %s', async (name, code) => {
    const row = provoke(name, code)
    if (row === undefined) throw new Error('no row provokes it')
    await using stage = await row.begin()
    expect(await row.run(stage)).toBe(numbers[code])
  })

  test('what is excused is documented, and is not provoked at the same time', () => {
    const wrong = Object.entries(UNPROVOKED).flatMap(([name, codes]) =>
      Object.keys(codes).filter(
        (code) =>
          name !== '*' &&
          (ROUTER_ROWS[name]?.[code] !== undefined ||
            reference.functions[name]?.returns.includes(code) !== true),
      ),
    )
    expect(wrong).toEqual([])
  })

  test('no row provokes what no page documents', () => {
    const unknown = Object.entries(ROUTER_ROWS).flatMap(([name, codes]) =>
      Object.keys(codes).filter((code) => reference.functions[name]?.returns.includes(code) !== true),
    )
    expect(unknown).toEqual([])
  })
})

test('docs/win32-router.md prints it', async () => {
  const document = await renderRouterDocument((name, code) => provoke(name, code) !== undefined)
  await expect(document).toMatchFileSnapshot('../../docs/win32-router.md')
})

describe('functions that are not offered', () => {
  test.each(NOT_OFFERED_FUNCTIONS)('%s', async (name) => {
    await using stage = await RouterStage.beginLanOnly()
    expect(await stage.call(called(stage.win32, name)())).toBe(win32.ERROR_NOT_SUPPORTED)
  })
})
