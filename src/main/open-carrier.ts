/** The carrier of virtual modems that this process serves: as root a network namespace of this computer, where that may be. */
import { toDialtoneError, type Logger } from '../base/index.ts'
import {
  CarrierNamespace,
  openCarrierNetwork,
  type PacketNetwork,
  type VirtualModem,
} from '../virtual/index.ts'

export interface CarrierNetworks {
  /** None where there is no namespace: whoever carries a modem's packets answers them then. */
  readonly networks: ReadonlyMap<VirtualModem, PacketNetwork>
  /** Where packets are, in words. */
  readonly packets: string
}

/** Until `serving` is disposed of. `name` is of the namespace, and nobody else's. That there is none goes without saying but for root. */
export async function openCarrier(
  serving: AsyncDisposableStack,
  name: string,
  modems: readonly VirtualModem[],
  log: Logger,
): Promise<CarrierNetworks> {
  const networks = new Map<VirtualModem, PacketNetwork>()
  if (process.getuid?.() === 0) {
    await using opened = new AsyncDisposableStack()
    const nameServers = new Set(modems.flatMap(({ carrier }) => [...carrier.nameServers]))
    try {
      const carrier = opened.use(await CarrierNamespace.open({ name, nameServers, log }))
      for (const modem of modems) {
        networks.set(modem, opened.use(await openCarrierNetwork({ carrier, device: modem.name, log })))
      }
      serving.use(opened.move())
      return { networks, packets: `packets in the namespace ${name}` }
    } catch (thrown) {
      networks.clear()
      log.warn({ error: toDialtoneError(thrown).message }, 'there is no network namespace for the carrier')
    }
  }
  return { networks, packets: 'packets answered by this process' }
}
