import { expect, test } from 'vitest'
import {
  decodePdu,
  deliver,
  describeDeliveryStatus,
  encodePdu,
  formatAddress,
  instantToTimestamp,
  joinText,
  parseNumber,
  Reassembler,
  splitText,
  submit,
  tpduLength,
  type Deliver,
  type StatusReport,
} from './index.ts'

const text = 'Grüße, und zwar viele: '.repeat(12)

test('a text goes out in PDUs, through a service centre and back into a text', () => {
  const destination = parseNumber('+491701234567')
  const sent = splitText(text, { reference: 7 }).map((part) =>
    encodePdu({ message: submit({ destination, statusReport: true, ...part }) }),
  )
  expect(sent.map(tpduLength)).toEqual([153, 127])

  // What a service centre does with them: user data passes through as it is.
  const timestamp = instantToTimestamp(Date.UTC(2026, 0, 2, 3, 4, 5), 4)
  const received = sent.map((pdu) => {
    const { message } = decodePdu(pdu, 'mobile-originated')
    if (message.type !== 'submit') throw new Error(message.type)
    const { dataCoding, userData } = message
    const originator = parseNumber('+4915201234567')
    return encodePdu({
      serviceCentre: parseNumber('+491710760000'),
      message: deliver({ originator, timestamp, dataCoding, userData }),
    })
  })

  const reassembler = new Reassembler<Deliver>()
  const shown = received.reverse().flatMap((octets) => {
    const { message, serviceCentre } = decodePdu(octets, 'mobile-terminated')
    expect(serviceCentre && formatAddress(serviceCentre)).toBe('+491710760000')
    if (message.type !== 'deliver') return []
    const { state, parts } = reassembler.add(message, 0)
    return state === 'complete' ? [[formatAddress(message.originator), joinText(parts)]] : []
  })
  expect(shown).toEqual([['+4915201234567', text]])
})

test('and its status report says what became of it', () => {
  const time = instantToTimestamp(Date.UTC(2026, 0, 2, 3, 4, 5))
  const report: StatusReport = {
    type: 'status-report',
    moreMessages: false,
    loopPrevention: false,
    ofCommand: false,
    messageReference: 3,
    recipient: parseNumber('+491701234567'),
    timestamp: time,
    dischargeTime: time,
    status: 0x46,
  }
  const { message } = decodePdu(encodePdu({ message: report }), 'mobile-terminated')
  expect(message).toEqual(report)
  expect(message.type === 'status-report' && describeDeliveryStatus(message.status)).toEqual({
    outcome: 'failed',
    text: 'validity period expired',
  })
})
