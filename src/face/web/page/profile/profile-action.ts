/** What can be done with profiles, as actions. */
import type { ActionInput } from '../../state/actions.ts'

/** Of a profile that is being written: what becomes of it is said in its dialog. */
export const DRAFT = 'profile-draft'

/** @param name of the profile whose place it takes; a new one where there is none. */
export function saveAction(xml: string, name: string | undefined): ActionInput {
  const called = name ?? 'The profile'
  return {
    subject: DRAFT,
    kind: 'save',
    words: {
      doing: name === undefined ? 'Adding a profile' : `Changing ${name}`,
      done: name === undefined ? 'The profile is added' : `${name} is changed`,
      failed: name === undefined ? `${called} was not added` : `${called} was not changed`,
    },
    call: (service) =>
      name === undefined ? service.addProfile({ xml }) : service.updateProfile({ profile: name, xml }),
  }
}

export function removeAction(name: string): ActionInput {
  return {
    subject: `profile:${name}`,
    kind: 'remove',
    words: {
      doing: `Removing ${name}`,
      done: `${name} is removed`,
      failed: `${name} could not be removed`,
    },
    call: (service) => service.removeProfile({ profile: name }),
  }
}
