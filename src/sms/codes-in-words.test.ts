import { describe, expect, test } from 'vitest'
import { describeDeliveryStatus } from './delivery-status.ts'
import { describeFailureCause } from './failure-cause.ts'
import { describeProtocolIdentifier, replaceTypeOf } from './protocol-identifier.ts'

test.each([
  [0x00, 'completed', 'received by the recipient'],
  [0x01, 'completed', 'forwarded to the recipient, delivery not confirmed'],
  [0x03, 'completed', 'reserved (0x03)'],
  [0x10, 'completed', 'specific to the service centre (0x10)'],
  [0x20, 'trying', 'congestion'],
  [0x25, 'trying', 'error in the recipient'],
  [0x26, 'trying', 'reserved (0x26)'],
  [0x3f, 'trying', 'specific to the service centre (0x3f)'],
  [0x46, 'failed', 'validity period expired'],
  [0x49, 'failed', 'the message does not exist'],
  [0x4a, 'failed', 'reserved (0x4a)'],
  [0x62, 'abandoned', 'no response from the recipient'],
  [0x7f, 'abandoned', 'specific to the service centre (0x7f)'],
  [0x80, 'abandoned', 'service rejected, reserved (0x80)'],
  [0xff, 'abandoned', 'service rejected, reserved (0xff)'],
])('status 0x%s: %s, %s', (status, outcome, text) => {
  expect(describeDeliveryStatus(status)).toEqual({ outcome, text })
})

test.each([
  [0x00, 'reserved (0x00)'],
  [0x81, 'short message type 0 not supported'],
  [0xc6, 'format of the validity period not supported'],
  [0xd3, 'memory capacity exceeded'],
  [0xd6, 'reserved (0xd6)'],
  [0xe0, 'specific to the application (0xe0)'],
  [0xfe, 'specific to the application (0xfe)'],
  [0xff, 'unspecified error'],
])('failure cause %i: %s', (cause, text) => {
  expect(describeFailureCause(cause)).toBe(text)
})

describe('protocol identifier', () => {
  test.each([
    [0x00, 'no interworking'],
    [0x05, 'protocol 5 between the two ends'],
    [0x22, 'telematic interworking: group 3 telefax'],
    [0x32, 'telematic interworking: internet electronic mail'],
    [0x33, 'telematic interworking: reserved (0x33)'],
    [0x38, 'telematic interworking: specific to the service centre (24)'],
    [0x3f, 'telematic interworking: mobile station'],
    [0x40, 'short message type 0'],
    [0x47, 'replace message type 7'],
    [0x49, 'reserved (0x49)'],
    [0x7f, 'SIM data download'],
    [0x80, 'reserved (0x80)'],
    [0xc0, 'specific to the service centre (0xc0)'],
  ])('%i: %s', (octet, text) => {
    expect(describeProtocolIdentifier(octet)).toBe(text)
  })

  test('only 0x41 to 0x47 replace', () => {
    const types = [0x3f, 0x40, 0x41, 0x47, 0x48].map(replaceTypeOf)
    expect(types).toEqual([undefined, undefined, 1, 7, undefined])
  })
})

test('every octet has words', () => {
  for (let octet = 0; octet < 256; octet++) {
    expect(describeDeliveryStatus(octet).text).not.toBe('')
    expect(describeFailureCause(octet)).not.toBe('')
    expect(describeProtocolIdentifier(octet)).not.toBe('')
  }
})
