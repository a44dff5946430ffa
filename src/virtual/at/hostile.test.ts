/** Whatever a terminal sends, the modem goes on and answers the next line. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { lines, serialRig } from '../../../test/support/serial-terminal.ts'
import { Seconds } from '../../base/index.ts'
import { splitText } from '../../sms/index.ts'
import { NEW_CONTEXT } from '../modem/stored-contexts.ts'
import { commandNames } from './command-table.ts'

const runs = { numRuns: 300 }

/** As a terminal that goes back to a known state does: gives up a message, ends a line, and asks. */
async function stillThere(terminal: Awaited<ReturnType<typeof serialRig>>['terminal']): Promise<void> {
  await terminal.type('\x1b')
  await terminal.type('AT\r')
  await terminal.type('\r')
  expect(await terminal.type('AT&FE0\r')).toMatch(/OK|^0/)
  expect(await terminal.type('AT\r')).toBe('\r\nOK\r\n')
}

test('octets at random', async () => {
  const { terminal } = await serialRig()
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), async (octets) => {
      await terminal.type(String.fromCharCode(...octets))
      await stillThere(terminal)
    }),
    runs,
  )
})

test('lines that are nearly commands', async () => {
  const { terminal } = await serialRig()
  const value = fc.oneof(
    fc.integer({ min: -5, max: 70_000 }).map(String),
    fc.string({ maxLength: 30 }).map((text) => `"${text}"`),
    fc.constantFrom('', '"', '"IP"', '"SC"', '"\\', ';', '\u0000', '\u001a'),
  )
  const line = fc
    .tuple(
      // What takes the modem away for a while, or leads to data, is no mistake of the line.
      fc.constantFrom(...commandNames().filter((name) => !['AT+CFUN', 'AT+CGDATA', 'ATD'].includes(name))),
      fc.constantFrom('', '?', '=?', '='),
      fc.array(value, { maxLength: 6 }),
    )
    .map(([name, form, values]) => `${name}${form}${form === '=' ? values.join(',') : ''}\r`)
  await fc.assert(
    fc.asyncProperty(line, async (text) => {
      await terminal.type(text)
      await stillThere(terminal)
    }),
    runs,
  )
})

test.each([
  ['internet"\r\nNO CARRIER\r\n', '"internet\\22\\0D\\0ANO CARRIER\\0D\\0A"'],
  ['a\\22', '"a\\5C22"'],
  // Of which the lowest eight bits would be a line feed and a quotation mark.
  ['a\u010a\u0122', '"a??"'],
])('an access point %j is one string in one line', async (accessString, shown) => {
  const { terminal, modem } = await serialRig()
  modem.inside.storedContexts.write(1, { ...NEW_CONTEXT, contextType: 'internet', accessString })
  expect((await terminal.ask('AT+CGDCONT?')).split(' | ')[0]).toBe(`+CGDCONT: 1,"IPV4V6",${shown},"",0,0`)
})

test.each(['IRA', 'GSM'])('who sends a message is one string in one line (%s)', async (set) => {
  const { terminal, modem, clock } = await serialRig()
  await terminal.type(`AT+CSCS="${set}";+CMGF=1;+CNMI=2,2\r`)
  const [number = ''] = modem.inside.sim.card?.telephoneNumbers ?? []
  for (const part of splitText('Good day', { reference: 1 })) {
    modem.carrier.messages.send(number, 'A"\r\nOK', part, clock.now())
  }
  await clock.advance(Seconds(1))
  expect(lines(terminal.heard())).toMatch(/^\+CMT: "A\\22\\0D\\0AOK",,"[^"]*" \| Good day$/)
})

test('a terminal that never stops is not kept in mind', async () => {
  const { terminal } = await serialRig()
  for (let turn = 0; turn < 100; turn++) terminal.end.receive(new Uint8Array(10_000).fill(0x41))
  await stillThere(terminal)
})
