/** The half of an address of IPv6 that each end has on the link (RFC 5072 §4.1); the other half comes from the router. */
import type { Judgement, Layer } from './automaton.ts'
import { isSameOctets, type Option } from './control-packet.ts'
import { PROTOCOL } from './protocol.ts'

const INTERFACE_IDENTIFIER = 1
const LENGTH = 8

export interface Ipv6cpOptions {
  readonly own: Uint8Array
  /** What the other gets when it has none of its own, or the same. */
  readonly peer: Uint8Array
  readonly up: () => void
  readonly down: () => void
  readonly finished: () => void
}

export class Ipv6cp implements Layer {
  readonly protocol = PROTOCOL.ipv6cp
  readonly #options: Ipv6cpOptions
  #own: Uint8Array

  constructor(options: Ipv6cpOptions) {
    this.#options = options
    this.#own = options.own
  }

  request(): readonly Option[] {
    return [{ type: INTERFACE_IDENTIFIER, data: this.#own }]
  }

  judge(options: readonly Option[]): Judgement {
    const rejected = options.filter(
      ({ type, data }) => type !== INTERFACE_IDENTIFIER || data.length !== LENGTH,
    )
    if (rejected.length > 0) return { verdict: 'reject', options: rejected }
    const identifier = options[0]?.data
    const isUsable =
      identifier !== undefined &&
      identifier.some((octet) => octet !== 0) &&
      !isSameOctets(identifier, this.#own)
    if (isUsable) return { verdict: 'ack' }
    return { verdict: 'nak', options: [{ type: INTERFACE_IDENTIFIER, data: this.#options.peer }] }
  }

  naked(options: readonly Option[]): void {
    const other = options.find(({ type, data }) => type === INTERFACE_IDENTIFIER && data.length === LENGTH)
    if (other !== undefined) this.#own = other.data.slice()
  }

  /** Without it there is no IPv6: the other asks for nothing else either. */
  rejected(): void {
    return
  }

  up(): void {
    this.#options.up()
  }

  down(): void {
    this.#options.down()
  }

  finished(): void {
    this.#options.finished()
  }
}
