/** What is wrong with the settings of a dial interface, by the options of the command that were to give them. */
import { DIAL_SETTING_KEYS, readDialSettings, type DialSettingsChange } from '../../../../api/index.ts'
import { DialtoneError } from '../../../../base/index.ts'
import type { DialSettings } from '../../../../core/index.ts'

type About = Pick<DialSettings, 'dialer'> & { readonly filter?: DialSettings['filter'] | null | undefined }

/** @throws DialtoneError that of `what`, its settings called as the options are */
export async function inOptions<T>(about: About, what: () => Promise<T>): Promise<T> {
  try {
    return await what()
  } catch (thrown) {
    const error = DialtoneError.of(thrown)
    if (error === undefined) throw thrown
    const message = keysIn(error).reduce(
      (text, key) => {
        const named = `${optionOf(key.replace(IN_BODY, ''), about)} `
        return text.replace(`${JSON.stringify(key)} `, () => named).replace(`${key} `, () => named)
      },
      error.message.replace(/^the body is not valid: /, ''),
    )
    throw message === error.message
      ? thrown
      : new DialtoneError(error.code, message, { cause: thrown, detail: error.detail })
  }
}

/** The same of what cannot even be read: its error names one key, as the configuration file has it. */
export function readInOptions(...given: Parameters<typeof readDialSettings>): DialSettingsChange {
  try {
    return readDialSettings(...given)
  } catch (thrown) {
    const error = DialtoneError.of(thrown)
    const key = error?.detail.key
    if (error === undefined || typeof key !== 'string' || !error.message.startsWith(`${key}: `)) throw thrown
    const option = KEYS.get(key) ?? `--${key}`
    throw new DialtoneError(error.code, `${option} ${error.message.slice(key.length + 2)}`, {
      cause: thrown,
      detail: error.detail,
    })
  }
}

/** Where an option has another name than the key of the file. */
const KEYS: ReadonlyMap<string, string> = new Map([
  ['modems', '--modem'],
  ['routes', '--route'],
  ['password', '--password-file'],
])

/** Where in the body of a request the settings are: nobody has written that on a command line. */
const IN_BODY = /^(settings|change)\./

/** The settings that a service has found something wrong with. */
function keysIn({ detail: { problems } }: DialtoneError): readonly string[] {
  if (!Array.isArray(problems)) return []
  return problems.flatMap((problem: unknown) =>
    typeof problem === 'object' && problem !== null && 'key' in problem && typeof problem.key === 'string'
      ? [problem.key]
      : [],
  )
}

const OPTIONS: ReadonlyMap<string, string> = new Map([
  ['dialer.modems', '--modem'],
  ['routes', '--route'],
  ['dialOutHours.days', '--hours'],
  ['dialOutHours.timeZone', '--time-zone'],
  ['credentials.password', '--password-file'],
])

/** `dialer.line.device` as `--serial`, `redial.attempts` as `--redial-attempts`; what has no option is called as it is. */
function optionOf(key: string, { dialer, filter }: About): string {
  const whole = key.replace(/\[.*$/, '')
  if (whole === 'dialer.line.device' && dialer.kind === 'ppp') return `--${dialer.line.kind}`
  if (whole === 'filter.rules') return filter?.action === 'except' ? '--except' : '--only'
  const option = whole
    .replace(/^(dialer\.line|dialer|credentials)\./, '')
    .replaceAll('.', '-')
    .replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
  return OPTIONS.get(whole) ?? (DIAL_SETTING_KEYS.some((one) => one === option) ? `--${option}` : key)
}
