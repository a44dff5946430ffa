/** A device on a scripted function, on a virtual clock. */
import { DialtoneError, Milliseconds, seededRandom, VirtualClock } from '../../src/base/index.ts'
import { MbimDevice, type DeviceOptions } from '../../src/device/index.ts'
import type { Command } from '../../src/mbim/index.ts'
import { ScriptedFunction } from './scripted-function.ts'

export const RADIO = { hwRadioState: 'on', swRadioState: 'on' } as const

export function newDevice(
  func = new ScriptedFunction(),
  options: DeviceOptions = {},
): {
  func: ScriptedFunction
  clock: VirtualClock
  device: MbimDevice
  lost: [string, string][]
  ends: (DialtoneError | undefined)[]
} {
  const clock = new VirtualClock()
  const lost: [string, string][] = []
  const ends: (DialtoneError | undefined)[] = []
  const device = new MbimDevice(
    func.channel,
    {
      lost: (state, cause) => lost.push([state, cause.code]),
      ended: (cause) => ends.push(cause),
    },
    { clock, random: seededRandom(1), ...options },
  )
  return { func, clock, device, lost, ends }
}

/** An open device whose function answers only what the test answers from now on. */
export async function openDevice(options: DeviceOptions = {}) {
  const all = newDevice(undefined, options)
  await all.device.open()
  all.func.heard.length = 0
  all.func.onMessage(() => undefined)
  return all
}

/** Lets everything that is ready happen. */
export const turn = (clock: VirtualClock): Promise<void> => clock.advance(Milliseconds(0))
export const types = (func: ScriptedFunction): string[] => func.heard.map(({ type }) => type)
/** How it ended: the code of its error, or `resolved`. */
export const code = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'resolved',
    (error: unknown) => (error instanceof DialtoneError ? error.code : String(error)),
  )

export function command(func: ScriptedFunction, index: number): Command {
  const found = func.commands.at(index)
  if (found === undefined) throw new Error(`command ${index} was not sent`)
  return found
}
