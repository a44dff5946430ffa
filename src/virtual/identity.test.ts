import { expect, test } from 'vitest'
import { deriveIdentity, hasValidCheckDigit, withCheckDigit } from './identity.ts'

test.each([
  // the examples of ISO/IEC 7812-1 and of 3GPP TS 23.003 annex B
  ['7992739871', '79927398713'],
  ['26053179311383', '260531793113837'],
])('%s with its check digit is %s', (number, whole) => {
  expect(withCheckDigit(number)).toBe(whole)
  expect(hasValidCheckDigit(whole)).toBe(true)
  expect(hasValidCheckDigit(`${whole.slice(0, -1)}${((Number(whole.at(-1)) + 1) % 10).toString()}`)).toBe(
    false,
  )
})

test('numbers are valid, of the right length, and begin as nobody’s do', () => {
  const { imei, iccid, imsi, telephoneNumber } = deriveIdentity(7, 3, '00101')
  expect(imei).toMatch(/^00\d{13}$/)
  expect(hasValidCheckDigit(imei)).toBe(true)
  expect(iccid).toMatch(/^8900101\d{12}$/)
  expect(hasValidCheckDigit(iccid)).toBe(true)
  expect(imsi).toMatch(/^00101\d{10}$/)
  expect(telephoneNumber).toMatch(/^\+999\d+$/)
  expect(deriveIdentity(7, 3, '999420').imsi).toMatch(/^999420\d{9}$/)
})

test('the same seed and index give the same, others give others', () => {
  expect(deriveIdentity(7, 3, '00101')).toEqual(deriveIdentity(7, 3, '00101'))
  const many = Array.from({ length: 1000 }, (_, index) => deriveIdentity(7, index, '00101'))
  expect(new Set(many.map(({ imei }) => imei)).size).toBe(1000)
  expect(new Set(many.map(({ iccid }) => iccid)).size).toBe(1000)
  expect(deriveIdentity(8, 3, '00101').imei).not.toBe(deriveIdentity(7, 3, '00101').imei)
})
