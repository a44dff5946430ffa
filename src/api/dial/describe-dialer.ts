/** All that a dial interface is dialled with, for people: a name and a value each. */
import type { DialerSettings } from '../../core/index.ts'
import { formatAnswer } from './dialer-settings-text.ts'

/** `any` is what is said where nothing was chosen. */
export function describeDialerInFull(
  dialer: DialerSettings,
  { any = 'any' }: { readonly any?: string } = {},
): readonly (readonly [string, string])[] {
  if (dialer.kind === 'modem') {
    const { profile, modems } = dialer
    return [
      ['Profile', profile],
      ['Modems', modems.length === 0 ? any : modems.join(', ')],
    ]
  }
  const { line, mtu, mru, authentication, answer } = dialer
  const rows: readonly (readonly [string, string | undefined])[] = [
    ...(line.kind === 'serial'
      ? ([
          ['Line', `${line.device} at ${line.speed} bit/s, flow control: ${line.flowControl}`],
          ['Number', line.number],
          ['Before', line.init.length === 0 ? undefined : line.init.join(', ')],
          ['APN', line.apn],
        ] as const)
      : ([
          ['PPPoE', line.device],
          ['Service', line.service ?? any],
          ['Concentrator', line.concentrator ?? any],
        ] as const)),
    ['MTU', mtu?.toString()],
    ['MRU', mru?.toString()],
    ['Authentication', authentication.join(', ')],
    ['Answers', answer && `its callers, as ${formatAnswer(answer)}`],
  ]
  return rows.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]))
}
