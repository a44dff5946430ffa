/** What is so with a modem, a connection or a dial interface, in words: for tables, pages and the telling of events. */
import type {
  Connection,
  DeviceServiceState,
  DialInterface,
  IpFamilySettings,
  IpSettings,
  ListedProvider,
  Message,
  MessageStore,
  Modem,
  PacketService,
  PinStatus,
  ProviderList,
  ProvisionedContexts,
  Registration,
  Signal,
  Sim,
} from '../core/index.ts'

export function describeModem({ equipment, device, driver }: Modem): string {
  const made = [equipment?.manufacturer, equipment?.model].filter((word) => word !== undefined).join(' ')
  const where = device === driver ? device : `${device}, ${driver}`
  return made === '' ? where : `${made} (${where})`
}

export function describeDialInterface({ state, reason, connected }: DialInterface): string {
  if (connected === undefined) return `${state}: ${reason.text}`
  const where = describeIp(connected.ip)
  return `${state} by ${connected.port}${where === '' ? '' : `, ${where}`}: ${reason.text}`
}

const SIM_WORDS: Record<Sim['state'], string> = {
  'not-initialized': 'SIM is being read',
  initialized: 'SIM ready',
  'not-inserted': 'no SIM',
  bad: 'SIM is unusable',
  failure: 'SIM failed',
  'not-activated': 'SIM is not activated',
  locked: 'SIM locked',
  'no-esim-profile': 'eSIM has no profile',
}

export function describeSim(sim: Sim): string {
  const words = SIM_WORDS[sim.state]
  return sim.state === 'locked' && sim.pin !== undefined ? `${words}: ${describePin(sim.pin)}` : words
}

export function describePin({ type, attemptsLeft }: PinStatus): string {
  const left =
    attemptsLeft === undefined ? '' : `, ${attemptsLeft} ${attemptsLeft === 1 ? 'attempt' : 'attempts'} left`
  return `${type.toUpperCase()} required${left}`
}

export function describeRadio({ hardware, software }: NonNullable<Modem['radio']>): string {
  if (hardware === 'on' && software === 'on') return 'radio on'
  return hardware === 'off' ? 'radio off by its hardware switch' : 'radio off by software'
}

export function describeContexts({ supported, contexts }: ProvisionedContexts): string {
  if (!supported) return 'stores no contexts'
  const kept = contexts.filter(({ type }) => type !== 'none')
  const each = kept.map(({ type, accessString }) => (accessString === '' ? type : `${type}: ${accessString}`))
  return each.length === 0 ? 'has no context stored' : `has contexts stored: ${each.join(', ')}`
}

const REGISTRATION_WORDS: Record<Registration['state'], string> = {
  unknown: 'registration not known',
  deregistered: 'not registered',
  searching: 'searching for a network',
  home: 'registered at home',
  roaming: 'registered, roaming',
  partner: 'registered, roaming with a partner',
  denied: 'registration denied',
}

export function describeRegistration({ state, provider, networkError }: Registration): string {
  const where = provider === undefined ? '' : `: ${describeProvider(provider)}`
  const why = networkError === undefined ? '' : ` (${networkError.text})`
  return `${REGISTRATION_WORDS[state]}${where}${why}`
}

export function describeProvider({ id, name }: { readonly id: string; readonly name: string }): string {
  return name === '' ? id : id === '' ? name : `${name} (${id})`
}

/** Their names: `Dialtone Mobile (00101), Rival Wireless (00102)`. */
export function describeProviders(providers: readonly ListedProvider[]): string {
  return providers.length === 0 ? 'none' : providers.map(describeProvider).join(', ')
}

export function describeProviderList({ providers, cause }: ProviderList): string {
  if (cause !== undefined) return `not known (${cause.message})`
  const forbidden = providers.filter(({ states }) => states.includes('forbidden'))
  const preferred = providers.filter((one) => !forbidden.includes(one))
  const others = forbidden.length === 0 ? '' : `; forbidden: ${describeProviders(forbidden)}`
  return `${describeProviders(preferred)}${others}`
}

export function describePacketService(service: PacketService): string {
  const { state, dataClass, downlinkSpeed, uplinkSpeed, networkError } = service
  const technology = dataClass === undefined ? '' : `, ${dataClass.toUpperCase()}`
  const speed =
    downlinkSpeed > 0 || uplinkSpeed > 0
      ? `, ${describeSpeed(downlinkSpeed)} down, ${describeSpeed(uplinkSpeed)} up`
      : ''
  const why = networkError === undefined ? '' : ` (${networkError.text})`
  return `packet service ${state}${technology}${speed}${why}`
}

function describeSpeed(bits: number): string {
  if (bits >= 1e9) return `${round(bits / 1e9)} Gbit/s`
  return bits >= 1e6 ? `${round(bits / 1e6)} Mbit/s` : `${round(bits / 1e3)} kbit/s`
}

const round = (value: number): string => (Math.round(value * 10) / 10).toString()

export function describeSignal({ rssi, rsrp, snr }: Signal): string {
  const parts = [
    ...(rssi === undefined ? [] : [`${rssi} dBm`]),
    ...(rsrp === undefined ? [] : [`RSRP ${rsrp} dBm`]),
    ...(snr === undefined ? [] : [`SNR ${snr} dB`]),
  ]
  return parts.length === 0 ? 'not known' : parts.join(', ')
}

export function describeDeviceService({ name, sessions, streams }: DeviceServiceState): string {
  const count = ({ length }: readonly number[], what: string): string =>
    length === 0 ? `no ${what}` : length === 1 ? `1 ${what}` : `${length} ${what}s`
  const open = streams.length === 0 ? '' : ` and ${count(streams, 'stream')}`
  return `device service ${name}: ${count(sessions, 'session')}${open} open`
}

export function describeMessageStore({ state, full, capacity }: MessageStore): string {
  if (state === 'not-initialized') return 'messages: not ready yet'
  const room = full ? 'no room for more: delete some' : `room for ${capacity}`
  return `messages: ready, ${room}`
}

/** Who wrote, and how much of it has come; never what. */
export function describeMessage({
  kind,
  direction,
  number,
  class: shown,
  total,
  missing,
  report,
}: Message): string {
  if (report !== undefined) return `a report: ${report.text}`
  const what = kind === 'data' ? 'data' : shown === 0 ? 'a message to be shown at once' : 'a message'
  const whom = number === undefined ? '' : ` ${direction === 'incoming' ? 'from' : 'to'} ${number}`
  const parts = missing.length === 0 ? '' : `, ${missing.length} of its ${total} parts missing`
  return `${what}${whom}${parts}`
}

export function describeConnection({ state, ip, reason }: Connection): string {
  if (state === 'activated') return `connected: ${ip === undefined ? reason.text : describeIp(ip)}`
  const word = { deactivated: 'not connected', activating: 'connecting', deactivating: 'disconnecting' }[
    state
  ]
  return `${word}: ${reason.text}`
}

/** Everything of them, by name: `IPv4`, `IPv6`, `DNS`, `MTU`. */
export function describeIpSettings({
  v4,
  v6,
}: IpSettings): readonly (readonly [name: string, value: string])[] {
  const dns = [...(v4?.dns ?? []), ...(v6?.dns ?? [])]
  const mtu = [...new Set([v4?.mtu, v6?.mtu].filter((one) => one !== undefined))]
  return [
    ...(v4 === undefined ? [] : [['IPv4', describeFamily(v4)] as const]),
    ...(v6 === undefined ? [] : [['IPv6', describeFamily(v6)] as const]),
    ...(dns.length === 0 ? [] : [['DNS', dns.join(', ')] as const]),
    ...(mtu.length === 0 ? [] : [['MTU', mtu.join(', ')] as const]),
  ]
}

function describeFamily({ addresses, gateway }: IpFamilySettings): string {
  const own = addresses.map(({ address, prefixLength }) => `${address}/${prefixLength}`).join(', ')
  return gateway === undefined ? own : `${own}, gateway ${gateway}`
}

/** The addresses alone: `192.0.2.7/30, 2001:db8::7/64`. */
export function describeIp({ v4, v6 }: IpSettings): string {
  return [v4, v6]
    .flatMap((family) => family?.addresses ?? [])
    .map(({ address, prefixLength }) => `${address}/${prefixLength}`)
    .join(', ')
}
