import { describe, expect, expectTypeOf, test } from 'vitest'
import type { Argument, Indicating, Queryable, Settable } from './cid.ts'
import {
  cid,
  codec,
  Connect,
  DeviceCaps,
  empty,
  IpConfiguration,
  MsBaseStationsInfo,
  PacketService,
  ProxyVersion,
  RadioState,
  service,
  StkEnvelope,
  SubscriberReadyStatus,
  type ValueOf,
} from './index.ts'

// What a device is to its callers, as far as types go.
declare function query<Q, R>(cid: Queryable<Q, R>, ...argument: Argument<Q>): R
declare function set<S, R>(cid: Settable<S, R>, ...argument: Argument<S>): R
declare function on<I>(cid: Indicating<I>): I

test("a CID of a service of one's own is like any other", () => {
  const Acme = service('acme', '00000000-0000-4000-8000-000000000001', 'Acme')
  const Fan = cid(Acme, 1, 'fan', { set: codec.struct({ speed: codec.u32 }), response: empty, since: 2 })
  expect(Fan.set.encode({ speed: 7 }, 1)).toEqual(Uint8Array.of(7, 0, 0, 0))
  expect(Fan).toMatchObject({ service: Acme, number: 1, name: 'fan', since: 2, infoOnFailure: false })
  expect(Fan.query).toBeUndefined()
})

describe('the type of a CID', () => {
  test('has what it offers, and only that', () => {
    expectTypeOf(DeviceCaps.set).toEqualTypeOf<undefined>()
    expectTypeOf(DeviceCaps.indication).toEqualTypeOf<undefined>()
    expectTypeOf(ProxyVersion.query).toEqualTypeOf<undefined>()
    expectTypeOf(ProxyVersion.response).toEqualTypeOf<undefined>()
    expectTypeOf(Connect.response).toEqualTypeOf(Connect.indication)
    expectTypeOf(StkEnvelope.setResponse).toEqualTypeOf(StkEnvelope.query)
    expectTypeOf<ValueOf<typeof StkEnvelope.response>>().toEqualTypeOf<{
      readonly envelopeSupport: Uint8Array
    }>()
    expect(DeviceCaps.set).toBeUndefined()
    expect(ProxyVersion.response).toBeUndefined()
    expect(StkEnvelope.setResponse).not.toBe(StkEnvelope.response)
    expect(RadioState.setResponse).toBe(RadioState.response)
  })

  test('makes calls that are wrong fail to compile', () => {
    const wrong = [
      // @ts-expect-error DEVICE_CAPS cannot be set
      () => set(DeviceCaps, {}),
      // @ts-expect-error a query of IP_CONFIGURATION names its session
      () => query(IpConfiguration),
      // @ts-expect-error this word is none
      () => set(RadioState, { radioState: 'loud' }),
      // @ts-expect-error a field is missing
      () => set(Connect, { sessionId: 0 }),
      // @ts-expect-error nobody indicates DEVICE_CAPS
      () => on(DeviceCaps),
    ]
    expect(wrong).toHaveLength(5)
  })

  test('gives the types of values', () => {
    const caps = (): ValueOf<typeof DeviceCaps.response> => query(DeviceCaps)
    const ready = (): ValueOf<typeof SubscriberReadyStatus.response> =>
      query(SubscriberReadyStatus, { slotId: 1 })
    const state = (): string | number => set(RadioState, { radioState: 'on' }).swRadioState
    const tac = (): number | undefined => on(PacketService).tai?.tac
    const nci = (): bigint | undefined => query(MsBaseStationsInfo, cells).nrServingCells?.[0]?.nci
    const cells = { maxGsmCount: 1, maxUmtsCount: 1, maxTdscdmaCount: 0, maxLteCount: 1, maxCdmaCount: 0 }
    expect([caps, ready, state, tac, nci]).toHaveLength(5)
    expectTypeOf<ValueOf<typeof Connect.query>>().toEqualTypeOf<{ readonly sessionId: number }>()
    expectTypeOf<ValueOf<typeof Connect.set>['mediaPreference']>().toEqualTypeOf<
      'unknown' | '3gpp' | '3gpp-preferred' | number | undefined
    >()
  })
})
