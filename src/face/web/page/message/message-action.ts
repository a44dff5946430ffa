/** What can be done with messages, as actions. */
import type { Modem, OpenMessage } from '../../../../core/index.ts'
import type { ActionInput } from '../../state/actions.ts'

export interface Draft {
  readonly to: string
  readonly text: string
  readonly report: boolean
}

const subjectOf = ({ id }: Modem): string => `messages:${id}`

/** Of what becomes of a message that is being written: said in its form. */
export const draftSubject = ({ id }: Modem): string => `draft:${id}`

export function sendAction(modem: Modem, { to, text, report }: Draft): ActionInput {
  return {
    subject: draftSubject(modem),
    kind: 'send',
    words: {
      doing: `Sending a message to ${to}`,
      done: `The message to ${to} is sent`,
      failed: `The message to ${to} could not be sent`,
    },
    call: (service) => service.sendMessage({ modem: modem.id, to, text, ...(report && { report }) }),
  }
}

export function readAction(modem: Modem): ActionInput {
  return {
    subject: subjectOf(modem),
    kind: 'read',
    words: {
      doing: 'Marking messages as read',
      done: 'The messages are read',
      failed: 'The messages could not be marked as read',
    },
    call: (service) => service.readMessages({ modem: modem.id, filter: 'new' }),
  }
}

export function deleteAction(modem: Modem, { id }: OpenMessage): ActionInput {
  return {
    subject: subjectOf(modem),
    kind: `delete-${id}`,
    words: {
      doing: 'Deleting a message',
      done: 'The message is deleted',
      failed: 'The message could not be deleted',
    },
    call: (service) => service.deleteMessage({ modem: modem.id, message: id }),
  }
}
