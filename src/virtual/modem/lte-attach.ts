/**
 * The context with which the modem attaches to LTE, by where it is (MS_LTE_ATTACH_CONFIGURATION: always one entry each for
 * home, partner and other networks), and the one it is attached with (MS_LTE_ATTACH_INFO).
 */
import type { Status } from '../../mbim/index.ts'
import { generationOf } from '../carrier/access-technology.ts'
import type { IpType } from '../carrier/bearer.ts'
import type { Carrier } from '../carrier/carrier.ts'
import type { AuthProtocol } from '../carrier/operator.ts'
import type { Tell } from './change.ts'
import type { PacketService } from './packet-service.ts'
import type { Registration } from './registration.ts'
import type { Sim } from './sim.ts'

export type AttachRoaming = 'home' | 'partner' | 'non-partner'

export interface AttachContext {
  readonly ipType: IpType
  readonly accessString: string
  readonly userName: string
  readonly password: string
  readonly compression: 'none' | 'enable'
  readonly auth: AuthProtocol
}

export interface AttachConfiguration extends AttachContext {
  readonly roaming: AttachRoaming
  readonly source: 'admin' | 'user' | 'operator' | 'modem' | 'device'
}

/** In the order in which they are listed. */
export const ATTACH_ROAMING = ['home', 'partner', 'non-partner'] as const satisfies readonly AttachRoaming[]

const FACTORY: readonly AttachConfiguration[] = ATTACH_ROAMING.map((roaming) => ({
  roaming,
  source: 'modem',
  ipType: 'ipv4v6',
  accessString: '',
  userName: '',
  password: '',
  compression: 'none',
  auth: 'none',
}))

interface Environment {
  readonly carrier: Carrier
  readonly sim: Sim
  readonly registration: Registration
  readonly packetService: PacketService
  readonly tell: Tell
}

export class LteAttach {
  readonly #environment: Environment
  #configurations = FACTORY

  constructor(environment: Environment) {
    this.#environment = environment
  }

  get configurations(): readonly AttachConfiguration[] {
    return this.#configurations
  }

  /** Replaces all three, which must be one of each. */
  configure(configurations: readonly AttachConfiguration[], by?: object): Status {
    const each = ATTACH_ROAMING.map((roaming) => configurations.find((one) => one.roaming === roaming))
    const complete = each.filter((one) => one !== undefined)
    if (complete.length !== ATTACH_ROAMING.length || configurations.length !== complete.length) {
      return 'invalid-parameters'
    }
    this.#configurations = complete
    this.#environment.tell({ topic: 'lte-attach-configuration', by })
    return 'success'
  }

  restoreFactory(by?: object): Status {
    this.#configurations = FACTORY
    this.#environment.tell({ topic: 'lte-attach-configuration', by })
    return 'success'
  }

  /** The default bearer of the present attachment; nothing unless attached to LTE, by itself or as anchor of 5G. */
  get context(): AttachContext | undefined {
    const { carrier, sim, registration, packetService } = this.#environment
    const { technology } = packetService
    if (technology === undefined || generationOf(technology) !== '4g') return undefined
    const where = ROAMING_OF[registration.state]
    const configuration = this.#configurations.find(({ roaming }) => roaming === where)
    if (configuration === undefined) return undefined
    // A blank name is the network's to fill in, and it says what it took.
    const granted = carrier.operators
      .get(sim.subscriber?.home ?? '')
      ?.apns.find((apn) => apn.default === true)
    const accessString =
      configuration.accessString === '' ? (granted?.name ?? '') : configuration.accessString
    return { ...configuration, accessString }
  }
}

const ROAMING_OF: Partial<Record<Registration['state'], AttachRoaming>> = {
  home: 'home',
  partner: 'partner',
  roaming: 'non-partner',
}
