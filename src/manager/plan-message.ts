/** What is to be sent, made ready part by part, before anybody is asked: what cannot be sent is refused here. */
import { DialtoneError, fromHex, Seconds, toHex } from '../base/index.ts'
import type { MessageOperation, ModemMachine, OutgoingPart } from '../core/index.ts'
import type { CdmaMessageInput, SendMessageInput } from '../api/index.ts'
import {
  cdmaEncoding,
  cdmaTextData,
  decodePdu,
  encodePdu,
  formatAddress,
  parseNumber,
  relativeValidity,
  SmsError,
  splitText,
  submit,
} from '../sms/index.ts'

type Plan = Extract<MessageOperation, { kind: 'send-message' }>

/** mbnapi, SmsSendCdma: an address has at most 15 digits. */
const LONGEST_CDMA_ADDRESS = 15
/** 3GPP2 C.R1001 table 9.2-1: the language is not known. */
const UNKNOWN_LANGUAGE = 0

/**
 * @param reference tells long messages of this modem apart
 * @throws DialtoneError `invalid_argument`, `invalid_sms`, `not_supported`
 */
export function planMessage(input: SendMessageInput, modem: ModemMachine, reference: number): Plan {
  const { text, pdu, cdma } = input
  if ([text, pdu, cdma].filter((one) => one !== undefined).length !== 1) {
    throw new DialtoneError('invalid_argument', 'either a text, a PDU or a CDMA message has to be given')
  }
  const isCdma = hasOnlyCdma(modem)
  if (pdu !== undefined) return isCdma ? planCdmaPdu(pdu) : planPdu(pdu)
  if (cdma !== undefined) {
    if (!isCdma) throw new DialtoneError('not_supported', `${modem.identity.name} is no CDMA modem`)
    return planCdma(cdma)
  }
  return isCdma ? planCdmaText(input, modem) : planText(input, text ?? '', reference)
}

function planText(input: SendMessageInput, text: string, reference: number): Plan {
  const destination = numberOf(input.to)
  const { class: messageClass, report = false, validity } = input
  const shape = messageClass === undefined ? {} : { messageClass }
  const parts = splitText(text, { reference, ...shape }).map((part) =>
    encodePdu({
      message: submit({
        destination,
        statusReport: report,
        ...(validity !== undefined && { validity: relativeValidity(Seconds(validity)) }),
        ...part,
      }),
    }),
  )
  return {
    kind: 'send-message',
    parts: parts.map((octets) => ({ format: 'pdu', octets: toHex(octets) })),
    number: formatAddress(destination),
    statusReport: report,
  }
}

function planPdu(pdu: string): Plan {
  const octets = octetsOf(pdu)
  const { message } = decodePdu(octets, 'mobile-originated')
  if (message.type !== 'submit') {
    throw new SmsError('type', `${message.type} is no message to be sent (SMS-SUBMIT)`)
  }
  return {
    kind: 'send-message',
    parts: [{ format: 'pdu', octets: toHex(octets) }],
    number: formatAddress(message.destination),
    statusReport: message.statusReport,
  }
}

function planCdmaText({ to, text = '' }: SendMessageInput, { messageStore }: ModemMachine): Plan {
  const { encoding, characters, octets } = cdmaTextData(
    text,
    undefined,
    messageStore?.cdmaLength || undefined,
  )
  return planCdma({
    address: formatAddress(numberOf(to)),
    encoding: cdmaEncoding.encode(encoding, 'encoding', 31),
    language: UNKNOWN_LANGUAGE,
    characters,
    octets: toHex(octets),
  })
}

function planCdma(cdma: CdmaMessageInput): Plan {
  const address = formatAddress(numberOf(cdma.address))
  if (address.replace(/\D/g, '').length > LONGEST_CDMA_ADDRESS) {
    throw new DialtoneError('invalid_argument', `a number has at most ${LONGEST_CDMA_ADDRESS} digits here`)
  }
  const part: OutgoingPart = { format: 'cdma', ...cdma, address, octets: toHex(octetsOf(cdma.octets)) }
  return { kind: 'send-message', parts: [part], number: address, statusReport: false }
}

/** The binary message of 3GPP2 C.S0015: its own place to say what is wrong with it is the modem. */
function planCdmaPdu(pdu: string): Plan {
  const octets = octetsOf(pdu)
  return {
    kind: 'send-message',
    parts: [{ format: 'pdu', octets: toHex(octets) }],
    number: '',
    statusReport: false,
  }
}

function hasOnlyCdma({ capabilities }: ModemMachine): boolean {
  const { cellularClasses = [] } = capabilities ?? {}
  return cellularClasses.includes('cdma') && !cellularClasses.includes('gsm')
}

function numberOf(to: string | undefined): ReturnType<typeof parseNumber> {
  if (to === undefined) throw new DialtoneError('invalid_argument', 'a number to send it to has to be given')
  try {
    return parseNumber(to)
  } catch {
    throw new DialtoneError('invalid_argument', 'what it is to be sent to is no telephone number')
  }
}

function octetsOf(hex: string): Uint8Array {
  try {
    return fromHex(hex)
  } catch {
    throw new DialtoneError('invalid_argument', 'a message in octets is given in hexadecimal')
  }
}
