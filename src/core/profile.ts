/** Saved settings to connect with. */
import type { ProfileExtension } from './profile-extension.ts'
import type { Sim } from './sim.ts'

export type IpType = 'default' | 'ipv4' | 'ipv6' | 'ipv4v6' | 'ipv4-and-ipv6'
export type AuthProtocol = 'none' | 'pap' | 'chap' | 'mschapv2'

/** What a driver needs to activate a context. `password` is a secret: it leaves the process towards the modem only. */
export interface ContextSettings {
  /** APN (3GPP TS 23.003 §9); blank leaves the choice to the network. */
  readonly accessString: string
  readonly userName?: string
  readonly password?: string
  readonly authProtocol: AuthProtocol
  readonly compression: boolean
  readonly ipType: IpType
}

/** A profile as the WWAN profile schema has it, versions 1 to 4, in our words. */
export interface Profile extends ProfileExtension {
  /** Unique, 1–255 characters. */
  readonly name: string
  readonly description?: string
  readonly iconPath?: string
  readonly isDefault: boolean
  readonly creationType?:
    'user-provisioned' | 'admin-provisioned' | 'operator-provisioned' | 'device-provisioned'
  /** IMSI or MIN of the SIM that it is for; absent where the card itself is named. Personal. */
  readonly subscriberId?: string
  /** Personal. */
  readonly iccid?: string
  readonly homeProviderName?: string
  readonly autoConnectOnInternet?: boolean
  readonly connectionMode: 'manual' | 'auto' | 'auto-home'
  readonly context: ContextSettings
  readonly dataRoamingPartners: readonly { readonly id: string; readonly name: string }[]
}

/**
 * Whether a profile is for this SIM: it belongs to a subscriber, not to a device, and to a card where it names no subscriber.
 * Nothing where neither of the two says enough to tell.
 */
export function isProfileOf(profile: Pick<Profile, 'subscriberId' | 'iccid'>, sim: Sim): boolean | undefined {
  const { subscriberId, iccid } = profile
  if (subscriberId !== undefined) {
    return sim.subscriberId === undefined ? undefined : sim.subscriberId === subscriberId
  }
  return iccid === undefined || sim.iccid === undefined ? undefined : sim.iccid === iccid
}

/** A profile as it is shown: the secret is replaced by the fact that there is one. */
export type PublicProfile = Omit<Profile, 'context'> & {
  readonly context: Omit<ContextSettings, 'password'> & { readonly hasPassword: boolean }
}

export function toPublicProfile(profile: Profile): PublicProfile {
  const { password, ...context } = profile.context
  return { ...profile, context: { ...context, hasPassword: password !== undefined } }
}
