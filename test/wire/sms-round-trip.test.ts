/** Every short message that can be written is read back as the very same, with and without its service centre. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decodePdu, decodeTpdu, encodePdu, encodeTpdu, tpduLength, type Tpdu } from '../../src/sms/index.ts'
import { mobileOriginated, mobileTerminated, serviceCentre } from '../support/short-message.ts'

/** What a report was carried in is known to whoever carried it. */
function reportOf(message: Tpdu): { report: 'ack' | 'error' } {
  return { report: 'failureCause' in message ? 'error' : 'ack' }
}

/** The sum of the fields bounds each of them; one longer than a TPDU has no octets. */
const fits = (message: Tpdu): boolean => {
  try {
    return encodeTpdu(message).length > 0
  } catch {
    return false
  }
}

test.each([
  ['mobile-terminated', mobileTerminated],
  ['mobile-originated', mobileOriginated],
] as const)('%s', (direction, messages) => {
  fc.assert(
    fc.property(messages, fc.option(serviceCentre, { nil: undefined }), (message, centre) => {
      fc.pre(fits(message))
      const tpdu = encodeTpdu(message)
      expect(tpdu.length).toBeLessThanOrEqual(164)
      expect(decodeTpdu(tpdu, direction, reportOf(message))).toEqual(message)
      const pdu = { ...(centre !== undefined && { serviceCentre: centre }), message }
      const octets = encodePdu(pdu)
      expect(decodePdu(octets, direction, reportOf(message))).toEqual(pdu)
      expect(tpduLength(octets)).toBe(tpdu.length)
    }),
    { numRuns: 1500 },
  )
})
