/**
 * Encoding a CONNECT set and decoding a DEVICE_CAPS response, in a process that has seen every CID: first the whole
 * catalogue goes through the codecs, so that nothing is tuned to two messages. Beside it libmbim, on the very same bytes.
 */
import fc from 'fast-check'
import { Bench } from 'tinybench'
import {
  Connect,
  DeviceCaps,
  parseMessage,
  serializeInfo,
  type Envelope,
  type InfoCodec,
  type MbimExVersion,
  type ValueOf,
} from '../src/mbim/index.ts'
import { arbitrary } from '../test/support/arbitrary.ts'
import { OPERATION_CASES } from '../test/support/operation.ts'
import { compileLibmbim, type Figures, type LibmbimRun } from './peer/libmbim-codec.ts'
import type { BenchRow } from './row.ts'

/** Ours and the peer in turn: whatever else the machine does can only slow one down, so the best median counts. */
const ROUNDS = 3

/** Calls in one sample: no clock tells half a microsecond. */
const BATCH = 1000

/** Messages that differ as they do in life, at no cost of time. */
const VARIANTS = 16

const VERSION: MbimExVersion = 1

type Activation = ValueOf<typeof Connect.set>
type Capabilities = ValueOf<typeof DeviceCaps.response>

/** What the peer's program encodes. */
const activation: Activation = {
  sessionId: 0,
  activationCommand: 'activate',
  accessString: 'internet',
  userName: 'user',
  password: 'password',
  compression: 'none',
  authProtocol: 'chap',
  ipType: 'default',
  contextType: 'internet',
}

const capabilities: Capabilities = {
  deviceType: 'embedded',
  cellularClass: ['gsm'],
  voiceClass: 'no-voice',
  simClass: ['removable'],
  dataClass: ['umts', 'hsdpa', 'hsupa', 'lte'],
  smsCaps: ['pdu-receive', 'pdu-send'],
  controlCaps: ['reg-manual', 'hw-radio-switch'],
  maxSessions: 8,
  customDataClass: '',
  deviceId: '490154203237518',
  firmwareInfo: 'DLT9X50C_01.14.03',
  hardwareInfo: 'DLT9X50',
}

export async function run(): Promise<BenchRow[]> {
  meetEverything()
  using libmbim = compileLibmbim()
  const ours: Figures[] = []
  const theirs: Figures[] = []
  for (let round = 0; round < ROUNDS; round++) {
    ours.push(await measure())
    if (libmbim === undefined) continue
    const peer = libmbim.run(answer(capabilities))
    sameWork(peer)
    theirs.push(peer.figures)
  }
  const note =
    libmbim === undefined ? 'no peer: needs gcc, pkg-config, libmbim-glib-dev' : `libmbim ${libmbim.version}`
  const row = (what: string, figure: keyof Figures, most?: number): BenchRow => {
    const our = best(ours, figure)
    const peer = theirs.length === 0 ? undefined : best(theirs, figure)
    return {
      what,
      ours: microseconds(our),
      ...(peer === undefined ? {} : { peer: microseconds(peer) }),
      aim: most === undefined ? '—' : `within ${most} times the peer`,
      met: peer === undefined || most === undefined ? null : our <= most * peer,
      note: peer === undefined ? note : `${note}; ${(our / peer).toFixed(2)} of its time`,
    }
  }
  return [
    row('encode a CONNECT set, the whole message', 'encode', 2),
    row('decode a DEVICE_CAPS response, all fields read', 'decode', 2),
    row('the same with its headers, from the bytes received', 'receive'),
  ]
}

/** Every operation of every CID in every version, often enough for the compiler to have seen them all. */
function meetEverything(): void {
  for (const { codec, version, envelope } of OPERATION_CASES) {
    for (const value of fc.sample(arbitrary(codec.codec, version), { numRuns: 20, seed: 1 })) {
      for (let time = 0; time < 5; time++) {
        decodeInfo(codec, infoOf(encodeMessage(envelope, codec, value, version)), version)
      }
    }
  }
}

async function measure(): Promise<Figures> {
  const variants = Array.from({ length: VARIANTS }, (_, index) => index.toString(16))
  const activations = variants.map((digit) => ({ ...activation, accessString: `interne${digit}` }))
  const frames = variants.map((digit) => answer({ ...capabilities, deviceId: `49015420323751${digit}` }))
  const infos = frames.map(infoOf)
  const bench = new Bench({ time: 1000, throws: true })
  const add = <T>(
    name: keyof Figures,
    inputs: readonly T[],
    call: (input: T, turn: number) => number,
  ): void => {
    bench.add(name, () => {
      for (let turn = 0; turn < BATCH; turn += VARIANTS) {
        for (const input of inputs) kept.sum += call(input, turn)
      }
    })
  }
  add('encode', activations, (value, turn) => command(value, turn).length)
  add('decode', infos, (info) => touch(decodeInfo(DeviceCaps.response, info, VERSION)))
  add('receive', frames, (frame) => touch(decodeInfo(DeviceCaps.response, infoOf(frame), VERSION)))
  await bench.run()
  const median = (name: keyof Figures): number => {
    const result = bench.getTask(name)?.result
    if (result?.state !== 'completed') throw new Error(`${name} could not be measured`)
    return (result.latency.p50 * 1e6) / (Math.ceil(BATCH / VARIANTS) * VARIANTS)
  }
  return { encode: median('encode'), decode: median('decode'), receive: median('receive') }
}

/** Results end here, so that none is optimised away. */
const kept = { sum: 0 }

/** As a device calls them: from one place for all CIDs. */
function decodeInfo<T>(codec: InfoCodec<T>, info: Uint8Array, version: MbimExVersion): T {
  return codec.decode(info, version)
}

function encodeMessage<T>(
  envelope: Envelope,
  codec: InfoCodec<T>,
  value: T,
  version: MbimExVersion,
): Uint8Array {
  return serializeInfo(envelope, codec, value, version)
}

function command(value: Activation, transactionId: number): Uint8Array {
  return encodeMessage(
    { type: 'command', transactionId, service: Connect.service.uuid, cid: Connect.number, operation: 'set' },
    Connect.set,
    value,
    VERSION,
  )
}

function answer(value: Capabilities): Uint8Array {
  const { service, number } = DeviceCaps
  return encodeMessage(
    { type: 'command-done', transactionId: 7, service: service.uuid, cid: number, status: 'success' },
    DeviceCaps.response,
    value,
    VERSION,
  )
}

function infoOf(frame: Uint8Array): Uint8Array {
  const message = parseMessage(frame)
  if (!('info' in message)) throw new TypeError(`no info in ${message.type}`)
  return message.info
}

/** Reads every field, and the last character of texts: what V8 left for later is made now. */
function touch(caps: Capabilities): number {
  const words = Number(caps.deviceType === 'embedded') + Number(caps.voiceClass === 'no-voice')
  const lists = caps.cellularClass.length + caps.simClass.length + caps.dataClass.length
  const more = caps.smsCaps.length + caps.controlCaps.length + caps.maxSessions
  const identity = final(caps.deviceId) + final(caps.firmwareInfo) + final(caps.hardwareInfo)
  return words + lists + more + identity + final(caps.customDataClass)
}

function final(text: string): number {
  return text.length === 0 ? 0 : text.charCodeAt(text.length - 1)
}

/** Both must have written the same bytes and read the same texts, or the comparison is worth nothing. */
function sameWork({ encoded, decoded }: LibmbimRun): void {
  const bytes = Buffer.from(command(activation, 7)).toString('hex')
  if (encoded !== bytes) throw new Error(`the peer encodes\n${encoded}\nand Dialtone\n${bytes}`)
  const { maxSessions, customDataClass, deviceId, firmwareInfo, hardwareInfo } = capabilities
  const texts = [maxSessions.toString(), customDataClass, deviceId, firmwareInfo, hardwareInfo]
  const theirs = decoded.slice(-texts.length)
  if (theirs.join() !== texts.join()) throw new Error(`the peer decodes ${decoded.join()}`)
}

function best(figures: readonly Figures[], name: keyof Figures): number {
  return Math.min(...figures.map((figure) => figure[name]))
}

function microseconds(nanoseconds: number): string {
  return `${(nanoseconds / 1000).toFixed(3)} µs`
}
