/** Gives a network device of a guest the addresses of a connection, as a program does that has asked for one. */
import type { LiveConnection } from '../../src/api/index.ts'
import type { Guest } from './guest.ts'

export async function takeAddresses(guest: Guest, { ip }: LiveConnection, device: string): Promise<void> {
  const v4 = ip?.v4?.addresses.map(({ address, prefixLength }) => `${address}/${prefixLength}`) ?? []
  const v6 = ip?.v6?.addresses.map(({ address, prefixLength }) => `${address}/${prefixLength}`) ?? []
  await guest.run(
    [
      `ip address flush dev ${device}`,
      `ip link set ${device} up mtu ${ip?.v4?.mtu ?? ip?.v6?.mtu ?? 1500}`,
      ...v4.map((address) => `ip address add ${address} dev ${device}`),
      ...v6.map((address) => `ip address add ${address} dev ${device} nodad`),
    ].join(' && '),
  )
}
