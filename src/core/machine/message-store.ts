/** The store of messages as a whole: what it is like, whether it is full, and what of it nobody has read. */
import { equal } from '../../base/index.ts'
import type { MessageStore } from '../message.ts'
import { latestUnread, storeGone, type Messages } from './message.ts'
import type { ModemMachine } from './modem.ts'

export function storeTold(modem: ModemMachine, told: Omit<MessageStore, 'full' | 'latest'>): ModemMachine {
  const { full = false } = modem.messageStore ?? {}
  return withStore(modem, told, full, latestUnread(modem.messages, modem.messageStore?.latest))
}

export function fullTold(modem: ModemMachine, full: boolean): ModemMachine {
  const { messageStore } = modem
  if (messageStore === undefined) return modem
  const { latest, full: _, ...store } = messageStore
  return withStore(modem, store, full, latest)
}

/** `arrived`: the place of what has just come. */
export function withMessages(modem: ModemMachine, messages: Messages, arrived?: number): ModemMachine {
  const next = { ...modem, messages }
  if (modem.messageStore === undefined) return next
  const { latest, full, ...store } = modem.messageStore
  return withStore(next, store, full, latestUnread(messages, arrived ?? latest))
}

/** What was in the store went with the card; another one is read anew. */
export function withoutCard(modem: ModemMachine): ModemMachine {
  const { sim, messageStore } = modem
  if (messageStore === undefined || sim?.state === 'initialized' || sim?.state === 'not-activated') {
    return modem
  }
  const { latest: _, full: __, ...store } = messageStore
  return withStore(
    { ...modem, messages: storeGone(modem.messages) },
    { ...store, state: 'not-initialized' },
    false,
    undefined,
  )
}

function withStore(
  modem: ModemMachine,
  store: Omit<MessageStore, 'full' | 'latest'>,
  full: boolean,
  latest: number | undefined,
): ModemMachine {
  const messageStore: MessageStore = { ...store, full, ...(latest !== undefined && { latest }) }
  return equal(modem.messageStore, messageStore) ? modem : { ...modem, messageStore }
}
