/** The messages of the modems as one caller may use them: looked at in the mirror, and asked for at the modem. */
import { DialtoneError } from '../base/index.ts'
import {
  CauseError,
  viewMessages,
  withoutMessages,
  type Message,
  type MessageSelection,
  type ModemOperation,
  type OpenMessage,
  type Scope,
} from '../core/index.ts'
import type { Accepted, Service } from '../api/index.ts'
import type { Floor } from './floor.ts'
import { openMessages } from './open-message.ts'
import { planMessage } from './plan-message.ts'

export type MessageService = Pick<
  Service,
  | 'messages'
  | 'message'
  | 'sendMessage'
  | 'readMessages'
  | 'deleteMessage'
  | 'deleteMessages'
  | 'setMessageConfiguration'
>

export interface MessageDeskOptions {
  readonly floor: Floor
  readonly need: (scope: Scope) => void
  readonly operate: (modem: string, operation: ModemOperation) => Promise<Accepted>
  /** Another at each call, 0 to 255: tells long messages apart. */
  readonly nextReference: () => number
}

export function messageDesk({ floor, need, operate, nextReference }: MessageDeskOptions): MessageService {
  const opened = (called: string): readonly OpenMessage[] => {
    need('sms')
    const { modem } = floor.unit(called)
    const obstacle = withoutMessages(modem)
    if (obstacle !== undefined) {
      throw new CauseError({ ...obstacle, message: `${modem.identity.name}: ${obstacle.message}` })
    }
    return openMessages(modem.messages)
  }

  return {
    messages: async ({ modem, filter = 'all' }) =>
      opened(modem).filter(({ status }) => filter === 'all' || status === filter),

    message: async ({ modem, message }) => {
      const all = opened(modem)
      const which = called(message, all)
      const found = all.find((one) =>
        'index' in which ? one.indexes.includes(which.index) : one.id === which.id,
      )
      if (found !== undefined) return found
      throw new DialtoneError(
        'not_found',
        `${floor.modem(modem).name} has no message ${JSON.stringify(message)}`,
      )
    },

    sendMessage: async (input) => {
      need('sms')
      const { modem } = floor.unit(input.modem)
      const obstacle = withoutMessages(modem)
      if (obstacle !== undefined) throw new CauseError(obstacle)
      return operate(input.modem, planMessage(input, modem, nextReference()))
    },

    readMessages: async ({ modem, ...which }) =>
      operate(modem, { kind: 'read-messages', which: selection(which, 'new') }),
    deleteMessage: async ({ modem, message }) => {
      need('sms')
      const { messages } = floor.unit(modem).modem
      return operate(modem, { kind: 'delete-messages', which: called(message, viewMessages(messages)) })
    },
    deleteMessages: async ({ modem, ...which }) =>
      operate(modem, { kind: 'delete-messages', which: selection(which, undefined) }),

    setMessageConfiguration: async ({ modem, serviceCentre, format }) => {
      need('configure')
      if (serviceCentre === undefined && format === undefined) {
        throw new DialtoneError('invalid_argument', 'a service centre or a format has to be given')
      }
      // MBIM 1.0 §10.5.18: 20 characters; both forms that mbnapi accepts.
      if (serviceCentre !== undefined && !/^\+?\d{1,19}$/.test(serviceCentre)) {
        throw new DialtoneError(
          'invalid_argument',
          'the service centre has to be a number of at most 19 digits',
        )
      }
      return operate(modem, {
        kind: 'set-message-configuration',
        ...(serviceCentre !== undefined && { serviceCentre }),
        ...(format !== undefined && { format }),
      })
    },
  }
}

/** Characters of an id that may stand for all of it. */
const LEAST = 8

/**
 * A place in the store is a number, and no id is. An id may be cut short to what no other message has as its beginning; one
 * that fits none stays as it is, for who looks it up to say so.
 */
function called(
  message: string,
  all: readonly Message[],
): { readonly index: number } | { readonly id: string } {
  if (/^[1-9]\d{0,8}$/.test(message)) return { index: Number(message) }
  const id = message.toLowerCase()
  const meant = id.length < LEAST ? [] : all.filter((one) => one.id.startsWith(id))
  if (meant.length > 1) {
    throw new DialtoneError(
      'invalid_argument',
      `several messages begin with ${JSON.stringify(message)}; give more of the id`,
    )
  }
  return { id: meant[0]?.id ?? id }
}

function selection(
  { filter, index }: Pick<Parameters<Service['readMessages']>[0], 'filter' | 'index'>,
  otherwise: 'new' | undefined,
): MessageSelection {
  if (filter !== undefined && index !== undefined) {
    throw new DialtoneError('invalid_argument', 'messages are named by a filter or by a place, not by both')
  }
  if (index !== undefined) return { index }
  const by = filter ?? otherwise
  if (by !== undefined) return { filter: by }
  throw new DialtoneError('invalid_argument', 'which messages? A filter or a place has to be given')
}
