/**
 * Wireshark's own dissector reads what we write: every type of message, and every information buffer that it knows,
 * without a malformed mark and with our values.
 */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fromHex, toHex } from '../../src/base/index.ts'
import type { MbimExVersion } from '../../src/mbim/codec/codec.ts'
import { MESSAGE_TYPES } from '../../src/mbim/frame/header.ts'
import { DeviceCaps, fragment, MsVersion, serializeInfo, serializeMessage } from '../../src/mbim/index.ts'
import { arbitrary } from '../support/arbitrary.ts'
import { OPERATION_CASES, type OperationCase } from '../support/operation.ts'
import { requirePeer } from './peer.ts'
import {
  compare,
  exceptionOf,
  expectedOf,
  familyOf,
  hasUnknownFormat,
  NOT_DISSECTED,
  withMeaning,
} from './wireshark-value.ts'
import { dissect } from './wireshark.ts'

/** MBIMEx 4.0 is beyond Wireshark 4.0. */
const VERSIONS: readonly MbimExVersion[] = [1, 2, 3]

requirePeer('tshark', 'apt-get install tshark')('Wireshark', () => {
  test.each(VERSIONS)('reads every information buffer that it knows, in version %d', (version) => {
    const cases = OPERATION_CASES.filter((one) => one.version === version && exceptionOf(one) === undefined)
    const readings = readAll(cases, version)
    const failures = readings.flatMap(({ one, isRaw, wrong }) =>
      !isRaw && wrong.length === 0 ? [] : [`${one.name}: ${isRaw ? 'only bytes' : wrong.join('; ')}`],
    )
    expect(failures).toEqual([])
    expect(new Set(readings.map(({ one }) => familyOf(one.cid))).size).toBeGreaterThan(50)
  })

  test('lacks what it is excused for', () => {
    const lacking = VERSIONS.flatMap((version) => {
      const cases = OPERATION_CASES.filter((one) => one.version === version && exceptionOf(one) !== undefined)
      const readings = readAll(cases, version)
      // Service, CID and bytes are right all the same.
      expect(readings.filter(({ isRaw, wrong }) => isRaw && wrong.length > 0)).toEqual([])
      return readings
        .filter(({ isRaw, wrong }) => isRaw || wrong.length > 0)
        .map(({ one }) => exceptionOf(one))
    })
    expect(new Set(lacking)).toEqual(new Set(Object.keys(NOT_DISSECTED)))
  })

  test('reads 5G cells', () => {
    const cells = OPERATION_CASES.find(
      ({ name }) => name === 'ms-basic-connect-extensions base-stations-info response v3',
    )
    if (cells === undefined) throw new TypeError('no BASE_STATIONS_INFO')
    const strength = { tac: 104, rsrp: 105, rsrq: 106, sinr: 107 }
    const value = {
      systemType: ['5g'],
      systemSubType: ['5g-nr'],
      gsmNeighboringCells: [],
      umtsNeighboringCells: [],
      tdscdmaNeighboringCells: [],
      lteNeighboringCells: [],
      cdmaCells: [],
      nrServingCells: [
        {
          providerId: '21407',
          nci: 0x123456789n,
          physicalCellId: 102,
          nrarfcn: 103,
          ...strength,
          timingAdvance: 108n,
        },
        { providerId: '', nci: 201n, physicalCellId: 202, nrarfcn: 203, ...strength, timingAdvance: 208n },
      ],
      nrNeighboringCells: [
        { systemSubType: ['5g-nr'], providerId: '', cellId: 'A1', physicalCellId: 302, ...strength },
        { systemSubType: [], providerId: '310260', cellId: '', physicalCellId: 402, ...strength },
      ],
    }
    const frame = serializeInfo(cells.envelope, cells.codec, value, 3)
    expect(compare(dissect([...agreeOn(3), frame]).at(-1), cells, expectedOf(cells, value))).toEqual([])
  })

  test('reads every type of message', () => {
    const { uuid: service } = DeviceCaps.service
    const messages = [
      { type: 'open', transactionId: 11, maxControlTransfer: 4096 },
      { type: 'close', transactionId: 12 },
      { type: 'command', transactionId: 13, service, cid: 1, operation: 'query', info: new Uint8Array(0) },
      { type: 'host-error', transactionId: 14, error: 'cancel' },
      { type: 'open-done', transactionId: 15, status: 'busy' },
      { type: 'close-done', transactionId: 16, status: 'success' },
      {
        type: 'command-done',
        transactionId: 17,
        service,
        cid: 1,
        status: 'sim-not-inserted',
        info: new Uint8Array(0),
      },
      { type: 'function-error', transactionId: 18, error: 'not-opened' },
      { type: 'indicate-status', transactionId: 0, service, cid: 22, info: fromHex('01000000') },
    ] as const
    expect(messages.map(({ type }) => type)).toEqual(Object.keys(MESSAGE_TYPES))
    const dissections = dissect(messages.map(serializeMessage))
    expect(dissections.map(({ complaints }) => complaints)).toEqual(messages.map(() => []))
    const numbers = (name: string): unknown[] =>
      dissections.map(({ fields }) => fields.get(name)?.map(Number)[0])
    expect(numbers('mbim.control.header.message_type')).toEqual(Object.values(MESSAGE_TYPES))
    expect(numbers('mbim.control.header.transaction_id')).toEqual([11, 12, 13, 14, 15, 16, 17, 18, 0])
    expect(numbers('mbim.control.header.message_length')).toEqual([16, 12, 48, 16, 16, 16, 48, 16, 48])
    expect(numbers('mbim.control.max_control_transfer')[0]).toBe(4096)
    expect(numbers('mbim.control.status')).toEqual(expect.arrayContaining([1, 3]))
  })

  test('puts our fragments together', () => {
    const caps = OPERATION_CASES.find(({ name }) => name === 'basic-connect device-caps response v1')
    if (caps === undefined) throw new TypeError('no DEVICE_CAPS')
    const [sample] = fc.sample(arbitrary(caps.codec.codec, 1), { numRuns: 1, seed: 9 })
    const value = withMeaning(caps, {
      ...(sample as object),
      firmwareInfo: 'firmware 1.2.3',
      hardwareInfo: 'board 4',
    })
    const pieces = fragment(serializeInfo(caps.envelope, caps.codec, value, 1), 64)
    expect(pieces.length).toBeGreaterThan(2)
    const dissections = dissect(pieces)
    expect(dissections.flatMap(({ complaints }) => complaints)).toEqual([])
    expect(compare(dissections.at(-1), undefined, expectedOf(caps, value))).toEqual([])
  })
})

interface Reading {
  readonly one: OperationCase
  /** Whether it shows the bytes of the info, not knowing what they say. */
  readonly isRaw: boolean
  readonly wrong: readonly string[]
}

/** Lets Wireshark read a few values of each, after both ends have agreed on the version. */
function readAll(cases: readonly OperationCase[], version: MbimExVersion): readonly Reading[] {
  const samples = cases.flatMap((one) =>
    fc
      .sample(arbitrary(one.codec.codec, version), { numRuns: 5, seed: version })
      .map((value) => ({ one, value: withMeaning(one, value) }))
      .filter(({ value }) => !hasUnknownFormat(value)),
  )
  const agreement = agreeOn(version)
  const frames = samples.map(({ one: { codec, envelope }, value }, index) =>
    serializeInfo({ ...envelope, transactionId: index + 1 }, codec, value, version),
  )
  const dissections = dissect([...agreement, ...frames]).slice(agreement.length)
  return samples.map(({ one, value }, index) => {
    const dissection = dissections[index]
    const isRaw = dissection?.fields.has('mbim.control.info_buffer') ?? false
    const expected = isRaw ? [toHex(one.codec.encode(value, version), ':')] : expectedOf(one, value)
    return { one, isRaw, wrong: compare(dissection, one, expected) }
  })
}

/** The exchange after which Wireshark, too, speaks this version. */
function agreeOn(version: MbimExVersion): readonly Uint8Array[] {
  const { service, number } = MsVersion
  const value = { mbimVersion: 0x0100, mbimExtendedVersion: version << 8 }
  const addressed = { transactionId: 0x7fffffff, service: service.uuid, cid: number }
  return [
    serializeInfo({ ...addressed, type: 'command', operation: 'query' }, MsVersion.query, value, 1),
    serializeInfo({ ...addressed, type: 'command-done', status: 'success' }, MsVersion.response, value, 1),
  ]
}
