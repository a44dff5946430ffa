/** Virtual modems of this process as a source of modems: every plugging in is a modem that comes. */
import type { ModemSource, Reached } from '../core/index.ts'
import { createMbimDriver, type Channel } from '../driver/index.ts'
import type { HostedModem } from '../virtual/index.ts'
import type { Surroundings } from './surroundings.ts'

const PLAYED: Reached = { way: 'virtual', because: 'this process plays the modem' }

export interface VirtualSourceOptions extends Surroundings {
  /** The channel to this device, as it is to be used in its place. */
  readonly tap: (channel: Channel, device: string) => Channel
}

export function virtualSource(
  modems: readonly HostedModem[],
  { tap, ...surroundings }: VirtualSourceOptions,
): ModemSource {
  const attached = new DisposableStack()
  return {
    async start(arrived) {
      for (const modem of modems) {
        attached.use(
          modem.attachHost((first) => {
            let next = [first]
            arrived(
              createMbimDriver({
                ...surroundings,
                log: surroundings.log.child({ subject: modem.name }),
                device: modem.name,
                reached: () => PLAYED,
                ...(modem.dataPort !== undefined && { data: modem.dataPort }),
                // A second channel is asked for when the modem does not answer on the first.
                channel: () => {
                  const [channel = modem.connect()] = next
                  next = []
                  return tap(channel, modem.name)
                },
              }),
            )
          }),
        )
      }
    },
    async [Symbol.asyncDispose]() {
      attached.dispose()
    },
  }
}
