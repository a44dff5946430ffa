/** Short messages, as others and the network send and refuse them. */
import { splitData, splitText, SmsError, type MessagePart } from '../../sms/index.ts'
import { fromHex } from '../../base/index.ts'
import { command, impossible, type VirtualCommand } from './command.ts'
import { choice, flag, invalid, numeric, text } from './parameter.ts'

/** 3GPP TS 24.011 table 8.4: network out of order. */
const NETWORK_OUT_OF_ORDER = 38

/** TP-ST (TS 23.040 §9.2.3.15): received; not obtainable. */
const REPORTS = { delivered: 0x00, failed: 0x43, none: undefined } as const

export const messageCommands: readonly VirtualCommand[] = [
  command({
    name: 'sms',
    summary: 'somebody sends the subscriber a message',
    parameters: {
      text: text('what it says; a long one comes in parts', { positional: true }),
      from: text('the number or name of who sends it', { default: '+15550123' }),
      class: numeric('0 is shown at once and not stored', { min: 0, max: 3, whole: true, type: 'class' }),
      hex: flag('the text is data in hexadecimal'),
      reverse: flag('the last part comes first'),
      without: numeric('a part that never comes', { min: 1, max: 255, whole: true, type: 'part' }),
    },
    examples: [
      'sms "See you at noon"',
      'sms "Storm warning" --from WEATHER --class 0',
      'sms "A text of more than 160 characters" --reverse --without 1',
    ],
    run(modem, { text: content, from, class: messageClass, hex, reverse, without }) {
      const number = modem.inside.sim.card?.telephoneNumbers[0]
      if (number === undefined) throw impossible(`${modem.name} has no number that could be written to`)
      const { messages } = modem.carrier
      const reference = messages.nextReference()
      const all = partsOf(content, hex, {
        reference,
        ...(messageClass !== undefined && { messageClass: classOf(messageClass) }),
      })
      const parts = all.filter((_, index) => index + 1 !== without)
      const now = modem.inside.clock.now()
      for (const part of reverse ? parts.toReversed() : parts) messages.send(number, from, part, now)
      const count = parts.length === 1 ? 'a message' : `a message in ${parts.length} parts`
      return `${from} sent ${modem.name} ${count}`
    },
  }),
  command({
    name: 'sms-network',
    summary: 'how the network answers messages that are sent',
    parameters: {
      answer: choice(['accept', 'reject', 'silent'], 'what it does with them', { positional: true }),
      cause: numeric('why it rejects them (RP cause, 3GPP TS 24.011)', {
        default: NETWORK_OUT_OF_ORDER,
        min: 1,
        max: 127,
        whole: true,
        type: 'cause',
      }),
      report: choice(['delivered', 'failed', 'none'], 'what it reports of those to other networks', {
        default: 'delivered',
      }),
    },
    examples: ['sms-network reject --cause 21', 'sms-network silent', 'sms-network accept --report failed'],
    run(modem, { answer, cause, report }) {
      const { messages } = modem.carrier
      messages.answer = answer === 'reject' ? { type: 'reject', cause } : { type: answer }
      messages.outsideStatus = REPORTS[report]
      const words = {
        accept: 'accepts messages',
        reject: `rejects messages (RP cause ${cause})`,
        silent: 'never answers messages',
      }
      const reports = { delivered: 'as delivered', failed: 'as failed', none: 'not at all' }
      return `the network ${words[answer]} and reports on those to other networks ${reports[report]}`
    },
  }),
]

function classOf(value: number): 0 | 1 | 2 | 3 {
  return value as 0 | 1 | 2 | 3 // the parameter lets no other through
}

function partsOf(
  content: string,
  hex: boolean,
  options: Parameters<typeof splitText>[1],
): readonly MessagePart[] {
  try {
    return hex ? splitData(fromHex(content), options) : splitText(content, options)
  } catch (thrown) {
    if (thrown instanceof SmsError) throw invalid(`virtual sms: ${thrown.message}`)
    throw invalid(`virtual sms: ${JSON.stringify(content)} is not hexadecimal`)
  }
}
