/**
 * What a service that runs does not know of what a configuration names. No mistake: a profile may be added, and a modem
 * plugged in, after the file is written.
 */
import type { DialSettings, PartialDialSettings } from '../core/index.ts'
import type { Path } from './locate.ts'
import type { Finding } from './mistake.ts'

export interface Known {
  readonly profiles: readonly string[]
  readonly modems: readonly { readonly name: string; readonly id: string }[]
}

export function checkKnown(interfaces: readonly PartialDialSettings[], known: Known): readonly Finding[] {
  return interfaces.flatMap(({ name, dialer }) => checkDialer(['dial', name], dialer, known))
}

function checkDialer(at: Path, dialer: DialSettings['dialer'], known: Known): Finding[] {
  if (dialer.kind !== 'modem') return []
  const { profile, modems } = dialer
  const found: Finding[] = []
  if (!known.profiles.includes(profile)) {
    found.push(note([...at, 'profile'], profile, known.profiles, 'add it with "dialtone profile add"'))
  }
  for (const [index, modem] of modems.entries()) {
    if (!known.modems.some(({ name, id }) => modem === name || modem === id)) {
      const names = known.modems.map(({ name }) => name)
      found.push(note([...at, 'modems', index], modem, names, 'it is dialled with once it is there'))
    }
  }
  return found
}

function note(path: Path, name: string, others: readonly string[], advice: string): Finding {
  const there = others.length === 0 ? 'none at all' : others.slice(0, 5).join(', ')
  return {
    severity: 'note',
    path,
    message: `names ${JSON.stringify(name.slice(0, 64))}, which the service does not know: ${advice}; it has ${there}`,
  }
}
