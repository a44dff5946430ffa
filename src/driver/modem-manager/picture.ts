/** The whole picture of a modem but its contexts, from the properties that are known; told where it is another than before. */
import { equal } from '../../base/index.ts'
import type { DriverFact } from '../../core/index.ts'
import type { ModemContext } from './context.ts'
import { capabilities } from './fact/equipment.ts'
import { preferredProviders } from './fact/provider-list.ts'
import { isEmergencyOnly, packetService, radio, registration } from './fact/registration.ts'
import { signal } from './fact/signal.ts'
import { homeProvider, sim } from './fact/sim.ts'

export class Picture {
  readonly #told = new Map<DriverFact['type'], DriverFact>()

  /** Tells what has not been told like this; the capabilities not the first time, as they came with `opened`. */
  tell(context: ModemContext): void {
    for (const fact of facts(context)) {
      const before = this.#told.get(fact.type)
      if (equal(fact, before)) continue
      this.#told.set(fact.type, fact)
      if (fact.type !== 'capabilities' || before !== undefined) context.tell(fact)
    }
  }
}

function facts(context: ModemContext): readonly DriverFact[] {
  const { modem, card, wish, sessions } = context
  const standing = registration(modem, wish.mode)
  const home = homeProvider(card)
  const preferred = preferredProviders(card)
  return [
    { type: 'capabilities', capabilities: capabilities(modem, context) },
    { type: 'sim', sim: sim(modem, card) },
    { type: 'radio', radio: radio(modem) },
    ...(home === undefined ? [] : [{ type: 'home-provider' as const, provider: home }]),
    { type: 'emergency', emergencyMode: isEmergencyOnly(modem) },
    { type: 'registration', registration: standing },
    { type: 'packet-service', packetService: packetService(modem, standing, sessions.connected()) },
    { type: 'signal', signal: signal(modem) },
    ...(preferred === undefined ? [] : [{ type: 'preferred-providers' as const, list: preferred }]),
    sessions.traffic(),
  ]
}
