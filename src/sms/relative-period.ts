/** The one octet of a relative validity period (3GPP TS 23.040 9.2.3.12.1): 5 minutes to 63 weeks in four gaits. */
import { Hours, Minutes, type Duration } from '../base/index.ts'
import { SmsError } from './error.ts'

const Days = (days: number): Duration => Hours(days * 24)

export function decodeRelativePeriod(octet: number): Duration {
  if (octet <= 143) return Minutes((octet + 1) * 5)
  if (octet <= 167) return Minutes(12 * 60 + (octet - 143) * 30)
  if (octet <= 196) return Days(octet - 166)
  return Days((octet - 192) * 7)
}

/** @throws SmsError unless `period` is one that the octet can say; `nextRelativePeriod` finds one */
export function encodeRelativePeriod(period: Duration, path: string): number {
  const octet = octetFor(period)
  if (octet === undefined || decodeRelativePeriod(octet) !== period) {
    throw new SmsError(path, `a relative validity period cannot be ${period} ms`)
  }
  return octet
}

/** The shortest period that can be said and is not shorter; the longest, 63 weeks, past that. */
export function nextRelativePeriod(period: Duration): Duration {
  return decodeRelativePeriod(octetFor(period) ?? 255)
}

function octetFor(period: Duration): number | undefined {
  let low = 0
  let high = 256
  while (low < high) {
    const middle = (low + high) >> 1
    if (decodeRelativePeriod(middle) >= period) high = middle
    else low = middle + 1
  }
  return low > 255 ? undefined : low
}
