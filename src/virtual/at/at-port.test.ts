/** The line discipline of ITU-T V.250 §5 and §6. */
import { expect, test } from 'vitest'
import { Milliseconds, Seconds } from '../../base/index.ts'
import { SerialTerminal, serialRig } from '../../../test/support/serial-terminal.ts'
import { LONGEST_LINE } from './command-reader.ts'

test('echoes until it is told not to, and answers in words or in numbers', async () => {
  const { terminal } = await serialRig()
  expect(await terminal.type('AT\r')).toBe('\r\nOK\r\n')
  expect(await terminal.type('ATE1\r')).toBe('\r\nOK\r\n')
  expect(await terminal.type('at\r')).toBe('at\r\r\nOK\r\n')
  expect(await terminal.type('ATV0E0\r')).toBe('ATV0E0\r0\r')
  expect(await terminal.type('AT+CGMM\r')).toBe('DT-VM1\r\n0\r')
  expect(await terminal.type('ATX9\r')).toBe('4\r')
  expect(await terminal.type('ATV1Q1\r')).toBe('')
  expect(await terminal.type('AT+CGMM\r')).toBe('\r\nDT-VM1\r\n')
  expect(await terminal.type('ATQ0\r')).toBe('\r\nOK\r\n')
})

test('does what comes before a mistake, and nothing behind it', async () => {
  const { terminal } = await serialRig()
  expect(await terminal.ask('ATS0=3X9S0=5')).toBe('ERROR')
  expect(await terminal.ask('ATS0?')).toBe('003 | OK')
  expect(await terminal.ask('AT+CMEE=1;+NONE;+CMEE=2')).toBe('ERROR')
  expect(await terminal.ask('AT+CMEE?')).toBe('+CMEE: 1 | OK')
})

test('A/ is the last line once more, without a terminator', async () => {
  const { terminal } = await serialRig()
  await terminal.ask('AT+CGMM')
  expect(await terminal.type('A/')).toBe('\r\nDT-VM1\r\n\r\nOK\r\n')
})

test('the characters that end, format and correct a line are registers', async () => {
  const { terminal } = await serialRig()
  expect(await terminal.ask('AT+CGMX\x08M')).toBe('DT-VM1 | OK')
  expect(await terminal.type('ATS3=33S4=35\r')).toBe('!#OK!#')
  expect(await terminal.type('AT!')).toBe('!#OK!#')
  expect(await terminal.type('AT&F!')).toBe('\r\nOK\r\n')
})

test('what stands before the prefix, and what controls the terminal, is passed over', async () => {
  const { terminal } = await serialRig()
  expect(await terminal.ask('~~\x00aAT\nE0')).toBe('OK')
  expect(await terminal.type('\r\n\r\n')).toBe('')
})

test('a line that is too long is one mistake, and the next one is read', async () => {
  const { terminal } = await serialRig()
  expect(await terminal.ask(`AT${'E0'.repeat(LONGEST_LINE)}`)).toBe('ERROR')
  expect(await terminal.ask('AT')).toBe('OK')
})

test('what is typed while a command is done is read afterwards', async () => {
  const { terminal } = await serialRig()
  expect(await terminal.type('AT+CGMM\rAT+CMEE?\r')).toBe(
    '\r\nDT-VM1\r\n\r\nOK\r\n\r\n+CMEE: 0\r\n\r\nOK\r\n',
  )
})

test('a character gives up a search for networks, and nothing else', async () => {
  const { clock, terminal } = await serialRig({ timing: { scan: Seconds(45), simStart: Milliseconds(0) } })
  await clock.advance(Seconds(1))
  expect(await terminal.type('AT+COPS=?\r')).toBe('')
  expect(await terminal.type('\n')).toBe('')
  expect(await terminal.type(' ')).toBe('\r\nERROR\r\n')
  expect(await terminal.type('AT+COPS=?\r')).toBe('')
  await clock.advance(Seconds(45))
  expect(terminal.heard()).toContain('(2,"Dialtone Mobile","Dialtone","00101",7)')
})

test('the settings are those of the factory, those that were stored, or those that were made', async () => {
  const { terminal } = await serialRig()
  await terminal.ask('AT&C0&D1X3S12=20+CREG=2;&W')
  expect(await terminal.ask('AT&F&V')).toContain('E1 Q0 V1 X4 &C1 &D2')
  expect(await terminal.ask('ATZ&V')).toContain('E0 Q0 V1 X3 &C0 &D1 | S00:000')
  expect(await terminal.ask('AT+CREG?S12?')).toMatch(/^ERROR$/)
  expect(await terminal.ask('AT+CREG?;S12?')).toMatch(/^\+CREG: 2,1,"1A01","[0-9A-F]{8}",7 \| 020 \| OK$/)
})

test('the carrier is shown while there is a call, or always', async () => {
  const { terminal } = await serialRig()
  expect(terminal.signals).toEqual({ carrier: false, ring: false, ready: true })
  await terminal.ask('AT&C0')
  expect(terminal.signals?.carrier).toBe(true)
})

test('errors are words of V.250, numbers, or words of 3GPP', async () => {
  const { terminal, modem } = await serialRig()
  modem.removeSim()
  expect(await terminal.ask('AT+CIMI')).toBe('ERROR')
  expect(await terminal.ask('AT+CMEE=1;+CIMI')).toBe('+CME ERROR: 10')
  expect(await terminal.ask('AT+CMEE=2;+CIMI')).toBe('+CME ERROR: SIM not inserted')
  expect(await terminal.ask('AT+CMGR=1')).toBe('+CMS ERROR: (U)SIM not inserted')
  expect(await terminal.ask('AT+CMEE=0;+CMGR=1')).toBe('+CMS ERROR: 310')
})

test('what the modem says by itself comes between lines, not within them', async () => {
  const { terminal, modem } = await serialRig()
  await terminal.ask('AT+CREG=1')
  modem.roam('nowhere')
  modem.goHome()
  expect(await terminal.type('')).toContain('\r\n+CREG: 1\r\n')
  await terminal.type('AT+CG')
  modem.roam('nowhere')
  expect(terminal.heard()).toBe('')
  expect(await terminal.type('MM\r')).toMatch(/^\r\nDT-VM1\r\n\r\nOK\r\n\r\n\+CREG: [02]\r\n/)
})

test('each port has settings of its own and all have one modem', async () => {
  const { terminal, modem, clock } = await serialRig()
  const other = new SerialTerminal(modem, clock)
  expect(await other.type('AT+CMEE=2\r')).toBe('AT+CMEE=2\r\r\nOK\r\n')
  expect(await terminal.ask('AT+CMEE?')).toBe('+CMEE: 0 | OK')
  await other.ask('ATE0+CFUN=4')
  expect(await terminal.ask('AT+CFUN?')).toBe('+CFUN: 4 | OK')
})

test('wedged, it hears and says nothing until a terminal opens it anew, or until it is restarted', async () => {
  const { terminal, modem, clock } = await serialRig()
  modem.wedge()
  expect(await terminal.type('AT\r')).toBe('')
  terminal.end.terminalReady(false)
  terminal.end.terminalReady(true)
  expect(await terminal.type('AT\r')).toBe('\r\nOK\r\n')
  modem.wedge('until-restart')
  terminal.end.terminalReady(true)
  expect(await terminal.type('AT\r')).toBe('')
  modem.restart()
  await clock.advance(Milliseconds(1))
  expect(await new SerialTerminal(modem, clock).type('AT\r')).toContain('OK')
})

test('pulled out, it says nothing and hears nothing; put in again, it is as it was stored', async () => {
  const { terminal, modem, clock } = await serialRig()
  await terminal.ask('AT&W')
  modem.unplug()
  expect(await terminal.type('AT\r')).toBe('')
  expect(() => modem.connectSerial({ send: () => undefined, signals: () => undefined })).toThrow(
    expect.objectContaining({ code: 'unplugged' }),
  )
  modem.plug()
  expect(await new SerialTerminal(modem, clock).type('AT\r')).toBe('\r\nOK\r\n')
})
