/**
 * Where the IP packets of a context go: the network behind a virtual modem, as whatever carries the modem's data (USB, PPP) sees it.
 * `openCarrierNetwork` leads to a network namespace of this computer, `responderNetwork` answers inside the process.
 *
 *     await using network = responderNetwork()
 *     await using link = await network.attach(context, (packet) => { toHost(packet) })
 *     link.send(packet)
 */
import type { Context } from '../modem/contexts.ts'

export interface PacketNetwork extends AsyncDisposable {
  /**
   * The way of one activated context, by the addresses of its bearer: packets flow when this has been fulfilled and until the link is
   * disposed of. `deliver` gets whole IP packets for the modem, never before this is fulfilled; each is the receiver's.
   * @throws DialtoneError `not_activated` for a context without a bearer, `not_supported` with what the kernel refused
   */
  attach(context: Context, deliver: (packet: Uint8Array) => void): Promise<PacketLink>
}

export interface PacketLink extends AsyncDisposable {
  /**
   * Takes a packet of the modem, whose bytes may be a view and are read before this returns or copied. What is no IP packet, is
   * longer than the MTU or does not come from the context's own addresses is dropped, as carriers do (RFC 2827).
   */
  send(packet: Uint8Array): void
}
