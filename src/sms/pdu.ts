/**
 * The PDU of AT commands and MBIM: the service centre's address, then the TPDU (3GPP TS 27.005 3.1 `<pdu>`; MBIM 1.0
 * MBIM_SMS_PDU_READ_RECORD, MBIM_SMS_SEND_PDU).
 */
import type { NumberAddress } from './address.ts'
import { SmsError } from './error.ts'
import { OctetReader } from './octet-reader.ts'
import { readServiceCentre, serviceCentreOctets } from './service-centre.ts'
import { decodeTpdu, encodeTpdu, type Direction, type Tpdu, type TpduOf, type TpduOptions } from './tpdu.ts'

export interface Pdu<M extends Tpdu = Tpdu> {
  /** Absent: the modem uses the one it is configured with. */
  readonly serviceCentre?: NumberAddress
  readonly message: M
}

export function decodePdu<D extends Direction>(
  octets: Uint8Array,
  direction: D,
  options: TpduOptions = {},
): Pdu<TpduOf<D>> {
  const reader = new OctetReader(octets)
  const serviceCentre = readServiceCentre(reader, 'serviceCentre')
  const message = decodeTpdu(octets, direction, options, reader.offset)
  return { ...(serviceCentre !== undefined && { serviceCentre }), message }
}

export function encodePdu(pdu: Pdu): Uint8Array {
  const serviceCentre = serviceCentreOctets(pdu.serviceCentre, 'serviceCentre')
  const tpdu = encodeTpdu(pdu.message)
  return Uint8Array.from([...serviceCentre, ...tpdu])
}

/** The octets of a PDU without the service centre's address: what AT+CMGS and AT+CMGW ask for. */
export function tpduLength(pdu: Uint8Array): number {
  const length = pdu.length - 1 - (pdu[0] ?? 0)
  if (pdu.length === 0 || length < 0) {
    throw new SmsError('serviceCentre', 'the PDU ends within it', { offset: pdu.length })
  }
  return length
}
