/**
 * What waits to go to the host: datagrams of sessions and pieces of streams, in the order in which they came, put together into one
 * transfer block whenever the host has room for one. Who does not fetch loses what comes last, as on any link.
 */
import { NtbPacker } from '../ntb/ntb-packer.ts'
import type { Datagram } from '../ntb/ntb-layout.ts'
import { ALIGNMENT, type DataSettings } from './data-settings.ts'

/** Bytes: some 50 ms of what such a bus carries. More would only delay what comes after. */
const MOST_WAITING = 1024 * 1024

export class Downlink {
  readonly #settings: DataSettings
  #waiting: Datagram[] = []
  #bytes = 0
  #sequence = 0

  constructor(settings: DataSettings) {
    this.#settings = settings
  }

  /** False when it is lost: there is no room, or no host could take it. */
  push(datagram: Datagram): boolean {
    const { length } = datagram.bytes
    if (this.#bytes + length > MOST_WAITING || length > this.#settings.maxDatagram || length === 0) {
      return false
    }
    this.#waiting.push(datagram)
    this.#bytes += length
    return true
  }

  /** A block of what waits, `length` bytes at most; nothing when nothing waits. */
  take(length: number): Uint8Array | undefined {
    const { format, inputSize, inputDatagrams } = this.#settings
    const packer = new NtbPacker({
      format,
      longest: Math.min(inputSize, length),
      most: inputDatagrams,
      alignment: ALIGNMENT,
    })
    let used = 0
    for (const datagram of this.#waiting) {
      // The first that fits into no transfer of this host is left out: nothing behind it shall wait for that.
      if (!packer.add(datagram) && !packer.isEmpty) break
      used++
      this.#bytes -= datagram.bytes.length
    }
    this.#waiting.splice(0, used)
    if (packer.isEmpty) return undefined
    const block = packer.finish(this.#sequence)
    this.#sequence = (this.#sequence + 1) & 0xffff
    return block
  }

  /** Forgets what waits for a session that is over. */
  forget(kind: Datagram['kind'], session: number): void {
    this.#waiting = this.#waiting.filter((one) => {
      const stays = one.kind !== kind || one.session !== session
      if (!stays) this.#bytes -= one.bytes.length
      return stays
    })
  }

  clear(): void {
    this.#waiting = []
    this.#bytes = 0
    this.#sequence = 0
  }
}
