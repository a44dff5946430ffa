/** The period that the octet of a relative validity means (3GPP TS 23.040 §9.2.3.12.1), as +CSMP takes it. */
import { Hours, Minutes, type Duration } from '../../base/index.ts'

export function relativePeriodOf(octet: number): Duration {
  if (octet <= 143) return Minutes((octet + 1) * 5)
  if (octet <= 167) return Minutes(12 * 60 + (octet - 143) * 30)
  const days = octet <= 196 ? octet - 166 : (octet - 192) * 7
  return Hours(days * 24)
}
