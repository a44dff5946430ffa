/** How the schema spells our words. Where it has two spellings, the first one is written. */

export const AUTH_PROTOCOLS = {
  NONE: 'none',
  PAP: 'pap',
  CHAP: 'chap',
  MsCHAPv2: 'mschapv2',
  MsCHAPV2: 'mschapv2',
} as const

export const CREATION_TYPES = {
  UserProvisioned: 'user-provisioned',
  AdminProvisioned: 'admin-provisioned',
  OperatorProvisioned: 'operator-provisioned',
  DeviceProvisioned: 'device-provisioned',
} as const

export const CONNECTION_MODES = { manual: 'manual', auto: 'auto', 'auto-home': 'auto-home' } as const

/** `XLAT` is IPv6 with translation on top, which is kept beside it. */
export const IP_TYPES = { Default: 'default', IPv4: 'ipv4', IPv6: 'ipv6', IPv4v6: 'ipv4v6' } as const

export const CELLULAR_CLASSES = { '3GPP': 'gsm', '3GPP2': 'cdma' } as const

export const TECHNOLOGIES = { LTE_eHRPD: 'lte-ehrpd', '3GPP_LEGACY': 'legacy' } as const

export const ROAM_APPLICABILITY = {
  NonPartnerOnly: 'non-partner-only',
  PartnerOnly: 'partner-only',
  HomeOnly: 'home-only',
  HomeAndPartner: 'home-and-partner',
  PartnerAndNonpartner: 'partner-and-non-partner',
  AllRoaming: 'allow-all',
} as const

export const ROAM_CONTROLS = {
  AllRoamAllowed: 'allow-all',
  PartnerRoamAllowed: 'home-and-partner',
  NoRoamAllowed: 'home-only',
} as const

export const ACCESSES = {
  CellularOnly: 'cellular',
  CellularAndIwlan: 'cellular-and-wlan',
  IwlanOnly: 'wlan',
} as const

export function wordOf<T>(table: Readonly<Record<string, T>>, spelling: string | undefined): T | undefined {
  return spelling === undefined || !Object.hasOwn(table, spelling) ? undefined : table[spelling]
}

export function spellingOf(
  table: Readonly<Record<string, string>>,
  word: string | undefined,
): string | undefined {
  return Object.entries(table).find(([, one]) => one === word)?.[0]
}
