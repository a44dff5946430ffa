/**
 * TP-PID: what lies above the message (3GPP TS 23.040 9.2.3.9). Carried as its octet; this says what it means, and which of
 * them ask a receiver to treat the message unlike others.
 */

/** A plain message between two people. */
export const NO_PROTOCOL = 0x00
/** "Short message type 0": acknowledged and thrown away, never shown. */
export const SILENT = 0x40

/** 1–7 when a message replaces the stored one of the same type from the same sender and service centre, else nothing. */
export function replaceTypeOf(protocolIdentifier: number): number | undefined {
  return protocolIdentifier >= 0x41 && protocolIdentifier <= 0x47 ? protocolIdentifier - 0x40 : undefined
}

const DEVICES: Readonly<Record<number, string>> = {
  0x00: 'device implicit',
  0x01: 'telex',
  0x02: 'group 3 telefax',
  0x03: 'group 4 telefax',
  0x04: 'voice telephone',
  0x05: 'ERMES',
  0x06: 'national paging system',
  0x07: 'videotex',
  0x08: 'teletex, carrier unspecified',
  0x09: 'teletex, in PSPDN',
  0x0a: 'teletex, in CSPDN',
  0x0b: 'teletex, in analog PSTN',
  0x0c: 'teletex, in digital ISDN',
  0x0d: 'universal computer interface',
  0x10: 'message handling facility',
  0x11: 'X.400 message handling system',
  0x12: 'internet electronic mail',
  0x1f: 'mobile station',
}

const SERVICES: Readonly<Record<number, string>> = {
  [SILENT]: 'short message type 0',
  0x48: 'device triggering',
  0x5e: 'enhanced message service (obsolete)',
  0x5f: 'return call message',
  0x7c: 'ANSI-136 R-DATA',
  0x7d: 'equipment data download',
  0x7e: 'equipment depersonalization',
  0x7f: 'SIM data download',
}

export function describeProtocolIdentifier(protocolIdentifier: number): string {
  const low = protocolIdentifier & 0x1f
  const reserved = `reserved (0x${protocolIdentifier.toString(16).padStart(2, '0')})`
  if (protocolIdentifier < 0x20) return low === 0 ? 'no interworking' : `protocol ${low} between the two ends`
  if (protocolIdentifier < 0x40) {
    if (low >= 0x18 && low <= 0x1e) return `telematic interworking: specific to the service centre (${low})`
    return `telematic interworking: ${DEVICES[low] ?? reserved}`
  }
  if (protocolIdentifier < 0x80) {
    const replaced = replaceTypeOf(protocolIdentifier)
    return replaced === undefined
      ? (SERVICES[protocolIdentifier] ?? reserved)
      : `replace message type ${replaced}`
  }
  return protocolIdentifier < 0xc0
    ? reserved
    : `specific to the service centre (0x${protocolIdentifier.toString(16)})`
}
