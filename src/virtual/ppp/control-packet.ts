/** Packets of the control protocols: a code, a number, a length and what it is about (RFC 1661 §5, §6). */

export interface ControlPacket {
  readonly code: number
  readonly identifier: number
  readonly data: Uint8Array
}

export interface Option {
  readonly type: number
  readonly data: Uint8Array
}

/** RFC 1661 §5: those that the automaton knows. */
export const CODE = {
  configureRequest: 1,
  configureAck: 2,
  configureNak: 3,
  configureReject: 4,
  terminateRequest: 5,
  terminateAck: 6,
  codeReject: 7,
  protocolReject: 8,
  echoRequest: 9,
  echoReply: 10,
  discardRequest: 11,
} as const

const HEADER = 4

/** Nothing for what is no packet; what lies behind it is padding. */
export function readControlPacket(octets: Uint8Array): ControlPacket | undefined {
  const [code, identifier, high, low] = octets
  if (code === undefined || identifier === undefined || high === undefined || low === undefined) {
    return undefined
  }
  const length = (high << 8) | low
  if (length < HEADER || length > octets.length) return undefined
  return { code, identifier, data: octets.subarray(HEADER, length) }
}

export function writeControlPacket({ code, identifier, data }: ControlPacket): Uint8Array {
  const octets = new Uint8Array(HEADER + data.length)
  const length = octets.length
  octets.set([code, identifier, length >> 8, length & 0xff])
  octets.set(data, HEADER)
  return octets
}

/** Nothing where one of them does not fit. */
export function readOptions(data: Uint8Array): readonly Option[] | undefined {
  const options: Option[] = []
  for (let at = 0; at < data.length;) {
    const type = data[at]
    const length = data[at + 1]
    if (type === undefined || length === undefined || length < 2 || at + length > data.length) {
      return undefined
    }
    options.push({ type, data: data.subarray(at + 2, at + length) })
    at += length
  }
  return options
}

export function writeOptions(options: readonly Option[]): Uint8Array {
  return Uint8Array.from(options.flatMap(({ type, data }) => [type, data.length + 2, ...data]))
}

export function option(type: number, ...data: readonly number[]): Option {
  return { type, data: Uint8Array.from(data) }
}

export function isSameOctets(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((octet, at) => octet === other[at])
}
