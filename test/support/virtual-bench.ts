/** The virtual modem and the MBIM driver as a subject of the compliance suite, on a virtual clock. */
import { Milliseconds, Seconds, seededRandom, VirtualClock } from '../../src/base/index.ts'
import type { ContextSettings } from '../../src/core/index.ts'
import type { Bench, ModemControl, Subject } from '../../src/driver/compliance.ts'
import { createMbimDriver } from '../../src/driver/index.ts'
import { splitText } from '../../src/sms/index.ts'
import {
  createVirtualModem,
  VirtualVendor,
  type VirtualModem,
  type VirtualModemOptions,
} from '../../src/virtual/index.ts'

export const INTERNET: ContextSettings = {
  accessString: 'internet',
  authProtocol: 'none',
  compression: false,
  ipType: 'ipv4v6',
}

/** Messages to and from the subscriber of a virtual modem. */
export function messagesOf(modem: VirtualModem): Pick<ModemControl, 'receiveMessage' | 'sentMessages'> {
  const { messages } = modem.carrier
  return {
    receiveMessage: (from, text) => {
      const number = modem.inside.sim.card?.telephoneNumbers[0] ?? ''
      const parts = splitText(text, { reference: messages.nextReference() })
      for (const part of parts) messages.send(number, from, part, modem.inside.clock.now())
    },
    sentMessages: () => messages.sentOutside.map(({ text }) => text ?? ''),
  }
}

/** What the suite may do to a virtual modem. */
export function controlOf(modem: VirtualModem): ModemControl {
  return {
    settings: INTERNET,
    refused: { ...INTERNET, accessString: 'unsubscribed' },
    unanswered: { ...INTERNET, accessString: 'silent' },
    noSession: 200,
    dropContext: (sessionId) => void modem.networkDisconnect({ sessionId, cause: 38 }),
    unplug: () => modem.unplug(),
    codes: { pin: '1234', puk: '12345678' },
    lockSim: () => void modem.lockSim(),
    ...messagesOf(modem),
    provider: '00101',
    deviceService: VirtualVendor.uuid,
    isUp: (sessionId) => modem.inside.contexts.get(sessionId)?.state === 'activated',
  }
}

/** Some microtasks: a frame takes a few on its way from end to end. */
const STEP = 4

export function virtualBench(
  options: Partial<VirtualModemOptions> = {},
): Bench & { readonly clock: VirtualClock } {
  const clock = new VirtualClock()
  return {
    clock,
    async subject({ locked = false } = {}): Promise<Subject> {
      const sim = locked ? { sim: { pin1: { enabled: true } } } : {}
      const modem = createVirtualModem({ name: 'virtual0', clock, timing: 'instant', ...sim, ...options })
      // Until it has read its SIM and found its network, as slow as it may be.
      await clock.advance(Seconds(15))
      return {
        modem: controlOf(modem),
        driver: () =>
          createMbimDriver({
            device: 'virtual0',
            channel: () => modem.connect(),
            data: modem.dataPort,
            clock,
            random: seededRandom(1),
          }),
        [Symbol.asyncDispose]: async () => modem[Symbol.dispose](),
      }
    },
    async step() {
      for (let turn = 0; turn < STEP; turn++) await Promise.resolve()
    },
    settle: () => clock.advance(Milliseconds(0)),
    wait: (promise) => clock.resolve(promise),
  }
}
