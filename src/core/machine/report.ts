/** What to tell of a turn: the differences between the modem before and after it, parts first, the whole modem last. */
import { compact, equal } from '../../base/index.ts'
import type { EventDraft } from '../event.ts'
import type { ModemEffect } from './effect.ts'
import { storedDigests, unreadDigests, viewMessage, type KeptMessage, type Messages } from './message.ts'
import { viewSent } from './message-sent.ts'
import type { ModemMachine } from './modem.ts'
import { moverOf } from './phase.ts'
import { scanning } from './provider.ts'
import { connectionExists, explainModem, modemState, viewConnection, viewModem } from './view.ts'

export function report(before: ModemMachine, after: ModemMachine): ModemEffect[] {
  if (after.phase === 'unknown') return []
  if (after.phase === 'gone' && before.phase === 'unknown') return []
  const modem = after.identity.id
  const events: EventDraft[] = []
  const arrived = before.phase === 'unknown'
  if (arrived) events.push({ type: 'modem.arrived', modem, data: viewModem(after) })
  else events.push(...parts(before, after))
  events.push(...connections(before, after))
  if (after.phase !== 'gone') events.push(...messages(before, after))
  if (after.phase === 'gone') {
    const data = { name: after.identity.name, reason: explainModem(after).text }
    events.push({ type: 'modem.removed', modem, data })
  } else if (!arrived && headChanged(before, after)) {
    events.push({ type: 'modem.changed', modem, data: viewModem(after) })
  }
  return [...events.map((event) => ({ type: 'tell' as const, event })), ...memory(before, after)]
}

function parts(before: ModemMachine, after: ModemMachine): EventDraft[] {
  const modem = after.identity.id
  const events: EventDraft[] = []
  const { sim, radio, homeProvider, registration, packetService, signal } = after
  const { provisionedContexts, messageStore } = after
  if (sim && sim !== before.sim) events.push({ type: 'sim.changed', modem, data: sim })
  if (radio && radio !== before.radio) events.push({ type: 'radio.changed', modem, data: radio })
  if (homeProvider && homeProvider !== before.homeProvider) {
    events.push({ type: 'home-provider.changed', modem, data: homeProvider })
  }
  const { preferredProviders, visibleProviders, multicarrier, emergencyMode } = after
  if (preferredProviders && preferredProviders !== before.preferredProviders) {
    const mover = [...after.operations.values()].find(({ kind }) => kind === 'set-preferred-providers')
    const whose = mover === undefined ? {} : { by: mover.by, request: mover.request }
    events.push({ type: 'preferred-providers.changed', modem, ...whose, data: preferredProviders })
  }
  if (visibleProviders && visibleProviders !== before.visibleProviders) {
    events.push({ type: 'visible-providers.changed', modem, data: visibleProviders })
  }
  if (multicarrier && multicarrier !== before.multicarrier) {
    events.push({ type: 'multicarrier.changed', modem, data: multicarrier })
  }
  if (registration && registration !== before.registration) {
    events.push({ type: 'registration.changed', modem, data: registration })
  }
  if (packetService && packetService !== before.packetService) {
    events.push({ type: 'packet-service.changed', modem, data: packetService })
  }
  if (signal && signal !== before.signal) events.push({ type: 'signal.changed', modem, data: signal })
  if (emergencyMode !== undefined && emergencyMode !== before.emergencyMode) {
    events.push({ type: 'emergency.changed', modem, data: { emergencyMode } })
  }
  if (provisionedContexts && provisionedContexts !== before.provisionedContexts) {
    const data = provisionedContexts
    events.push({ type: 'provisioned-contexts.changed', modem, ...askerOf(before), data })
  }
  if (messageStore && messageStore !== before.messageStore) {
    events.push({ type: 'message-store.changed', modem, data: messageStore })
  }
  return events
}

/** Whoever has a context written just now is whom the list changes for; a driver tells before it ends the operation. */
function askerOf({ operations }: ModemMachine): { readonly by?: string; readonly request?: number } {
  const asked = [...operations.values()].find(({ kind }) => kind === 'set-provisioned-context')
  return asked === undefined ? {} : { by: asked.by, request: asked.request }
}

/** Of what is in a store that is gone as a whole, nothing is said beyond that. */
function messages(before: ModemMachine, after: ModemMachine): EventDraft[] {
  const modem = after.identity.id
  if (before.messages === after.messages || (before.messages.loaded && !after.messages.loaded)) return []
  const events: EventDraft[] = []
  const was = new Map(before.messages.kept.map((one) => [one.id, one]))
  for (const is of after.messages.kept) {
    const event = messageEvent(was.get(is.id), is)
    if (event !== undefined) events.push({ type: event, modem, data: viewMessage(is) })
    was.delete(is.id)
  }
  for (const gone of was.values()) {
    if (gone.told === 'no') continue
    const { id, indexes } = viewMessage(gone)
    events.push({ type: 'message.removed', modem, data: { id, indexes } })
  }
  const sent = new Map(before.messages.sent.map((one) => [one.id, one]))
  for (const is of after.messages.sent) {
    const known = sent.get(is.id)
    if (known !== is && (known !== undefined || is.reports.size > 0)) {
      events.push({ type: 'message.changed', modem, data: viewSent(is) })
    }
    sent.delete(is.id)
  }
  for (const id of sent.keys()) events.push({ type: 'message.removed', modem, data: { id, indexes: [] } })
  return events
}

function messageEvent(
  was: KeptMessage | undefined,
  is: KeptMessage,
): 'message.received' | 'message.changed' | undefined {
  if (is.told === 'yes' && was?.told !== 'yes') return 'message.received'
  if (was === undefined || was === is || is.told === 'no') return undefined
  return equal(viewMessage(was), viewMessage(is)) ? undefined : 'message.changed'
}

/** What nobody has read is known again after a restart. */
function memory(before: ModemMachine, after: ModemMachine): ModemEffect[] {
  if (before.messages === after.messages || !after.messages.loaded) return []
  const remembered = (messages: Messages) => ({
    known: storedDigests(messages),
    unread: unreadDigests(messages),
  })
  const now = remembered(after.messages)
  if (before.messages.loaded && equal(remembered(before.messages), now)) return []
  return [{ type: 'remember-messages', ...now }]
}

function connections(before: ModemMachine, after: ModemMachine): EventDraft[] {
  const events: EventDraft[] = []
  // Sessions that have just ended are still in `after`: those who left earlier concern nobody.
  for (const is of after.sessions.values()) {
    const was = before.sessions.get(is.sessionId)
    const existed = was !== undefined && connectionExists(before, was)
    const exists = connectionExists(after, is)
    if (!existed && !exists) continue
    const mover = moverOf(is.phase) ?? (was && moverOf(was.phase))
    const common = compact({
      modem: after.identity.id,
      connection: is.id,
      by: mover?.by,
      request: mover?.request,
    })
    const data = viewConnection(after, is)
    if (!existed) events.push({ type: 'connection.arrived', ...common, data })
    else if (was !== is && !equal(viewConnection(before, was), data)) {
      events.push({ type: 'connection.changed', ...common, data })
    }
    if (!exists) events.push({ type: 'connection.removed', ...common, data: { name: data.name } })
  }
  return events
}

function headChanged(before: ModemMachine, after: ModemMachine): boolean {
  return (
    before.equipment !== after.equipment ||
    before.reached !== after.reached ||
    before.identity !== after.identity ||
    before.capabilities !== after.capabilities ||
    scanning(before) !== scanning(after) ||
    isDropped(before.preferredProviders, after.preferredProviders) ||
    isDropped(before.visibleProviders, after.visibleProviders) ||
    isDropped(before.provisionedContexts, after.provisionedContexts) ||
    modemState(before) !== modemState(after) ||
    !equal(before.cause, after.cause) ||
    !equal(explainModem(before), explainModem(after))
  )
}

/** A part that is gone has no event of its own. */
function isDropped(before: unknown, after: unknown): boolean {
  return before !== undefined && after === undefined
}
