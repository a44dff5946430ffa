/** 8-bit data as the coding and user data of one message, or of several that belong together. */
import { dataCoding } from './data-coding.ts'
import { checkParts, partHeader, roomBehind } from './part-header.ts'
import type { MessagePart, SplitOptions } from './split-text.ts'

/**
 * In order, at least one.
 * @throws SmsError when 255 parts do not hold the data
 */
export function splitData(data: Uint8Array, options: SplitOptions): MessagePart[] {
  const fits = data.length <= roomBehind(partHeader(1, 1, options), 'octet')
  const room = fits ? data.length : roomBehind(partHeader(1, 2, options), 'octet')
  const total = fits ? 1 : Math.ceil(data.length / room)
  checkParts('data', total)
  return Array.from({ length: total }, (_, index) => {
    const header = partHeader(index + 1, total, options)
    const octets = data.slice(index * room, (index + 1) * room)
    return {
      dataCoding: dataCoding('octets', options.messageClass),
      userData: header.length === 0 ? { octets } : { header, octets },
    }
  })
}
