/** A capture in Wireshark, as anybody opens it: without a word of configuration. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Hours, VirtualClock } from '../../src/base/index.ts'
import { memoryChannel } from '../../src/channel/index.ts'
import type { MbimExVersion } from '../../src/mbim/codec/codec.ts'
import { secreciesOf } from '../../src/mbim/redact.ts'
import {
  fragment,
  MsVersion,
  readHeader,
  senderOf,
  serializeInfo,
  serializeMessage,
} from '../../src/mbim/index.ts'
import { openRecorder } from '../../src/record/index.ts'
import { arbitrary } from '../support/arbitrary.ts'
import { OPERATION_CASES } from '../support/operation.ts'
import { requirePeer } from './peer.ts'
import { exceptionOf, hasUnknownFormat, withMeaning } from './wireshark-value.ts'
import { dissectCapture, readInWireshark } from './wireshark.ts'

const RING = { enabled: true, size: 8 * 1024 * 1024, age: Hours(1) }

/** What a recorder gives of these frames of a modem, each sent by whoever sends such, after an OPEN. */
async function captureOf(frames: readonly Uint8Array[]): Promise<Uint8Array> {
  const clock = new VirtualClock()
  await using recorder = await openRecorder({ ring: RING, application: 'Dialtone 0', clock })
  const [host, other] = memoryChannel()
  const tapped = recorder.tap(host, 'modem0')
  tapped.start({ frame: () => undefined, closed: () => undefined })
  other.start({ frame: () => undefined, closed: () => undefined })
  tapped.send(serializeMessage({ type: 'open', transactionId: 1, maxControlTransfer: 4096 }).slice())
  for (const frame of frames) {
    if (senderOf(readHeader(frame).type) === 'host') tapped.send(frame)
    else other.send(frame)
    await new Promise(setImmediate)
  }
  recorder.note('connection.changed modem0: connecting', 'modem0')
  return await recorder.save({ source: 'recorder' })
}

function agreedOn(version: MbimExVersion): Uint8Array {
  const { service, number: cid } = MsVersion
  const agreed = { mbimVersion: 0x0100, mbimExtendedVersion: version << 8 }
  const envelope = {
    type: 'command-done',
    transactionId: 2,
    service: service.uuid,
    cid,
    status: 'success',
  } as const
  return serializeInfo(envelope, MsVersion.response, agreed, 1).slice()
}

requirePeer('tshark', 'apt-get install tshark')('Wireshark', () => {
  test('opens a capture: frames of a modem with their direction, and decisions between them', async () => {
    const done = serializeMessage({ type: 'open-done', transactionId: 1, status: 'success' }).slice()
    const columns = [
      'frame.interface_name',
      'frame.packet_flags_direction',
      '_ws.col.Protocol',
      '_ws.col.Info',
    ]
    const options = ['-T', 'fields', '-E', 'separator=|', ...columns.flatMap((name) => ['-e', name])]
    expect(
      readInWireshark(await captureOf([done]), options)
        .trim()
        .split('\n'),
    ).toEqual([
      '||systemd Journal|opened memory',
      'modem0|0x00000002|MBIM|OPEN_MSG           ',
      'modem0|0x00000001|MBIM|OPEN_DONE          ',
      '||systemd Journal|connection.changed modem0: connecting',
    ])
  })

  test.each([1, 2, 3] as const)(
    'dissects every message with something to hide as before, once that is hidden, in version %d',
    async (version) => {
      const cases = OPERATION_CASES.filter(
        (one) =>
          one.version === version &&
          exceptionOf(one) === undefined &&
          secreciesOf(one.codec.codec).length > 0,
      )
      const samples = cases.flatMap((one) =>
        fc
          .sample(arbitrary(one.codec.codec, version), { numRuns: 5, seed: version })
          .map((value) => ({ one, value: withMeaning(one, value) }))
          .filter(({ value }) => !hasUnknownFormat(value)),
      )
      const frames = samples.map(({ one: { codec, envelope }, value }, index) =>
        serializeInfo({ ...envelope, transactionId: index + 3 }, codec, value, version).slice(),
      )
      const dissections = dissectCapture(await captureOf([agreedOn(version), ...frames]))
      // Before them a note, OPEN and the version; behind them a note.
      const shown = dissections.slice(3, -1)
      expect(shown).toHaveLength(frames.length)
      const wrong = samples.flatMap(({ one: { cid, name } }, index) => {
        const { fields, complaints } = shown[index] ?? {
          fields: new Map<string, string[]>(),
          complaints: ['missing'],
        }
        const isRight = Number(fields.get('mbim.control.cid')?.[0]) === cid.number && complaints.length === 0
        return isRight ? [] : [`${name}: ${complaints.join('; ')}`]
      })
      expect(wrong).toEqual([])
    },
  )

  test('puts the fragments of a redacted message together', async () => {
    const caps = OPERATION_CASES.find(({ name }) => name === 'basic-connect device-caps response v1')
    if (caps === undefined) throw new TypeError('no DEVICE_CAPS')
    const [sample] = fc.sample(arbitrary(caps.codec.codec, 1), { numRuns: 1, seed: 9 })
    const value = withMeaning(caps, {
      ...(sample as object),
      deviceId: '353456789012345',
      firmwareInfo: 'firmware 1.2.3',
    })
    const pieces = fragment(serializeInfo(caps.envelope, caps.codec, value, 1).slice(), 64)
    expect(pieces.length).toBeGreaterThan(2)
    const dissections = dissectCapture(await captureOf(pieces))
    expect(dissections.flatMap(({ complaints }) => complaints)).toEqual([])
    const shown = [...(dissections.at(-2)?.fields.values() ?? [])].flat()
    expect(shown).toContain('firmware 1.2.3')
    expect(shown).toContain('0'.repeat(15))
    expect(shown).not.toContain('353456789012345')
  })
})
