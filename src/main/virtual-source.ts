/** Virtual modems of this process as a source of modems: every plugging in is a modem that comes. */
import type { ModemSource } from '../core/index.ts'
import { createMbimDriver } from '../driver/index.ts'
import type { VirtualModem } from '../virtual/index.ts'
import type { Surroundings } from './surroundings.ts'

export function virtualSource(modems: readonly VirtualModem[], surroundings: Surroundings): ModemSource {
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
                data: modem.dataPort,
                // A second channel is asked for when the modem does not answer on the first.
                channel: () => {
                  const [channel = modem.connect()] = next
                  next = []
                  return channel
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
