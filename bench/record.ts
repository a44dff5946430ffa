/**
 * What recording costs: a frame through a channel that is recorded, to a file on a disk, less one through the same channel that is
 * not. Half of the frames are CONNECT sets, whose password is taken out; half are signal indications, which are kept as they are.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Hours, systemClock } from '../src/base/index.ts'
import type { Channel } from '../src/channel/index.ts'
import { Connect, serializeInfo, serializeMessage, SignalState } from '../src/mbim/index.ts'
import { openRecorder, type Recorder } from '../src/record/index.ts'
import type { BenchRow } from './row.ts'
import { immediate } from './support/bench-service.ts'
import { quantile } from './support/figure.ts'

/** In one sample: no clock tells a microsecond. */
const BATCH = 500
const SAMPLES = 400
const WARM_UP = 100

const OPEN = serializeMessage({ type: 'open', transactionId: 1, maxControlTransfer: 4096 }).slice()
const SIGNAL = serializeInfo(
  { type: 'indicate-status', transactionId: 0, service: SignalState.service.uuid, cid: SignalState.number },
  SignalState.indication,
  { rssi: 20, errorRate: 99, signalStrengthInterval: 5, rssiThreshold: 1, errorRateThreshold: 1 },
  1,
).slice()
const CONNECT = serializeInfo(
  {
    type: 'command',
    transactionId: 7,
    service: Connect.service.uuid,
    cid: Connect.number,
    operation: 'set',
  },
  Connect.set,
  {
    sessionId: 0,
    activationCommand: 'activate',
    accessString: 'internet',
    userName: 'alice',
    password: 'secret',
    compression: 'none',
    authProtocol: 'chap',
    ipType: 'default',
    contextType: 'internet',
  },
  1,
).slice()

export async function run(): Promise<BenchRow[]> {
  const plain = await measure((channel) => channel)
  const folder = mkdtempSync(join(tmpdir(), 'dialtone-bench-'))
  try {
    const ring = { enabled: true, size: 16 * 1024 * 1024, age: Hours(24) }
    await using recorder = await openRecorder({ folder, ring, application: 'bench', clock: systemClock })
    const recorded = await measure((channel) => recorder.tap(channel, 'modem'), recorder)
    const cost = (kind: 'kept' | 'redacted'): number =>
      quantile(recorded[kind], 0.5) - quantile(plain[kind], 0.5)
    const [kept, redacted] = [cost('kept'), cost('redacted')]
    return [
      {
        what: 'a frame recorded to a disk: kept as it is / with a secret taken out',
        ours: `${kept.toFixed(1)} / ${redacted.toFixed(1)} µs`,
        aim: 'under 5 / 20 µs',
        met: kept < 5 && redacted < 20,
        note: `above ${quantile(plain.kept, 0.5).toFixed(2)} µs that the channel takes; ${2 * BATCH * SAMPLES} frames, ${recorder.ring.lost} lost`,
      },
    ]
  } finally {
    rmSync(folder, { recursive: true })
  }
}

interface Figures {
  /** Microseconds a frame. */
  readonly kept: readonly number[]
  readonly redacted: readonly number[]
}

async function measure(led: (channel: Channel) => Channel, recorder?: Recorder): Promise<Figures> {
  let frame: (bytes: Uint8Array) => void = () => undefined
  let count = 0
  const channel = led({
    name: 'bench',
    start: (sink) => (frame = (bytes) => sink.frame(bytes)),
    send: () => {
      count++
    },
    close: () => undefined,
  })
  const pass = (): void => {
    count++
  }
  channel.start({ frame: pass, closed: () => undefined })
  // From here on the version is known.
  channel.send(OPEN)
  const kept: number[] = []
  const redacted: number[] = []
  for (let round = 0; round < WARM_UP + SAMPLES; round++) {
    const start = performance.now()
    for (let index = 0; index < BATCH; index++) frame(SIGNAL)
    const middle = performance.now()
    for (let index = 0; index < BATCH; index++) channel.send(CONNECT)
    const end = performance.now()
    if (round >= WARM_UP) {
      kept.push(((middle - start) * 1000) / BATCH)
      redacted.push(((end - middle) * 1000) / BATCH)
    }
    // What is written in between is not counted: it is not on the way of a frame.
    await recorder?.flush()
    await immediate()
  }
  if (count !== 1 + 2 * BATCH * (WARM_UP + SAMPLES)) throw new Error(`${count} frames came through`)
  return { kept, redacted }
}
