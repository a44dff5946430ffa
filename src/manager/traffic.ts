/** What modems have transferred since the service was started, by connection. */
import { connectionId, type TrafficVitals } from '../core/index.ts'
import type { Count } from './count.ts'

export class Traffic {
  readonly #amounts = new Map<string, TrafficVitals>()

  counted({ modem, used }: Count): void {
    if (used === undefined) return
    const connection = used.sessionId === undefined ? '' : connectionId(modem, used.sessionId)
    const key = `${modem} ${connection}`
    const before = this.#amounts.get(key) ?? { received: 0, sent: 0 }
    this.#amounts.set(key, {
      modem,
      connection,
      received: before.received + used.received,
      sent: before.sent + used.sent,
    })
  }

  list(): readonly TrafficVitals[] {
    return [...this.#amounts.values()]
  }
}
