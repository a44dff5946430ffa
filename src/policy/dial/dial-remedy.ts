/** What would bring a dial interface up, as far as it is not its modem that has to be mended. */
import type { Remedy, UnreachabilityReason } from '../../core/index.ts'
import type { DialMachine } from './machine.ts'
import { unreachability } from './unreachability.ts'

/** `called`: how the interface is called in a command. */
export function dialRemedies(machine: DialMachine, called: string): readonly Remedy[] {
  const reasons = unreachability(machine)
  if (reasons.length === 0) {
    return [{ text: 'Connect it by hand', command: `dialtone dial connect ${called}` }]
  }
  return reasons.flatMap((reason) => REMEDIES[reason](machine, called))
}

const REMEDIES: Record<UnreachabilityReason, (machine: DialMachine, called: string) => readonly Remedy[]> = {
  'out-of-resources': ({ settings: { dialer } }, called) =>
    dialer.kind === 'ppp'
      ? [{ text: 'See who uses its line', command: 'dialtone dial ports' }]
      : [
          {
            text: 'See which connections there are, and disconnect one',
            command: 'dialtone connection list',
          },
          { text: 'Or dial with another modem', command: `dialtone dial set ${called} --modem MODEM` },
        ],
  disabled: (_, called) => [{ text: 'Enable it', command: `dialtone dial enable ${called}` }],
  'connection-failure': ({ failure, settings }, called) =>
    failure?.until === undefined && settings.dialer.kind === 'modem'
      ? [
          { text: 'Add the profile that it dials with', command: 'dialtone profile add FILE' },
          { text: 'Or dial with another one', command: `dialtone dial set ${called} --profile PROFILE` },
        ]
      : [
          { text: 'Try again at once', command: `dialtone dial connect ${called}` },
          ...(settings.redial.attempts === 0
            ? [{ text: 'Have it redial', command: `dialtone dial set ${called} --redial-attempts 3` }]
            : []),
        ],
  paused: () => [{ text: 'Go on with demand dialling', command: 'dialtone dial continue' }],
  'dial-out-hours': (_, called) => [
    { text: 'Connect it by hand, at any hour', command: `dialtone dial connect ${called}` },
    { text: 'Or let it dial at any time', command: `dialtone dial set ${called} --no-hours` },
  ],
  // What the nearest modem lacks is said there; others may lack less.
  'no-media-sense': ({ settings: { dialer } }) => [
    dialer.kind === 'modem'
      ? { text: 'See how each modem stands', command: 'dialtone status' }
      : { text: 'See what this machine lacks', command: 'dialtone doctor' },
  ],
  'no-device': ({ settings: { dialer } }, called) =>
    dialer.kind === 'ppp'
      ? [
          {
            text:
              dialer.line.kind === 'serial'
                ? `Plug in what has the line ${dialer.line.device}; it is found by itself`
                : `Plug in what has the network device ${dialer.line.device}; it is found by itself`,
          },
        ]
      : dialer.modems.length === 0
        ? [{ text: 'Plug a modem in; it is found by itself' }]
        : [
            { text: 'Plug its modem in; it is found by itself' },
            { text: 'Or dial with another modem', command: `dialtone dial set ${called} --modem MODEM` },
          ],
}
