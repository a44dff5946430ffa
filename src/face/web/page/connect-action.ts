/** Connecting and disconnecting, as actions: what is asked, and the words for it. */
import { DialtoneError } from '../../../base/index.ts'
import type { Service } from '../../../api/index.ts'
import type { Connection, DialInterface, Modem, PublicProfile } from '../../../core/index.ts'
import type { ActionInput, ActionWords } from '../state/actions.ts'

/** @param profile the name of the one to connect with; the default one of the SIM unless given. */
export function connectAction(connection: Connection, profile?: string): ActionInput {
  const { id, name, modem } = connection
  return {
    subject: id,
    kind: 'connect',
    words: connecting(name),
    call: async (service) =>
      service.connect({ connection: id, profile: profile ?? (await defaultProfile(service, modem)) }),
  }
}

export function disconnectAction({ id, name }: Connection): ActionInput {
  return {
    subject: id,
    kind: 'connect',
    words: disconnecting(name),
    call: (service) => service.disconnect({ connection: id }),
  }
}

export function dialAction({ id, name }: DialInterface): ActionInput {
  return {
    subject: id,
    kind: 'connect',
    words: connecting(name),
    call: (service) => service.connectInterface({ dialInterface: id }),
  }
}

export function hangUpAction({ id, name }: DialInterface): ActionInput {
  return {
    subject: id,
    kind: 'connect',
    words: disconnecting(name),
    call: (service) => service.disconnectInterface({ dialInterface: id }),
  }
}

export function enableAction({ id, name }: DialInterface, enabled: boolean): ActionInput {
  const word = enabled ? 'enabled' : 'disabled'
  return {
    subject: id,
    kind: 'enable',
    words: {
      doing: `${enabled ? 'Enabling' : 'Disabling'} ${name}`,
      done: `${name} is ${word}`,
      failed: `${name} could not be ${word}`,
    },
    call: (service) => service.setDialInterface({ dialInterface: id, change: { enabled } }),
  }
}

export function radioAction({ id, name }: Modem, software: 'on' | 'off'): ActionInput {
  return {
    subject: id,
    kind: 'radio',
    words: {
      doing: `Switching the radio of ${name} ${software}`,
      done: `The radio of ${name} is ${software}`,
      failed: `The radio of ${name} could not be switched ${software}`,
    },
    call: (service) => service.setRadio({ modem: id, software }),
  }
}

const connecting = (name: string): ActionWords => ({
  doing: `Connecting ${name}`,
  done: `${name} is connected`,
  failed: `${name} could not be connected`,
})

const disconnecting = (name: string): ActionWords => ({
  doing: `Disconnecting ${name}`,
  done: `${name} is disconnected`,
  failed: `${name} could not be disconnected`,
})

/** The default profile of the SIM, or the only one. */
async function defaultProfile(service: Service, modem: string): Promise<string> {
  const profiles = await service.profiles({ modem })
  const meant =
    profiles.find(({ isDefault }) => isDefault) ?? (profiles.length === 1 ? profiles[0] : undefined)
  if (meant !== undefined) return meant.name
  throw new DialtoneError(profiles.length === 0 ? 'not_found' : 'invalid_argument', noDefault(profiles))
}

function noDefault(profiles: readonly PublicProfile[]): string {
  if (profiles.length === 0) return 'there is no profile for this SIM; add one first'
  return `no profile is the default one; choose one of ${profiles.map(({ name }) => name).join(', ')}`
}
