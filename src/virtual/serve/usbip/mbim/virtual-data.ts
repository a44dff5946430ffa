/** The data of a virtual modem on USB: packets of its contexts into a network, streams of its device services into themselves. */
import type { Logger } from '../../../../base/index.ts'
import { ContextLinks } from '../../../data-path/context-links.ts'
import type { PacketNetwork } from '../../../data-path/packet-network.ts'
import type { VirtualModem } from '../../../virtual-modem.ts'
import type { Datagram } from '../ntb/ntb-layout.ts'
import type { DataHost, FunctionData } from './function-data.ts'

export interface VirtualDataOptions {
  readonly modem: VirtualModem
  readonly network: PacketNetwork
  readonly log: Logger
}

/** Numbers of device service streams: one byte. */
const STREAMS = 256

export class VirtualData implements FunctionData {
  readonly #modem: VirtualModem
  readonly #links: ContextLinks
  readonly #streams: readonly Disposable[]

  constructor({ modem, network, log }: VirtualDataOptions, host: DataHost) {
    this.#modem = modem
    this.#links = new ContextLinks({
      modem,
      network,
      log,
      deliver: (session, bytes) => host.deliver({ kind: 'ip', session, bytes }),
      ended: (session) => host.ended(session),
    })
    this.#streams = Array.from({ length: STREAMS }, (_, session) =>
      modem.inside.streams.listen(session, (bytes) => host.deliver({ kind: 'stream', session, bytes })),
    )
  }

  send({ kind, session, bytes }: Datagram): void {
    if (kind === 'ip') this.#links.send(session, bytes)
    else this.#modem.inside.streams.receive(session, bytes)
  }

  refused(): void {
    this.#modem.inside.statistics.count('out', { errors: 1 })
  }

  [Symbol.dispose](): void {
    for (const listening of this.#streams) listening[Symbol.dispose]()
    void this.#links[Symbol.asyncDispose]()
  }
}
