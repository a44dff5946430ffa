/** What follows `ATD`: a packet service code (3GPP TS 27.007 §10.2.1) or a number (ITU-T V.250 §6.3.1). */

export type Dialled =
  /** `*99***cid#`; without a cid the first context. */
  | { readonly kind: 'packet'; readonly cid: number }
  | { readonly kind: 'number'; readonly number: string; readonly voice: boolean }

/** `*99[*address][*L2P][*cid]#`: the only layer 2 protocol is PPP, by its name or as 1. */
const PACKET = /^\*(?:99|98)(?:\*[^*#]*)?(?:\*(?:PPP|1)?)?(?:\*([0-9]{1,3}))?#$/i

const FIRST = 1
const LONGEST = 40

/** Nothing where it is neither. */
export function readDialString(text: string): Dialled | undefined {
  // How to dial (tone, pulse, wait, pause, flash) means nothing without a telephone line.
  const plain = text.replace(/[\s().\-TPW,!@]/gi, '').replace(/^L$/i, '')
  const packet = PACKET.exec(text.replace(/^\s*[TP]/i, '').trim())
  if (packet !== null) return { kind: 'packet', cid: packet[1] === undefined ? FIRST : Number(packet[1]) }
  const match = /^(\+?[0-9*#]+)[IG]*(;?)$/i.exec(plain)
  const number = match?.[1]
  if (number === undefined || number.length > LONGEST) return undefined
  return { kind: 'number', number, voice: match?.[2] === ';' }
}
