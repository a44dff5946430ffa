/** What a function knows from one OPEN to the next: how long a fragment may be, which version is spoken, who is told what. */
import { BasicConnect, DeviceServices, MsBasicConnectExtensions, MsVersion } from '../../mbim/index.ts'
import type { CidFacts, MbimExVersion } from '../../mbim/index.ts'
import type { ServiceTable } from './service-table.ts'
import { Subscriptions } from './subscriptions.ts'

/** What woke the host last, if it slept (WAKE_REASON). */
export interface Wake {
  readonly kind: 'cid-response' | 'cid-indication'
  readonly cid: CidFacts
  readonly payload: Uint8Array
}

export class ControlSession {
  readonly maxControlTransfer: number
  readonly subscriptions: Subscriptions
  lastWake: Wake | undefined
  readonly #own: MbimExVersion
  #version: MbimExVersion = 1
  #mayNegotiate = true

  constructor(services: ServiceTable, maxControlTransfer: number) {
    this.maxControlTransfer = maxControlTransfer
    this.subscriptions = new Subscriptions(services)
    this.#own = services.version
  }

  get version(): MbimExVersion {
    return this.#version
  }

  /**
   * VERSION must be the first command, the list of services aside: a host that begins with anything else is taken for one
   * that knows no extensions, and a version once agreed on stays (MBIMEx 2.0, MS_VERSION).
   */
  negotiate(host: MbimExVersion): MbimExVersion {
    if (this.#mayNegotiate && host > this.#version) this.#version = host < this.#own ? host : this.#own
    this.#mayNegotiate = false
    return this.#version
  }

  /** Notes that a command has come. */
  notice(service: string, cid: number): void {
    if (!this.#mayNegotiate) return
    const harmless =
      (service === BasicConnect.uuid && cid === DeviceServices.number) ||
      (service === MsBasicConnectExtensions.uuid && cid === MsVersion.number)
    if (!harmless) this.#mayNegotiate = false
  }
}
