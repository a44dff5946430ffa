/**
 * Whether pppd can be told what the settings say. What goes to a modem or into a file of pppd is held to what it can be: a
 * number, an access point name or a device is no place for a command, whoever has written it.
 */
import {
  parseIpAddress,
  PPP_AUTHENTICATIONS,
  type DialSettings,
  type PppDialerSettings,
  type PppoeLineSettings,
  type SerialLineSettings,
} from '../core/index.ts'
import type { Problems } from './problem.ts'

/** Those that Linux and pppd know (asm-generic/termbits.h). */
const SPEEDS: readonly number[] = [
  300, 600, 1200, 2400, 4800, 9600, 19_200, 38_400, 57_600, 115_200, 230_400, 460_800, 500_000, 576_000,
  921_600, 1_000_000, 1_152_000, 1_500_000, 2_000_000, 2_500_000, 3_000_000, 3_500_000, 4_000_000,
]
const MOST_INIT = 16

/** ITU-T V.250 §6.3.1, without the semicolon, behind which the modem would take a further command. */
const NUMBER = /^(?=.{1,64}$)[0-9A-D*#+,TPW!@().\- ]*[0-9A-D*#][0-9A-D*#+,TPW!@().\- ]*$/i
/** 3GPP TS 23.003 §9.1. */
const APN = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/
/** A command line as V.250 §5.2.1 has it: printable ASCII behind AT. */
const COMMAND = /^AT[ -~]{0,126}$/i
/** A file below `/dev`, with nothing in its name that a shell or a terminal would take for more. */
const DEVICE = /^\/dev\/(?!.*\/\.\.?(?:\/|$))[A-Za-z0-9_][A-Za-z0-9_:.,+@/-]{0,200}$/
/** IFNAMSIZ is 16, its last byte 0. */
const NETWORK_DEVICE = /^(?!\.\.?$)[A-Za-z0-9_.-]{1,15}$/
const CONTROL = /[\p{Control}\p{Bidi_Control}\u2028\u2029]/u

/** `others` are the settings of all interfaces but this one. */
export function checkPppDialer(
  dialer: PppDialerSettings,
  settings: DialSettings,
  others: readonly DialSettings[],
  problems: Problems,
): void {
  const { line, mtu, mru, authentication } = dialer
  if (line.kind === 'serial') checkSerial(line, problems)
  else checkPppoe(line, problems)
  // pppd(8): 128 to 16384; over Ethernet 8 bytes of 1500 are PPPoE's (RFC 2516 §7).
  const most = line.kind === 'serial' ? 16_384 : 1492
  if (mtu !== undefined) problems.whole('dialer.mtu', mtu, 128, most)
  if (mru !== undefined) problems.whole('dialer.mru', mru, 128, most)
  if (authentication.length === 0) {
    problems.add('dialer.authentication', `has to be some of ${PPP_AUTHENTICATIONS.join(', ')}`)
  }
  checkAnswer(dialer, settings, problems)
  checkShared(dialer, others, problems)
  const { userName = '', domain = '', password = '' } = settings.credentials ?? {}
  for (const [part, text] of Object.entries({ userName, domain, password })) {
    if (CONTROL.test(text)) problems.add(`credentials.${part}`, 'may not hold control characters')
  }
}

function checkSerial(line: SerialLineSettings, problems: Problems): void {
  const { device, speed, number, init, apn } = line
  if (!DEVICE.test(device)) {
    const whole = `/dev/${device}`
    const hint = DEVICE.test(whole) ? `: write ${whole}` : ', such as /dev/ttyUSB0'
    problems.add('dialer.line.device', `has to be the path of a serial line below /dev${hint}`)
  }
  if (!SPEEDS.includes(speed)) problems.add('dialer.line.speed', `is none of ${SPEEDS.join(', ')}`)
  if (number === '') problems.add('dialer.line.number', 'is missing: give the number to dial, such as *99#')
  else if (!NUMBER.test(number)) {
    problems.add(
      'dialer.line.number',
      'has to be a number to dial: digits, * # + A to D, and T P W , ! @ between them',
    )
  }
  if (init.length > MOST_INIT) problems.add('dialer.line.init', `has more than ${MOST_INIT} commands`)
  for (const [index, command] of init.entries()) {
    if (!COMMAND.test(command)) {
      problems.add(`dialer.line.init[${index}]`, 'has to be an AT command of printable ASCII characters')
    }
  }
  if (apn !== undefined && !APN.test(apn)) {
    problems.add('dialer.line.apn', 'has to be an access point name: letters, digits, dots and hyphens')
  }
}

function checkPppoe({ device, service, concentrator }: PppoeLineSettings, problems: Problems): void {
  if (!NETWORK_DEVICE.test(device)) {
    problems.add('dialer.line.device', 'has to be the name of a network device, such as eth1')
  }
  for (const [key, name] of Object.entries({ service, concentrator })) {
    if (name === undefined) continue
    if (name.length === 0 || name.length > 128 || CONTROL.test(name)) {
      problems.add(`dialer.line.${key}`, 'has to have 1 to 128 characters, none of them a control character')
    }
  }
}

function checkAnswer({ line, answer }: PppDialerSettings, settings: DialSettings, problems: Problems): void {
  if (answer === undefined) return
  const add = (text: string): void => problems.add('dialer.answer', text)
  if (line.kind !== 'serial') add('is for serial lines: nobody calls on this one')
  if (settings.type !== 'full-router') add('contradicts its type: only a full-router takes calls')
  if (!settings.credentials?.password) {
    add(`lets nobody in: its credentials lack the password that ${settings.name} calls with`)
  }
  // pppd has a client of that name for anybody, and such a secret for the name of a file.
  if (settings.name === '*') add('is not for an interface of this name')
  if (settings.credentials?.password?.startsWith('@') === true) {
    problems.add('credentials.password', 'may not begin with @ where callers prove that they have it')
  }
  for (const address of [answer.address, answer.peer]) {
    // Four bytes; what they may be is between the two ends.
    if (parseIpAddress(address)?.length !== 4) {
      add(`has to have IPv4 addresses, not ${JSON.stringify(address)}`)
    }
  }
  if (answer.address === answer.peer) add('has to have another address for each end')
}

/** Who calls is known only once the link is agreed on: what this end says of itself is the same for all who may call. */
function checkShared(
  { line, answer }: PppDialerSettings,
  others: readonly DialSettings[],
  problems: Problems,
): void {
  if (answer === undefined) return
  for (const { name, dialer } of others) {
    if (dialer.kind !== 'ppp' || dialer.answer === undefined || dialer.line.device !== line.device) continue
    if (dialer.answer.address !== answer.address) {
      problems.add(
        'dialer.answer',
        `has another address of this end than ${JSON.stringify(name)}, which answers on the same line`,
      )
    }
    if (dialer.answer.peer === answer.peer) {
      problems.add('dialer.answer', `gives its caller the address that ${JSON.stringify(name)} gives`)
    }
  }
}
