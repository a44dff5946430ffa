/** Whatever a terminal sends, the modem goes on and answers the next line. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { serialRig } from '../../../test/support/serial-terminal.ts'
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

test('a terminal that never stops is not kept in mind', async () => {
  const { terminal } = await serialRig()
  for (let turn = 0; turn < 100; turn++) terminal.end.receive(new Uint8Array(10_000).fill(0x41))
  await stillThere(terminal)
})
