/** Type of address: international numbers begin with a plus (3GPP TS 24.008 §10.5.4.7). */
export function typeOfNumber(number: string): number {
  return number.startsWith('+') ? 145 : 129
}
