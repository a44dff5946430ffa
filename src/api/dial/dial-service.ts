/** The part of the contract that is about demand dialling. A dial interface is named by its name, in any case, or its id. */
import type {
  Cause,
  DemandDial,
  DialInterface,
  DialPort,
  DialCredentials,
  DialSettings,
  LanInterface,
  PartialDialSettings,
  PublicDialSettings,
} from '../../core/index.ts'
import type { Accepted } from '../accepted.ts'
import type { Tagged } from '../condition.ts'

/** Settings to begin with: what is left out has its default. */
export type DialSettingsInput = PartialDialSettings

/**
 * What is left out stays; `null` takes away. A password that is left out of `credentials` stays while the user name does, or with
 * `keepPassword`; a user name that is given as it is shown to who may not see it stays.
 */
export type DialSettingsChange = {
  readonly [
    Key in Exclude<keyof DialSettings, 'name' | 'filter' | 'dialOutHours' | 'credentials'>
  ]?: DialSettings[Key]
} & {
  readonly [Key in 'filter' | 'dialOutHours']?: NonNullable<DialSettings[Key]> | null
} & {
  readonly credentials?: (DialCredentials & { readonly keepPassword?: boolean }) | null
}

/**
 * Where a change goes: `both` (unless told), only what runs, which a restart forgets, or only what is stored, which a
 * restart brings.
 */
export type DialApply = 'both' | 'running' | 'stored'

export interface DialPlan {
  /** What would be configured in this machine while traffic is waited for, and once the interface is connected. */
  readonly lines: readonly string[]
  /** Why none of it can be done here. */
  readonly obstacle?: Cause
}

export interface DialService {
  demandDial(): Promise<DemandDial>
  /** No interface is dialled any more, but by others; connections stay up. */
  pauseDemandDial(): Promise<DemandDial>
  continueDemandDial(): Promise<DemandDial>

  dialInterfaces(): Promise<readonly DialInterface[]>
  /** With the counters of its link as they are now. */
  dialInterface(input: { readonly dialInterface: string }): Promise<DialInterface>
  /** The stored configuration, which is what the next start of the service has beside the configuration file. */
  storedDialInterfaces(): Promise<readonly PublicDialSettings[]>
  /** Those that run, or that are stored; both may be there and differ. */
  dialSettings(input: {
    readonly dialInterface: string
    readonly of?: 'running' | 'stored'
  }): Promise<PublicDialSettings & Tagged>
  /** Fails with `already_exists`, and with `invalid_argument`, whose `problems` name the keys, for what makes no sense. */
  addDialInterface(input: {
    readonly settings: DialSettingsInput
    readonly apply?: DialApply
  }): Promise<PublicDialSettings & Tagged>
  /** What is connected stays so, but for an interface that is disabled; another modem or profile serves the next time. */
  setDialInterface(input: {
    readonly dialInterface: string
    readonly change: DialSettingsChange
    readonly apply?: DialApply
  }): Promise<PublicDialSettings & Tagged>
  /** Fails with `already_connected` or `already_connecting` where it runs and is not down. */
  removeDialInterface(input: { readonly dialInterface: string; readonly apply?: DialApply }): Promise<void>
  /**
   * Asynchronous. Refused at once with `already_connected`, `already_connecting`, `disabled`, `paused`, `no_device`, `busy`
   * or what keeps its modem from the network. Dial-out hours and earlier failures do not bar it.
   */
  connectInterface(input: { readonly dialInterface: string }): Promise<Accepted>
  /** Asynchronous; refused with `not_connected` where there is nothing to disconnect. */
  disconnectInterface(input: { readonly dialInterface: string }): Promise<Accepted>
  clearDialStatistics(input: { readonly dialInterface: string }): Promise<void>

  dialPorts(): Promise<readonly DialPort[]>
  /** Disconnects the interface that uses the port. */
  disconnectPort(input: { readonly port: string }): Promise<Accepted>

  /** The LANs that this computer is on and its loopback, by index: nobody dials them. Also where there is no demand dialling. */
  lanInterfaces(): Promise<readonly LanInterface[]>

  /** A dry run: of an interface there is, or of settings. */
  planDialInterface(input: {
    readonly dialInterface?: string
    readonly settings?: DialSettingsInput
  }): Promise<DialPlan>
}
