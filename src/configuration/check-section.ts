/** What contradicts itself between the settings of the sections, each of which is right by itself. */
import type { Configuration } from '../api/index.ts'
import type { Path } from './locate.ts'
import type { Finding } from './mistake.ts'

/** One rule a line; each says what it is about and what to do. */
const RULES: readonly ((configuration: Configuration) => readonly Finding[])[] = [
  ({ service }) =>
    service?.memory === true && service.state !== undefined
      ? [error('service', 'state', 'contradicts service.memory: what is kept in memory only has no folder')]
      : [],
  ({ service }) =>
    service?.state !== undefined && !service.state.startsWith('/')
      ? [error('service', 'state', 'has to be a whole path, which begins with /')]
      : [],
  ({ listen }) =>
    listen?.socket !== undefined && !listen.socket.startsWith('/')
      ? [error('listen', 'socket', 'has to be a whole path, which begins with /')]
      : [],
  ({ listen = {} }) =>
    (['tls-certificate', 'tls-key', 'client-ca'] as const).flatMap((key) =>
      listen[key]?.startsWith('/') === false
        ? [error('listen', key, 'has to be a whole path, which begins with /')]
        : [],
    ),
  ({ listen = {} }) =>
    (
      [
        ['tls-certificate', 'tls-key'],
        ['tls-key', 'tls-certificate'],
        ['client-ca', 'tls-certificate'],
      ] as const
    ).flatMap(([key, other]) =>
      listen[key] !== undefined && listen[other] === undefined
        ? [error('listen', key, `goes with listen.${other}, which is missing`)]
        : [],
    ),
  ({ listen = {} }) =>
    listen['plain-http'] === true && listen['tls-certificate'] !== undefined
      ? [error('listen', 'plain-http', 'contradicts listen.tls-certificate')]
      : [],
  ({ modems }) => {
    const owners = typeof modems?.owners === 'string' ? [modems.owners] : (modems?.owners ?? [])
    const rules = owners.map((text) => {
      const at = text.lastIndexOf('=')
      // Equipment identities are told apart without regard to case, paths are not.
      return { modem: text.startsWith('/') ? text.slice(0, at) : text.slice(0, at).toUpperCase(), text }
    })
    return rules.flatMap(({ modem, text }, index) => {
      const first = rules.find((one) => one.modem === modem)
      return first === undefined || first.text.toUpperCase() === text.toUpperCase()
        ? []
        : [
            error(
              'modems',
              ['owners', index],
              `contradicts ${JSON.stringify(first.text)}: one modem has one owner`,
            ),
          ]
    })
  },
  ({ modems }) =>
    modems?.seed !== undefined && (modems.virtual ?? 0) === 0
      ? [warning('modems', 'seed', 'says nothing where there are no virtual modems (modems.virtual)')]
      : [],
  ({ 'demand-dial': demandDial, dial = {} }) =>
    demandDial?.enabled === false && Object.keys(dial).length > 0
      ? [warning('demand-dial', 'enabled', 'is false: none of the interfaces of this file is dialled')]
      : [],
]

export function checkSections(configuration: Configuration): readonly Finding[] {
  return RULES.flatMap((rule) => rule(configuration))
}

function error(section: string, key: string | Path, message: string): Finding {
  return { severity: 'error', path: [section, ...(typeof key === 'string' ? [key] : key)], message }
}

function warning(section: string, key: string, message: string): Finding {
  return { severity: 'warning', path: [section, key], message }
}
