/** The contexts that are stored in a device, as stories on the virtual modem. */
import { describe, expect, test } from 'vitest'
import { Seconds } from '../../src/base/index.ts'
import {
  E_INVALIDARG,
  IID_IMbnConnectionContext,
  MBN_AUTH_PROTOCOL_CHAP,
  MBN_COMPRESSION_ENABLE,
  MBN_CONTEXT_TYPE_CUSTOM,
  MBN_CONTEXT_TYPE_NONE,
  MBN_CONTEXT_TYPE_VPN,
  out,
  S_OK,
  type HRESULT,
  type IMbnConnectionContext,
  type MBN_CONTEXT,
  type Pointer,
  type SAFEARRAY,
} from '../../src/face/win32/index.ts'
import { ProvisionedContexts } from '../../src/mbim/index.ts'
import { CONTEXT } from './context-rows.ts'
import { answering, completed, GUEST, HOME, type Provoke } from './network-world.ts'
import { advised, got } from './program.ts'
import { reference } from './reference.ts'
import { world, type World } from './world.ts'

const EVENTS = 'IMbnConnectionContextEvents'
const COMPLETION = [EVENTS, 'OnSetProvisionedContextComplete'] as const

async function contextsOf(one: World): Promise<IMbnConnectionContext> {
  const device = await one.device()
  return got<IMbnConnectionContext>((ppv) => device.QueryInterface(IID_IMbnConnectionContext, ppv))
}

function listOf(object: IMbnConnectionContext): Promise<SAFEARRAY<MBN_CONTEXT>> {
  return got<SAFEARRAY<MBN_CONTEXT>>((all) => object.GetProvisionedContexts(all))
}

const list = async (one: World): Promise<SAFEARRAY<MBN_CONTEXT>> => listOf(await contextsOf(one))

const set =
  (change: Partial<MBN_CONTEXT>, provider = HOME) =>
  async (one: World, requestID: Pointer<number>): Promise<HRESULT> =>
    (await contextsOf(one)).SetProvisionedContext({ ...CONTEXT, ...change }, provider, requestID)

const stored = (one: World, ...how: Parameters<typeof set>): Promise<HRESULT> =>
  completed(one, COMPLETION, (id) => set(...how)(one, id))

test('a context that is added is told, then completed, and read without its password', async () => {
  await using one = await world()
  const sink = await advised(one.interfaces, EVENTS)
  const change = {
    contextType: MBN_CONTEXT_TYPE_VPN,
    userName: 'anna',
    password: 'hunter2',
    compression: MBN_COMPRESSION_ENABLE,
    authType: MBN_AUTH_PROTOCOL_CHAP,
  }
  expect(await stored(one, change)).toBe(S_OK)
  expect(sink.methods).toEqual(['OnProvisionedContextListChange', 'OnSetProvisionedContextComplete'])
  const told = sink.heard[0]?.arguments[0] as IMbnConnectionContext // of OnProvisionedContextListChange
  expect(await listOf(told)).toEqual([
    { ...CONTEXT, contextID: 1, accessString: 'internet' },
    { ...CONTEXT, contextID: 2, contextType: MBN_CONTEXT_TYPE_CUSTOM, accessString: 'ims' },
    { ...CONTEXT, ...change, contextID: 0, password: '' },
  ])
  expect(one.modem.inside.storedContexts.list.at(-1)).toMatchObject({ userName: 'anna', password: 'hunter2' })
})

test('one that is changed or emptied is told by its completion alone', async () => {
  await using one = await world()
  const sink = await advised(one.interfaces, EVENTS)
  expect(await stored(one, { contextID: 1, accessString: 'other.example' })).toBe(S_OK)
  expect(await list(one)).toMatchObject([{ contextID: 1, accessString: 'other.example' }, { contextID: 2 }])
  expect(await stored(one, { contextID: 1, contextType: MBN_CONTEXT_TYPE_NONE, accessString: '' })).toBe(S_OK)
  expect(await list(one)).toMatchObject([{ contextID: 2 }])
  expect(sink.methods).toEqual(['OnSetProvisionedContextComplete', 'OnSetProvisionedContextComplete'])
})

test('what the network writes over the air is told to every sink', async () => {
  await using one = await world()
  const sinks = [await advised(one.interfaces, EVENTS), await advised(one.interfaces, EVENTS)]
  one.modem.inside.storedContexts.provision('internet', { accessString: 'new.example' })
  await one.until(() => sinks.every(({ methods }) => methods.includes('OnProvisionedContextListChange')))
  expect(sinks.map(({ methods }) => methods)).toEqual([
    ['OnProvisionedContextListChange'],
    ['OnProvisionedContextListChange'],
  ])
  expect(await list(one)).toMatchObject([{ accessString: 'new.example' }, { accessString: 'ims' }])
})

test('a completion goes to every sink, an addition of another program is told as any other', async () => {
  await using one = await world()
  const sink = await advised(one.interfaces, EVENTS)
  const asked = one.service.setProvisionedContext({ modem: 'modem0', type: 'mms' })
  const { requestId } = await one.clock.resolve(asked)
  await one.until(() => sink.methods.includes('OnSetProvisionedContextComplete'))
  expect(sink.methods).toEqual(['OnProvisionedContextListChange', 'OnSetProvisionedContextComplete'])
  expect(sink.heard.at(-1)?.arguments.slice(1)).toEqual([requestId, S_OK])
})

test('a context for the SIMs of another operator is kept, and neither told nor shown', async () => {
  await using one = await world()
  const sink = await advised(one.interfaces, EVENTS)
  expect(await stored(one, {}, GUEST)).toBe(S_OK)
  expect(await list(one)).toHaveLength(2)
  expect(sink.methods).toEqual(['OnSetProvisionedContextComplete'])
  expect(one.modem.inside.storedContexts.list.at(-1)).toMatchObject({ plmn: GUEST })
})

test('the contexts of a SIM that is put in again are told', async () => {
  await using one = await world()
  const held = await contextsOf(one)
  one.modem.removeSim()
  await one.clock.advance(Seconds(1))
  const without = await contextsOf(one)
  expect(await without.GetProvisionedContexts(out())).toBe(Number(reference.hresults.E_MBN_SIM_NOT_INSERTED))
  const sink = await advised(one.interfaces, EVENTS)
  one.modem.insertSim()
  await one.until(() => sink.methods.includes('OnProvisionedContextListChange'))
  expect(await list(one)).toHaveLength(2)
  // A held object goes on giving what it gave.
  expect(await listOf(held)).toHaveLength(2)
})

describe('OnSetProvisionedContextComplete', () => {
  const rows: Readonly<Record<string, readonly [Provoke, ReturnType<typeof set>]>> = {
    S_OK: [() => undefined, set({})],
    'HRESULT_FROM_WIN32(ERROR_NOT_SUPPORTED)': [
      (one) => answering(one, ProvisionedContexts, 'set', 'no-device-support'),
      set({}),
    ],
    E_MBN_PIN_REQUIRED: [(one) => one.modem.lockSim(), set({})],
    E_INVALIDARG: [() => undefined, set({ contextID: 99 })],
    E_MBN_BAD_SIM: [(one) => breakSim(one), set({})],
    'HRESULT_FROM_WIN32(ERROR_WRITE_FAULT)': [(one) => fill(one), set({})],
  }

  test('every status of its page is here', () => {
    const listed = reference.interfaces[EVENTS]?.methods[COMPLETION[1]]?.statuses ?? []
    expect(Object.keys(rows).sort()).toEqual([...listed].sort())
  })

  test.each(Object.entries(rows))('%s', async (name, [provoke, ask]) => {
    await using one = await world()
    provoke(one)
    await one.clock.advance(Seconds(1))
    expect(await completed(one, COMPLETION, (id) => ask(one, id))).toBe(Number(reference.hresults[name]))
  })
})

describe('refused by the call itself', () => {
  const noString = null as unknown as string
  const rows: readonly (readonly [string, unknown, string])[] = [
    ['no provider', CONTEXT, noString],
    ['a provider without a number', CONTEXT, ''],
    ['a provider that is none', CONTEXT, '0010123'],
    ['no context', null, HOME],
    ['no structure', 'internet', HOME],
    ['a type that no modem has', { ...CONTEXT, contextType: MBN_CONTEXT_TYPE_CUSTOM }, HOME],
    ['a type that there is not', { ...CONTEXT, contextType: 7 }, HOME],
    ['a protocol that there is not', { ...CONTEXT, authType: 4 }, HOME],
    ['compression that there is not', { ...CONTEXT, compression: 2 }, HOME],
    ['no slot', { ...CONTEXT, contextID: undefined }, HOME],
    ['half a slot', { ...CONTEXT, contextID: 0.5 }, HOME],
    ['a text that is none', { ...CONTEXT, userName: 7 }, HOME],
    ['an access string that is too long', { ...CONTEXT, accessString: 'x'.repeat(101) }, HOME],
    ['a user name that is too long', { ...CONTEXT, userName: 'x'.repeat(256) }, HOME],
    ['a password that is too long', { ...CONTEXT, password: 'x'.repeat(256) }, HOME],
    ['nothing for a slot of the modem’s choice', { ...CONTEXT, contextType: 0, accessString: '' }, HOME],
  ]

  test.each(rows)('%s: the modem is not asked, and nothing completes', async (_what, context, provider) => {
    await using one = await world()
    const sink = await advised(one.interfaces, EVENTS)
    const object = await contextsOf(one)
    const hr = await object.SetProvisionedContext(context as MBN_CONTEXT, provider, out())
    expect(hr).toBe(E_INVALIDARG)
    await one.clock.advance(Seconds(5))
    expect(sink.methods).toEqual([])
    expect(one.modem.inside.storedContexts.list).toHaveLength(2)
  })

  test('a BSTR that is null is empty', async () => {
    await using one = await world()
    expect(await stored(one, { accessString: noString, userName: noString, password: noString })).toBe(S_OK)
    expect((await list(one)).at(-1)).toEqual({ ...CONTEXT, contextID: 0, accessString: '' })
  })
})

function breakSim(one: World): void {
  const { sim } = one.modem.inside
  if (sim.card === undefined) throw new Error('there is a card')
  sim.card.broken = true
  sim.refresh()
}

/** As many as it has room for. */
function fill(one: World): void {
  const { storedContexts } = one.modem.inside
  for (let count = storedContexts.list.length; count < 16; count++) storedContexts.provision(`${count}`, {})
}
