/** Files of the card, as +CRSM reads them: 3GPP TS 31.102 §4.2, ETSI TS 102 221 §13.2. Those that hosts ask for. */
import { textToSeptets } from '../../sms/index.ts'
import type { Card } from '../modem/card.ts'

/** By the identifier of the file; nothing for one that the card does not have. */
export function cardFile(card: Card, identifier: number): Uint8Array | undefined {
  return FILES[identifier]?.(card)
}

const FILES: Readonly<Record<number, (card: Card) => Uint8Array>> = {
  // EF-ICCID
  0x2fe2: ({ iccid }) => swappedDigits(iccid.padEnd(20, 'F')),
  // EF-IMSI: its length, then an odd number of digits behind the mark of that.
  0x6f07: ({ imsi }) => Uint8Array.of(8, ...swappedDigits(`9${imsi}`)),
  // EF-AD: normal operation; how many digits of the IMSI are the code of the network.
  0x6fad: ({ home }) => Uint8Array.of(0, 0, 0, home.plmn.length - 3),
  // EF-SPN: shown where the network is its own, in the default alphabet, a septet an octet.
  0x6f46: ({ home }) => padded([1, ...textToSeptets(home.name)], 17),
}

function padded(octets: readonly number[], length: number): Uint8Array {
  const file = new Uint8Array(length).fill(0xff)
  file.set(octets.slice(0, length))
  return file
}

/** Two digits an octet, the first in the low half. */
function swappedDigits(digits: string): Uint8Array {
  return Uint8Array.from({ length: digits.length / 2 }, (_, at) =>
    Number.parseInt(`${digits[2 * at + 1] ?? 'F'}${digits[2 * at] ?? 'F'}`, 16),
  )
}
