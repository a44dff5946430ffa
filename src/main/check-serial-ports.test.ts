import { expect, test } from 'vitest'
import { checkSerialPorts } from './check-serial-ports.ts'

test.each([
  [['/tmp/a']],
  [['/tmp/a,/tmp/b', '/tmp/c']],
  [['abstract:at0,abstract:at1', 'usb']],
  [['usb', 'usb']],
])('%j are places of serial ports', (at) => {
  expect(() => checkSerialPorts(at)).not.toThrow()
})

test.each([
  [[''], '--at: each port has to be a path, or abstract:NAME'],
  [['/tmp/a,'], '--at: each port has to be a path, or abstract:NAME'],
  [['abstract:'], '--at: each port has to be a path, or abstract:NAME'],
  [['usb,/tmp/a'], '--at: a modem has its ports on USB or elsewhere: write --at usb by itself'],
  [['/tmp/a,/tmp/a'], '--at: /tmp/a is given twice'],
  [['/tmp/a', '/tmp/b,/tmp/a'], '--at: /tmp/a is given twice'],
])('%j are not', (at, message) => {
  expect(() => checkSerialPorts(at)).toThrow(message)
})
