/** Calls: ITU-T V.250 §6.3, 3GPP TS 27.007 §6, §10.2. */
import { Seconds } from '../../../base/index.ts'
import { pause } from '../../modem/pause.ts'
import { takes, type AtCommand, type Run } from '../command.ts'
import { contextBearing } from '../context-bearing.ts'
import { definition } from '../context-words.ts'
import { readDialString } from '../dial-string.ts'
import { numberBearing } from '../number-bearing.ts'
import { optional, whole, word } from '../parameter.ts'
import type { Bearing } from '../ppp-call.ts'
import { cme, ERROR, NO_CARRIER, OK, type Result } from '../result.ts'

const CONNECT: Result = { word: 'CONNECT' }

/** bit/s of a circuit for data (V.110, 3GPP TS 27.001). */
const CIRCUIT = 9600

async function dial(run: Run, text: string): Promise<Result> {
  const dialled = readDialString(text)
  if (dialled === undefined) return ERROR
  if (run.port.call !== undefined) return NO_CARRIER
  if (dialled.kind === 'packet') return dialPacket(run, dialled.cid)
  return dialled.voice ? speak(run) : dialNumber(run, dialled.number)
}

async function dialPacket(run: Run, cid: number): Promise<Result> {
  const { modem, port } = run
  const { packetService } = modem
  if (definition(modem, cid) === undefined) return ERROR
  if (packetService.state !== 'attached') {
    const status = await packetService.attach(run)
    if (packetService.networkError !== 0) run.at.lastCause = packetService.networkError
    if (status !== 'success' || run.signal.aborted) return NO_CARRIER
  }
  return connect(run, contextBearing(modem, cid), packetService.speed.downlink, port)
}

function connect(run: Run, bearing: Bearing, rate: number, port: Run['port']): Result {
  port.carry(run.at.pppCall(bearing, rate, port.network))
  return CONNECT
}

/** A circuit to a number, as long as it takes until somebody answers. */
async function dialNumber(run: Run, number: string): Promise<Result> {
  const { at, modem, settings, signal, port } = run
  const { registration, carrier, clock, timing } = modem
  if (!registration.isRegistered) return NO_CARRIER
  await pause(clock, timing.activate, signal)
  const answer = carrier.exchange.answerOf(number)
  if (answer.type === 'no-answer') await pause(clock, Seconds(settings.patience), signal)
  if (signal.aborted) return NO_CARRIER
  switch (answer.type) {
    case 'busy':
      return { word: 'BUSY' }
    case 'no-answer':
      return { word: 'NO ANSWER' }
    case 'unobtainable':
      return NO_CARRIER
    case 'answer':
      return connect(run, numberBearing(modem, answer.apn, at.hangingUp), CIRCUIT, port)
  }
}

/** A call of voice: it goes on beside the commands (V.250 §6.3.1). */
function speak({ modem }: Run): Result {
  if (modem.equipment.voice === 'none') return ERROR
  if (!modem.registration.isRegistered) return NO_CARRIER
  modem.contexts.setVoiceCall('in-progress')
  return OK
}

async function hangUp({ at, modem, port }: Run, text: string): Promise<Result> {
  if (Number(text) > 0) return ERROR
  at.refuseCaller()
  if (modem.contexts.voiceCall === 'in-progress') modem.contexts.setVoiceCall('none')
  await port.hangUp()
  return OK
}

function answer({ at, port }: Run): Result {
  const call = port.call === undefined ? at.answerCaller() : undefined
  if (call === undefined) return NO_CARRIER
  port.carry(call)
  return CONNECT
}

function goOn({ port }: Run, text: string): Result {
  if (Number(text) > 0) return ERROR
  return port.call === undefined ? NO_CARRIER : CONNECT
}

export const callCommands: readonly AtCommand[] = [
  { name: 'D', source: 'V.250 §6.3.1, 3GPP TS 27.007 §10.2.1', abortable: true, execute: dial },
  { name: 'A', source: 'V.250 §6.3.5', execute: answer },
  { name: 'H', source: 'V.250 §6.3.6', set: hangUp },
  { name: 'O', source: 'V.250 §6.3.7', set: goOn },
  {
    name: '+CHUP',
    source: '3GPP TS 27.007 §6.5',
    test: () => OK,
    execute: (run) => hangUp(run, '0'),
  },
  {
    name: '+CGDATA',
    source: '3GPP TS 27.007 §10.1.12',
    abortable: true,
    needsSim: 'cme',
    test: () => ['+CGDATA: ("PPP")'],
    set: takes([optional(word('PPP')), optional(whole(1, 255))], async (run, _, cid = 1) => {
      const result = run.port.call === undefined ? await dialPacket(run, cid) : cme(3)
      return result === ERROR ? cme(50) : result
    }),
  },
]
