/** The virtual modem and the MBIM driver as a subject of the compliance suite, on a virtual clock. */
import { Milliseconds, Seconds, seededRandom, VirtualClock } from '../../src/base/index.ts'
import type { ContextSettings } from '../../src/core/index.ts'
import type { Bench, Subject } from '../../src/driver/compliance.ts'
import { createMbimDriver } from '../../src/driver/index.ts'
import { createVirtualModem, VirtualVendor, type VirtualModemOptions } from '../../src/virtual/index.ts'

export const INTERNET: ContextSettings = {
  accessString: 'internet',
  authProtocol: 'none',
  compression: false,
  ipType: 'ipv4v6',
}

/** Some microtasks: a frame takes a few on its way from end to end. */
const STEP = 4

export function virtualBench(
  options: Partial<VirtualModemOptions> = {},
): Bench & { readonly clock: VirtualClock } {
  const clock = new VirtualClock()
  return {
    clock,
    async subject(): Promise<Subject> {
      const modem = createVirtualModem({ name: 'virtual0', clock, timing: 'instant', ...options })
      // Until it has read its SIM and found its network, as slow as it may be.
      await clock.advance(Seconds(15))
      return {
        modem: {
          settings: INTERNET,
          refused: { ...INTERNET, accessString: 'unsubscribed' },
          unanswered: { ...INTERNET, accessString: 'silent' },
          noSession: 200,
          dropContext: (sessionId) => void modem.networkDisconnect({ sessionId, cause: 38 }),
          unplug: () => modem.unplug(),
          codes: { pin: '1234', puk: '12345678' },
          lockSim: () => void modem.lockSim(),
          provider: '00101',
          deviceService: VirtualVendor.uuid,
          isUp: (sessionId) => modem.inside.contexts.get(sessionId)?.state === 'activated',
        },
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
