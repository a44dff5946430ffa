/** What `virtual serve --at` is given: where the serial ports of each modem are. Pure. */
import { DialtoneError } from '../base/index.ts'
import { ABSTRACT } from './serve-serial-port.ts'

/** The place of a modem whose serial ports are on USB. */
export const USB = 'usb'

/** @throws DialtoneError `invalid_argument` for what is no place of a port, or that of another one */
export function checkSerialPorts(at: readonly string[]): void {
  const ports = at.filter((places) => places !== USB).flatMap((places) => places.split(','))
  for (const [index, port] of ports.entries()) {
    if (port === '' || port === ABSTRACT) throw refused('each port has to be a path, or abstract:NAME')
    if (port === USB) throw refused('a modem has its ports on USB or elsewhere: write --at usb by itself')
    if (ports.indexOf(port) < index) throw refused(`${port} is given twice`)
  }
}

function refused(problem: string): DialtoneError {
  return new DialtoneError('invalid_argument', `--at: ${problem}`)
}
