/**
 * What versions 2 to 4 of the WWAN profile schema add to a profile, in our words. What a profile does not say is absent; what
 * that means is said with each.
 */
import type { ContextRoaming } from './provisioned-context.ts'

export interface ProfileExtension {
  /** The provider's name, to show. */
  readonly displayProviderName?: string
  /** For buying a subscription; absent: no. */
  readonly isPurchaseProfile?: boolean
  /** For a context beside that for the Internet; absent: no. */
  readonly isAdditional?: boolean
  /** What it is for: GUIDs in braces, at most 10. */
  readonly purposes?: readonly string[]
  /** When it is in force; absent: always. */
  readonly conditions?: ProfileConditions
  /** For fetching other profiles only; absent: no. */
  readonly isProvisioningProfile?: boolean
  /** The operator's number of the access point; absent: 0. */
  readonly apnId?: number
  /** Whether the administrator lets it be used; absent: yes. */
  readonly adminEnabled?: boolean
  /** Where the administrator lets it be used; absent: everywhere. */
  readonly adminRoaming?: Extract<ContextRoaming, 'allow-all' | 'home-and-partner' | 'home-only'>
  /** Whether nothing else may be connected beside it; absent: no. */
  readonly isExclusive?: boolean
  /** Of an additional one: whether it stays connected; absent: no. */
  readonly isLongStanding?: boolean
  readonly mms?: MmsConfiguration
  /** The modem is to choose. MBIM cannot ask that of one: `context.authProtocol` holds what is asked for instead. */
  readonly automaticAuthProtocol?: boolean
  /** IPv4 is to be carried by translation (464XLAT, RFC 6877), so `context.ipType` is `ipv6`. */
  readonly translation?: boolean
  /** Of a configuration of the modem (`ModemDMConfigProfile`): the maker's GUID, in braces. */
  readonly oemConnectionId?: string
}

export interface ProfileConditions {
  readonly cellularClass?: 'gsm' | 'cdma'
  readonly technology?: 'lte-ehrpd' | 'legacy'
  readonly roaming?: Exclude<ContextRoaming, 'home-and-non-partner'>
  /** IMSI of the SIM. Personal. */
  readonly subscriberId?: string
  /** Access over Wi-Fi (3GPP TS 23.402); absent: `cellular`. */
  readonly access?: 'cellular' | 'cellular-and-wlan' | 'wlan'
}

export interface MmsConfiguration {
  readonly url?: string
  readonly port?: number
  /** Kilobytes; 0: any. */
  readonly maximumSize?: number
}
