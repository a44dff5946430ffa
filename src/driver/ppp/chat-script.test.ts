import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { SerialLineSettings } from '../../core/index.ts'
import { answerScript, CHAT_ABORTS, dialScript, sent } from './chat-script.ts'

const line: SerialLineSettings = {
  kind: 'serial',
  device: '/dev/ttyUSB0',
  speed: 115_200,
  flowControl: 'hardware',
  number: '*99#',
  init: [],
}
const aborts = CHAT_ABORTS.map(([words]) => `ABORT '${words}'\n`).join('')

test('a call is a reset, what the operator wants sent, the context and the number', () => {
  expect(dialScript({ ...line, init: ['AT+CFUN=1', 'ATX3'], apn: 'internet.example' })).toBe(
    `TIMEOUT 10
'' 'ATZ'
OK 'ATE0V1Q0'
${aborts}OK 'AT+CFUN=1'
OK 'ATX3'
OK 'AT+CGDCONT=1,\\042IP\\042,\\042internet.example\\042'
OK 'ATD*99#'
TIMEOUT 75
CONNECT \\c
`,
  )
})

test('a call from outside is waited for and taken by hand', () => {
  expect(answerScript(line)).toBe(
    `TIMEOUT 10
'' 'ATZ'
OK 'ATE0V1Q0'
${aborts}OK 'ATS0=0'
OK \\c
TIMEOUT 1814400
RING 'ATA'
TIMEOUT 60
CONNECT \\c
`,
  )
})

test.each(['@/etc/shadow', 'ATD1\rATD2', 'ATD1\n', 'AT\0', 'ATDé', 'EOT', ''])(
  '%j is never sent',
  (command) => {
    expect(() => sent(command)).toThrow('an AT command')
  },
)

/** chat(8), ESCAPE SEQUENCES, as far as a word of ours has any: three octal digits for a character. */
const asChatReads = (word: string): string =>
  word
    .slice(1, -1)
    .replaceAll(/\\([0-7]{3})/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 8)))

test('whatever a command holds, it is one word, and what is sent is the command', () => {
  const printable = fc.string({
    unit: fc.integer({ min: 32, max: 126 }).map((code) => String.fromCharCode(code)),
  })
  fc.assert(
    fc.property(printable, (rest) => {
      const word = sent(`AT${rest}`)
      // No blank, quote, caret, dollar or backslash but that of an octal number.
      expect(word).toMatch(/^'(?:[A-Za-z0-9*#+,=&.;:/-]|\\[0-7]{3})*'$/)
      expect(asChatReads(word)).toBe(`AT${rest}`)
    }),
  )
})
