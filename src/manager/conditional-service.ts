/**
 * A service that holds changes to the versions that their caller has seen. A check and its change are one turn: both are made
 * before anything else can happen. (Profiles are read in between: their desk checks by itself.)
 */
import { DialtoneError } from '../base/index.ts'
import type { Scope } from '../core/index.ts'
import { OPERATIONS, type Operation, type OperationName, type Service } from '../api/index.ts'
import type { Demand, Versions } from './versions.ts'

export interface ConditionalGround {
  readonly versions: Versions
  readonly demand: Demand
  /** Who has no right to a change learns nothing of what there is. */
  readonly need: (scope: Scope) => void
}

export function conditional(service: Service, { versions, demand, need }: ConditionalGround): Service {
  const ofModem = (
    called: string,
    what: string,
    kind: Parameters<Versions['changing']>[1],
    etag: () => string,
  ): void => {
    need('configure')
    demand(`${what} of ${called}`, etag)
    const changing = versions.changing(called, kind)
    if (changing === undefined) return
    throw new DialtoneError(
      'precondition_failed',
      `${what} of ${called} are being changed already (${changing})`,
    )
  }
  const names = Object.keys(OPERATIONS) as OperationName[] // its keys
  const refused = names.filter((name) => {
    const { method, conditional }: Operation = OPERATIONS[name]
    return method !== 'GET' && conditional !== true
  })
  return {
    ...service,
    // What has no versions is never the one that was seen, and none that was ruled out.
    ...(demand.ofVersion &&
      Object.fromEntries(
        refused.map((name) => [
          name,
          async () => {
            throw new DialtoneError('precondition_failed', `${name} changes nothing that has an etag`)
          },
        ]),
      )),
    setDialInterface: async (input) => {
      need('configure')
      const of = input.apply === 'stored' ? 'stored' : 'running'
      demand(`settings of ${input.dialInterface}`, () => versions.dialSettings(input.dialInterface, of).etag)
      return service.setDialInterface(input)
    },
    removeDialInterface: async (input) => {
      need('configure')
      const of = input.apply === 'stored' ? 'stored' : 'running'
      demand(`settings of ${input.dialInterface}`, () => versions.dialSettings(input.dialInterface, of).etag)
      return service.removeDialInterface(input)
    },
    setDataPlan: async (input) => {
      need('configure')
      demand(`data plan of the SIM in ${input.modem}`, () =>
        ifThere(() => versions.dataPlan(input.modem).etag),
      )
      return service.setDataPlan(input)
    },
    removeDataPlan: async (input) => {
      need('configure')
      demand(`data plan of the SIM in ${input.modem}`, () => versions.dataPlan(input.modem).etag)
      return service.removeDataPlan(input)
    },
    setPreferredProviders: async (input) => {
      const { modem } = input
      ofModem(
        modem,
        'preferred networks',
        'set-preferred-providers',
        () => versions.preferredProviders(modem).etag,
      )
      return service.setPreferredProviders(input)
    },
    setProvisionedContext: async (input) => {
      const { modem } = input
      ofModem(modem, 'contexts', 'set-provisioned-context', () => versions.provisionedContexts(modem).etag)
      return service.setProvisionedContext(input)
    },
    setMessageConfiguration: async (input) => {
      const { modem } = input
      ofModem(modem, 'messages', 'set-message-configuration', () => versions.messageConfiguration(modem).etag)
      return service.setMessageConfiguration(input)
    },
  }
}

/** Nothing where what is asked for is not there. */
function ifThere<T>(ask: () => T): T | undefined {
  try {
    return ask()
  } catch (thrown) {
    if (DialtoneError.of(thrown)?.code === 'not_found') return undefined
    throw thrown
  }
}
