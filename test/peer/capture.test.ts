/** A capture in Wireshark, as anybody opens it: without a word of configuration; and one that begins late, played back to mbimcli. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Hours, Minutes, Seconds, VirtualClock } from '../../src/base/index.ts'
import { memoryChannel } from '../../src/channel/index.ts'
import { inProcess } from '../../src/core/index.ts'
import { openService } from '../../src/main/open-service.ts'
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

/** A service with two modems, one of which is connected, for long; then the network drops the connection. */
async function lateCaptures(): Promise<Readonly<Record<'last' | 'started' | 'rotated', Uint8Array>>> {
  const clock = new VirtualClock()
  const record = { ...RING, age: Minutes(10) }
  await using open = await clock.resolve(openService({ clock, virtual: { count: 2, seed: 7 }, record }))
  const service = open.as(inProcess)
  await clock.advance(Seconds(10))
  await clock.resolve(service.connect({ connection: 'modem0', accessString: 'internet' }))
  await clock.advance(Minutes(30))
  await clock.resolve(service.startCapture())
  await clock.advance(Seconds(5))
  open.virtualModems[0]?.networkDisconnect({ cause: 38 })
  await clock.advance(Seconds(1))
  await clock.resolve(service.connect({ connection: 'modem0', accessString: 'internet', userName: 'alice' }))
  await clock.advance(Seconds(5))
  await clock.resolve(service.stopCapture())
  const save = (options: Parameters<typeof service.saveCapture>[0]): Promise<Uint8Array> =>
    clock.resolve(service.saveCapture({ modem: 'modem0', ...options }))
  return {
    last: await save({ last: Seconds(30) }),
    started: await save({ source: 'capture' }),
    rotated: await save({}),
  }
}

/** By which the drop comes some seconds after the connect: it was five seconds, twenty, and ten minutes. */
const SPEEDS = { started: '2', last: '5', rotated: '100' } as const

const LATE = [
  ['last', 'by the time that was asked for'],
  ['started', 'because it was started late'],
  ['rotated', 'because the recorder has forgotten what was before'],
] as const

requirePeer('tshark', 'apt-get install tshark')('Wireshark', () => {
  test.each(LATE)('dissects a capture that begins late (%s), %s', async (which) => {
    const file = (await lateCaptures())[which]
    const shown = readInWireshark(file, ['-T', 'fields', '-e', '_ws.col.Info', '-e', 'frame.comment']).trim()
    const lines = shown.split('\n')
    expect(shown).not.toContain('Malformed')
    expect(lines[0]).toMatch(/^OPEN_MSG .*From before the capture/)
    const own = lines.filter((one) => !one.includes('From before the capture'))
    expect(own.filter((one) => one.startsWith('OPEN_MSG'))).toEqual([])
    expect(own.filter((one) => one.includes('CONNECT (Set)')).length).toBeGreaterThan(0)
    // The very fields that are misread where the version is not known.
    const connects = 'mbim.control.command_type == 1 && mbim.control.cid == 12'
    const texts = ['-T', 'fields', '-e', 'mbim.control.tlv_ie.wchar_str_data']
    expect(
      readInWireshark(file, ['-Y', connects, ...texts])
        .trim()
        .split('\n'),
    ).toEqual(['internet', 'internet,00000'])
  })

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
          // It reads the envelope by its first byte, of which nothing is left.
          !one.name.startsWith('stk envelope set') &&
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

requirePeer('mbimcli', 'apt-get install libmbim-utils')('mbimcli', () => {
  test.each(LATE)('drives a modem of a capture that begins late (%s), %s', async (which) => {
    const folder = mkdtempSync(join(tmpdir(), 'dialtone-late-'))
    try {
      writeFileSync(join(folder, 'drop.pcapng'), (await lateCaptures())[which])
      const { stdout, stderr, status } = spawnSync('unshare', ['-n', 'bash', '-euc', DRIVEN], {
        encoding: 'utf8',
        env: { ...process.env, FOLDER: folder, SPEED: SPEEDS[which] },
        timeout: 150_000,
      })
      if (status !== 0) throw new Error(`it ended with ${status ?? 'a signal'}: ${stderr}${stdout}`)
      expect(stdout).toMatch(/Device ID: '0{15}'/)
      expect(stdout).toMatch(/Register state: 'home'/)
      expect(stdout).toContain('Successfully connected')
      const states = Array.from(stdout.matchAll(/Activation state: '(\w+)'/g), ([, state]) => state)
      expect(states).toEqual(['deactivated', 'activated', 'deactivated'])
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})

/** In a network namespace of its own, as the socket of mbim-proxy belongs to one. */
const DRIVEN = `
  ip link set lo up
  node bin/dialtone.js virtual replay $FOLDER/drop.pcapng --speed $SPEED > $FOLDER/said 2>&1 &
  served=$!
  trap 'kill -INT $served; wait $served; cat $FOLDER/said' EXIT
  until grep -q 'is played back' $FOLDER/said; do sleep 0.05; done
  mbimcli -p -d /dev/null --query-device-caps
  mbimcli -p -d /dev/null --query-registration-state
  mbimcli -p -d /dev/null --query-connection-state
  mbimcli -p -d /dev/null --connect=access-string=internet
  ask() { mbimcli -p -d /dev/null --query-connection-state > $FOLDER/state; }
  until ask; grep -q "'deactivated'" $FOLDER/state; do sleep 0.2; done
  cat $FOLDER/state`
