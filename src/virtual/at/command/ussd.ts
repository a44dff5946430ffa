/** Codes that are dialled without a call: 3GPP TS 27.007 §7.15. */
import { pause } from '../../modem/pause.ts'
import { takes, telling, type AtCommand, type Run } from '../command.ts'
import { optional, or, text, whole } from '../parameter.ts'
import { cme, cmeOf, OK, type Result } from '../result.ts'
import { fromTerminal, toTerminal } from '../terminal-character-set.ts'

/** `<m>` */
const OVER = 0
const ANSWER_WANTED = 1
const NOT_SUPPORTED = 4
/** `<dcs>`: the default alphabet, no language (3GPP TS 23.038 §5). */
const DEFAULT_ALPHABET = 15

const CANCEL = 2

/**
 * What begins a dialogue; an answer in one may be anything (3GPP TS 22.030 §6.5.3.2). ModemManager sends each octet of a code as two
 * hexadecimal digits first, whatever the character set, and the code itself once that was refused.
 */
const CODE = /^(?:.*#|..?)$/su

const fields = [or(whole(0, 2), 0), optional(text(364)), optional(whole(0, 255))] as const

function dial(run: Run, mode: number, code: string | undefined): Result {
  const { at, modem, settings } = run
  const { dialogue } = at
  if (mode === CANCEL) {
    dialogue.end()
    return OK
  }
  settings.ussd = mode
  if (code === undefined) return OK
  const said = fromTerminal(code, settings.characterSet)
  if (said === undefined) return cme(25)
  if (!dialogue.isOpen && !CODE.test(said)) return cme(50)
  const { sim, registration } = modem
  if (sim.fault !== undefined) return cmeOf(sim.fault)
  if (!registration.isRegistered) return cme(30)
  void answered(run, said)
  return OK
}

/** The network takes its time, and the command does not wait for it. */
async function answered({ at, modem, port, settings }: Run, said: string): Promise<void> {
  await pause(modem.clock, modem.timing.message, new AbortController().signal)
  if (!modem.registration.isRegistered) return
  const answer = at.dialogue.say(said)
  if (settings.ussd === 0) return
  const state = answer === undefined ? NOT_SUPPORTED : at.dialogue.isOpen ? ANSWER_WANTED : OVER
  const words =
    answer === undefined ? '' : `,"${toTerminal(answer, settings.characterSet)}",${DEFAULT_ALPHABET}`
  port.tell(`+CUSD: ${state}${words}`)
}

export const ussdCommands: readonly AtCommand[] = [
  {
    name: '+CUSD',
    source: '3GPP TS 27.007 §7.15',
    test: telling('+CUSD', [whole(0, 2)]),
    read: ({ settings }) => [`+CUSD: ${settings.ussd}`],
    set: takes(fields, dial),
  },
]
