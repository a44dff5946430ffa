/**
 * What a USB modem says of itself in its functional descriptors (MBIM 1.0 §6.4, §6.5): how large its control messages may
 * be and how many commands it takes at once. Read from the `descriptors` file that sysfs keeps of every USB device.
 */
export interface MbimDescriptor {
  /** wMaxControlMessage, in bytes. */
  readonly maxControlMessage: number
  /** bMaxOutstandingCommandMessages; absent without the extended descriptor. */
  readonly maxOutstanding?: number
}

const INTERFACE = 0x04
const CS_INTERFACE = 0x24
const MBIM_FUNCTIONAL = 0x1b
const MBIM_EXTENDED_FUNCTIONAL = 0x1c

/**
 * The descriptor of the function whose control interface has this number; nothing when there is none. Descriptors stand
 * back to back, each with its length and type first.
 */
export function readMbimDescriptor(bytes: Uint8Array, interfaceNumber: number): MbimDescriptor | undefined {
  let within = false
  let found: MbimDescriptor | undefined
  for (let at = 0; at + 2 <= bytes.length;) {
    const length = bytes[at] ?? 0
    if (length < 2 || at + length > bytes.length) break // a malformed descriptor: what is behind it cannot be found
    const descriptor = bytes.subarray(at, at + length)
    at += length
    const [, type, third = 0] = descriptor
    if (type === INTERFACE) within = third === interfaceNumber
    if (!within || type !== CS_INTERFACE) continue
    if (third === MBIM_FUNCTIONAL && length >= 7) {
      const maxControlMessage = (descriptor[5] ?? 0) | ((descriptor[6] ?? 0) << 8)
      if (maxControlMessage >= 64) found = { ...found, maxControlMessage }
    }
    const outstanding = descriptor[5] ?? 0
    if (third === MBIM_EXTENDED_FUNCTIONAL && outstanding > 0 && found !== undefined) {
      found = { ...found, maxOutstanding: outstanding }
    }
  }
  return found
}
