/** When a modem has come to rest: registered and with a connection, or in a state that only somebody can change. */
import type { ConnectionManager, LiveModem } from '../api/index.ts'
import { sleep, Seconds, type Clock } from '../base/index.ts'

/** A modem that has not come to rest by now is left to itself: it may be searching for a network that is not there. */
const PATIENCE = Seconds(10)

/** Resolves when `count` modems are there and have come to rest. */
export async function settled(manager: ConnectionManager, count: number, clock: Clock): Promise<void> {
  const end = new AbortController()
  const patience = sleep(clock, PATIENCE, { signal: end.signal, background: true }).then(
    () => end.abort(),
    () => undefined,
  )
  try {
    for await (const _ of manager.events({ signal: end.signal })) {
      const modems = await manager.modems()
      const resting = await Promise.all(modems.map(isAtRest))
      if (modems.length >= count && resting.every(Boolean)) return
    }
  } finally {
    end.abort()
    await patience
  }
}

async function isAtRest(modem: LiveModem): Promise<boolean> {
  switch (modem.state) {
    case 'registered':
    case 'connected':
      return (await modem.connections()).length > 0
    case 'failed':
    case 'locked':
    case 'disabled':
      return true
    default:
      return modem.current.registration?.state === 'denied'
  }
}
