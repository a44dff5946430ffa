/** How much of a listing one call gives, for each length that a caller may want: two connections of two modems. */
import { expect, test } from 'vitest'
import * as win32 from '../../src/face/win32/index.ts'
import {
  CONNECTION_SIZES,
  PORT_SIZES,
  SIZEOF_RAS_CONNECTION_EX,
} from '../../src/face/win32/mprapi/router/connection-structure.ts'
import { SIZEOF_MPR_INTERFACE_0 } from '../../src/face/win32/mprapi/router/interface-structure.ts'
import { config, exHeader, inout, out } from './router-row.ts'
import { RouterStage } from './router-stage.ts'

const { ERROR_INVALID_PARAMETER, ERROR_MORE_DATA, NO_ERROR } = win32

type Listing = (stage: RouterStage, length: number, ...outputs: Outputs) => Promise<number>
/** Entries read, entries there are, where to go on. */
type Outputs = readonly [win32.Out<number>, win32.Out<number>, win32.Out<number>]

const interfaces: Listing = ({ win32: api, server }, length, ...outputs) =>
  api.MprAdminInterfaceEnum(server, 0, out(), length, ...outputs)
const connections: Listing = ({ win32: api, server }, length, ...outputs) =>
  api.MprAdminConnectionEnum(server, 0, out(), length, ...outputs)
const connectionsEx: Listing = ({ win32: api, server }, length, read, total, resume) =>
  api.MprAdminConnectionEnumEx(server, exHeader, length, read, total, out(), resume)
const ports: Listing = ({ win32: api, server }, length, ...outputs) =>
  api.MprAdminPortEnum(server, 0, -1, out(), length, ...outputs)
const stored: Listing = async (stage, length, ...outputs) =>
  stage.win32.MprConfigInterfaceEnum(await config(stage), 0, out(), length, ...outputs)

/** `branch` and `depot`, both connected. */
async function begin(): Promise<RouterStage> {
  const dialing = (modem: string) => ({ kind: 'modem', modems: [modem], profile: 'internet' }) as const
  const stage = await RouterStage.begin({ count: 2, settings: { dialer: dialing('modem0') } })
  await stage.story.add({ name: 'depot', dialer: dialing('modem1') })
  await stage.story.connectInterface('branch')
  await stage.story.connectInterface('depot')
  return stage
}

const interfaceSize = SIZEOF_MPR_INTERFACE_0
const connectionSize = CONNECTION_SIZES[0] ?? 0
const exSize = SIZEOF_RAS_CONNECTION_EX
const portSize = PORT_SIZES[0] ?? 0

// Each length wanted of a first page, with the code and the number of entries that come of it.
test.each([
  // One is given though it does not fit: the page is silent, and nobody would get any further otherwise.
  [
    'MprAdminInterfaceEnum',
    interfaces,
    interfaceSize,
    { short: [ERROR_MORE_DATA, 1], one: [ERROR_MORE_DATA, 1] },
  ],
  [
    'MprAdminConnectionEnum',
    connections,
    connectionSize,
    { short: [ERROR_MORE_DATA, 1], one: [ERROR_MORE_DATA, 1] },
  ],
  ['MprAdminPortEnum', ports, portSize, { short: [ERROR_MORE_DATA, 1], one: [ERROR_MORE_DATA, 1] }],
  // Its page: none below one item, otherwise one more than fits.
  ['MprAdminConnectionEnumEx', connectionsEx, exSize, { short: [ERROR_MORE_DATA, 0], one: [NO_ERROR, 2] }],
  // Its page: no less than one structure may be wanted.
  [
    'MprConfigInterfaceEnum',
    stored,
    interfaceSize,
    { short: [ERROR_INVALID_PARAMETER, undefined], one: [ERROR_MORE_DATA, 1] },
  ],
] as const)('%s', async (_name, list, size, { short, one }) => {
  await using stage = await begin()
  const whole = [NO_ERROR, 2]
  for (const [length, expected] of [
    [0, short],
    [size - 1, short],
    [size, one],
    [2 * size - 1, one],
    [2 * size, whole],
    [0xffffffff, whole],
    [-1, whole],
  ] as const) {
    const [read, total, resume] = [out<number>(), inout(2), inout(0)]
    const code = await stage.call(list(stage, length, read, total, resume))
    const [wanted, given] = expected
    expect([length, code, read.value, total.value]).toEqual([length, wanted, given, 2])
    if (code !== ERROR_MORE_DATA) continue
    // What is left comes next.
    expect(await stage.call(list(stage, -1, read, total, resume))).toBe(NO_ERROR)
    expect([read.value, resume.value]).toEqual([2 - Number(given), 0])
  }
})
