/** Addresses of IPv4 and name servers (RFC 1332, RFC 1877): one end gives them, or is given them. */
import { addressBytes } from '../data-path/ip-address.ts'
import type { Judgement, Layer } from './automaton.ts'
import { isSameOctets, type Option } from './control-packet.ts'
import { PROTOCOL } from './protocol.ts'

const ADDRESS = 3
const PRIMARY_DNS = 129
const SECONDARY_DNS = 131

const NOTHING = Uint8Array.of(0, 0, 0, 0)

/** What the other is to have, and what this end has; nothing of it where the other is to say. */
export interface IpcpOptions {
  readonly own: string | undefined
  readonly peer: string | undefined
  /** For the other. */
  readonly dns: readonly string[]
  readonly up: (addresses: { readonly own: Uint8Array; readonly peer: Uint8Array }) => void
  readonly down: () => void
  readonly finished: () => void
}

export class Ipcp implements Layer {
  readonly protocol = PROTOCOL.ipcp
  readonly #options: IpcpOptions
  readonly #given: ReadonlyMap<number, Uint8Array>
  #own: Uint8Array
  #peer = NOTHING
  #asksAddress = true
  #mentioned = false

  constructor(options: IpcpOptions) {
    this.#options = options
    this.#own = options.own === undefined ? NOTHING : addressBytes(options.own)
    const [first, second] = options.dns
    const given = [
      [ADDRESS, options.peer],
      [PRIMARY_DNS, first],
      [SECONDARY_DNS, second],
    ] as const
    this.#given = new Map(
      given.flatMap(([type, address]) =>
        address === undefined ? [] : [[type, addressBytes(address)] as const],
      ),
    )
  }

  request(): readonly Option[] {
    return this.#asksAddress ? [{ type: ADDRESS, data: this.#own }] : []
  }

  judge(options: readonly Option[]): Judgement {
    const rejected = options.filter(({ type, data }) => data.length !== 4 || !this.#isKnown(type))
    if (rejected.length > 0) return { verdict: 'reject', options: rejected }
    const naked = options.flatMap(({ type, data }) => {
      const right = this.#given.get(type)
      return right === undefined || isSameOctets(right, data) ? [] : [{ type, data: right }]
    })
    const address = options.find(({ type }) => type === ADDRESS)
    const wanted = this.#given.get(ADDRESS)
    // Who says nothing of an address is told of it once (RFC 1661 §5.3), and may go on saying nothing.
    if (address === undefined && wanted !== undefined && !this.#mentioned) {
      this.#mentioned = true
      naked.push({ type: ADDRESS, data: wanted })
    }
    if (naked.length > 0) return { verdict: 'nak', options: naked }
    this.#peer = (address?.data ?? wanted ?? NOTHING).slice()
    return { verdict: 'ack' }
  }

  naked(options: readonly Option[]): void {
    const address = options.find(({ type, data }) => type === ADDRESS && data.length === 4)
    // An end that has an address of its own keeps it.
    if (address !== undefined && this.#options.own === undefined) this.#own = address.data.slice()
  }

  rejected(options: readonly Option[]): void {
    if (options.some(({ type }) => type === ADDRESS)) this.#asksAddress = false
  }

  up(): void {
    this.#options.up({ own: this.#own, peer: this.#peer })
  }

  down(): void {
    this.#options.down()
  }

  finished(): void {
    this.#options.finished()
  }

  /** An end that has nothing to give takes any address of the other, and knows no name servers. */
  #isKnown(type: number): boolean {
    return type === ADDRESS || this.#given.has(type)
  }
}
