/** Information headers: the functions on them, and the structures that blocks hold. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import * as win32 from '../../src/face/win32/index.ts'
import { infoFunctions } from '../../src/face/win32/mprapi/info/info-functions.ts'
import { readInfoHeader } from '../../src/face/win32/mprapi/info/info-header.ts'

const { NO_ERROR, ERROR_INVALID_PARAMETER, ERROR_NOT_FOUND, out } = win32
const ROUTES = win32.IP_ROUTE_INFO
const FILTERS = win32.IP_DEMAND_DIAL_FILTER_INFO

async function header(
  ...blocks: readonly (readonly [type: number, bytes: Uint8Array])[]
): Promise<Uint8Array> {
  const made = out<Uint8Array>()
  expect(await infoFunctions.MprInfoCreate(1, made)).toBe(NO_ERROR)
  for (const [type, bytes] of blocks) {
    expect(await infoFunctions.MprInfoBlockAdd(made.value, type, bytes.length, 1, bytes, made)).toBe(NO_ERROR)
  }
  return made.value
}

async function find(bytes: Uint8Array, type: number): Promise<readonly [number, number?, number?, string?]> {
  const size = out<number>()
  const count = out<number>()
  const data = out<Uint8Array>()
  const code = await infoFunctions.MprInfoBlockFind(bytes, type, size, count, data)
  return code === NO_ERROR ? [code, size.value, count.value, Buffer.from(data.value).toString('hex')] : [code]
}

describe('a header', () => {
  test('is laid out as Windows has it: version, size, contents, blocks at multiples of eight', async () => {
    const bytes = await header([ROUTES, Uint8Array.of(1, 2, 3)], [FILTERS, Uint8Array.of(4)])
    expect(Buffer.from(bytes).toString('hex')).toBe(
      ['01000000', '39000000', '02000000'].join('') +
        ['0500ffff', '03000000', '01000000', '30000000'].join('') +
        ['0900ffff', '01000000', '01000000', '38000000'].join('') +
        ['00000000', '0102030000000000', '04'].join(''),
    )
    expect(await infoFunctions.MprInfoBlockQuerySize(bytes)).toBe(bytes.length)
  })

  test('gives its blocks back', async () => {
    const bytes = await header([ROUTES, Uint8Array.of(1, 2)], [FILTERS, Uint8Array.of(4)])
    expect(await find(bytes, ROUTES)).toEqual([NO_ERROR, 2, 1, '0102'])
    expect(await find(bytes, FILTERS)).toEqual([NO_ERROR, 1, 1, '04'])
    expect(await find(bytes, win32.IP_IN_FILTER_INFO)).toEqual([ERROR_NOT_FOUND])
    // Without outputs, it only says whether there is one.
    expect(await infoFunctions.MprInfoBlockFind(bytes, ROUTES, null, null, null)).toBe(NO_ERROR)
  })

  test('set replaces a block where it stands, or adds it', async () => {
    const bytes = await header([ROUTES, Uint8Array.of(1)], [FILTERS, Uint8Array.of(2)])
    const next = out<Uint8Array>()
    const set = (type: number, value: number): Promise<number> =>
      infoFunctions.MprInfoBlockSet(next.value, type, 1, 1, Uint8Array.of(value), next)
    next.value = bytes
    expect([await set(ROUTES, 7), await set(win32.IP_IN_FILTER_INFO, 8)]).toEqual([NO_ERROR, NO_ERROR])
    expect(readInfoHeader(next.value)?.map(({ infoType, data }) => [infoType, data[0]])).toEqual([
      [ROUTES, 7],
      [FILTERS, 2],
      [win32.IP_IN_FILTER_INFO, 8],
    ])
    // The header that was there is as it was.
    expect(await find(bytes, ROUTES)).toEqual([NO_ERROR, 1, 1, '01'])
  })

  test('remove, remove all, duplicate', async () => {
    const bytes = await header([ROUTES, Uint8Array.of(1)], [FILTERS, Uint8Array.of(2)])
    const next = out<Uint8Array>()
    expect(await infoFunctions.MprInfoDuplicate(bytes, next)).toBe(NO_ERROR)
    expect(next.value).toEqual(bytes)
    expect(next.value).not.toBe(bytes)
    expect(await infoFunctions.MprInfoBlockRemove(bytes, ROUTES, next)).toBe(NO_ERROR)
    expect(await find(next.value, ROUTES)).toEqual([ERROR_NOT_FOUND])
    expect(await infoFunctions.MprInfoBlockRemove(next.value, ROUTES, next)).toBe(ERROR_NOT_FOUND)
    expect(await infoFunctions.MprInfoRemoveAll(bytes, next)).toBe(NO_ERROR)
    expect(readInfoHeader(next.value)).toEqual([])
    expect(await infoFunctions.MprInfoDelete(next.value)).toBe(NO_ERROR)
  })

  test('what is none is refused by every function', async () => {
    const next = out<Uint8Array>()
    for (const bad of [null, new Uint8Array(), new Uint8Array(12), Uint8Array.of(1, 0, 0, 0, 255, 0, 0, 0)]) {
      expect([
        await infoFunctions.MprInfoDelete(bad),
        await infoFunctions.MprInfoRemoveAll(bad, next),
        await infoFunctions.MprInfoDuplicate(bad, next),
        await infoFunctions.MprInfoBlockAdd(bad, ROUTES, 0, 0, null, next),
        await infoFunctions.MprInfoBlockRemove(bad, ROUTES, next),
        await infoFunctions.MprInfoBlockSet(bad, ROUTES, 0, 0, null, next),
        await infoFunctions.MprInfoBlockFind(bad, ROUTES, null, null, null),
      ]).toEqual(Array.from({ length: 7 }, () => ERROR_INVALID_PARAMETER))
      expect(await infoFunctions.MprInfoBlockQuerySize(bad)).toBe(0)
    }
    expect(await infoFunctions.MprInfoCreate(2, next)).toBe(ERROR_INVALID_PARAMETER)
    expect(await infoFunctions.MprInfoCreate(1, null)).toBe(ERROR_INVALID_PARAMETER)
    const empty = await header()
    expect(await infoFunctions.MprInfoBlockAdd(empty, ROUTES, 4, 2, Uint8Array.of(1), next)).toBe(
      ERROR_INVALID_PARAMETER,
    )
  })

  test('bytes of any kind are read within their bounds or not at all', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.nat(3), (noise, count) => {
        const bytes = Uint8Array.of(1, 0, 0, 0, noise.length + 12, 0, 0, 0, count, 0, 0, 0, ...noise)
        const blocks = readInfoHeader(bytes)
        for (const { itemSize, itemCount, data } of blocks ?? []) {
          expect(data.length).toBe(itemSize * itemCount)
          expect(data.length).toBeLessThan(bytes.length)
        }
      }),
    )
  })
})

describe('structures', () => {
  const filter = win32.FILTER_INFO({
    dwDstAddr: 0x0000000a,
    dwDstMask: 0x000000ff,
    dwProtocol: 6,
    wDstPort: 0x5000,
  })

  test('filters', () => {
    const value = win32.FILTER_DESCRIPTOR({
      dwVersion: 1,
      dwNumFilters: 2,
      faDefaultAction: win32.DROP,
      fiFilter: [filter, win32.FILTER_INFO({ dwProtocol: 17 })],
    })
    const bytes = win32.packFilters(value)
    expect(bytes.length).toBe(12 + 2 * 28)
    // 10.0.0.0/8 and port 80, both in network order.
    expect(Buffer.from(bytes.subarray(20, 28)).toString('hex')).toBe('0a000000ff000000')
    expect(Buffer.from(bytes.subarray(36, 40)).toString('hex')).toBe('00000050')
    expect(win32.unpackFilters(bytes)).toEqual(value)
    expect(win32.unpackFilters(bytes.subarray(0, 60))).toBeUndefined()
    expect(win32.unpackFilters(new Uint8Array(4))).toBeUndefined()
  })

  test('IPv6 filters', () => {
    const source = Uint8Array.from({ length: 16 }, (_, index) => index)
    const value = win32.FILTER_DESCRIPTOR_V6({
      dwVersion: 1,
      dwNumFilters: 1,
      fiFilter: [
        win32.FILTER_INFO_V6({ ipv6SrcAddr: source, dwSrcPrefixLength: 64, dwProtocol: 58, wSrcPort: 128 }),
      ],
    })
    const bytes = win32.packFiltersV6(value)
    expect(bytes.length).toBe(12 + 52)
    expect(win32.unpackFiltersV6(bytes)).toEqual(value)
    expect(win32.unpackFiltersV6(bytes.subarray(0, 60))).toBeUndefined()
  })

  test('routes, both arms', () => {
    const v4 = win32.INTERFACE_ROUTE_INFO({
      dwRtInfoDest: 0x0000000a,
      dwRtInfoMask: 0x000000ff,
      dwRtInfoMetric1: 5,
      dwRtInfoProto: win32.MIB_IPPROTO_NT_STATIC,
      bV4: true,
    })
    const v6 = win32.INTERFACE_ROUTE_INFO({
      DestinationPrefix: Uint8Array.from({ length: 16 }, () => 7),
      DestPrefixLength: 32,
      Metric: 3,
      dwRtInfoProto: win32.MIB_IPPROTO_NT_STATIC_NON_DOD,
    })
    for (const route of [v4, v6]) {
      const bytes = win32.packRoute(route)
      expect(bytes.length).toBe(72)
      expect(win32.unpackRoute(bytes)).toEqual(route)
    }
    expect(win32.unpackRoute(new Uint8Array(71))).toBeUndefined()
  })

  test('status', () => {
    const value = win32.INTERFACE_STATUS_INFO({ dwAdminStatus: win32.IF_ADMIN_STATUS_DOWN })
    expect(win32.unpackStatus(win32.packStatus(value))).toEqual(value)
    expect(win32.unpackStatus(new Uint8Array(3))).toBeUndefined()
  })
})
