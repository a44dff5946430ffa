/** What ModemManager makes of a modem, by MBIM and by AT commands: stories, each in a network namespace of its own. */
import type { Bearer, ManagedModem, ManagedSms } from './modem-manager.ts'
import { runNamespaced } from './namespaced.ts'

export interface Lease {
  readonly address: string
  readonly prefixLength: number
  readonly gateway: string
  readonly dns: readonly string[]
  readonly mtu: number
}

interface Connected {
  readonly bearers: readonly Bearer[]
  /** What the carrier gave. */
  readonly given: Readonly<Record<'ipv4' | 'ipv6', Lease>>
}

/** What `modem-manager-story.ts` prints of each. */
interface Told {
  readonly connect: Readonly<Record<'found' | 'registered' | 'dropped' | 'left', ManagedModem>> & {
    readonly first: Connected
    readonly second: Connected
    readonly state: string
  }
  readonly enable: Readonly<Record<'found' | 'registered' | 'roaming' | 'disabled', ManagedModem>>
  readonly dial: { readonly bearer: Bearer; readonly left: ManagedModem }
  readonly network: {
    readonly scan: { readonly modem: { readonly '3gpp': { readonly 'scan-networks': readonly string[] } } }
    readonly chosen: string
    readonly left: string
    readonly registered: ManagedModem
  }
  readonly sms: {
    readonly received: ManagedSms
    readonly sent: { readonly to: string; readonly parts: number; readonly text: string }
  }
  /** What it says of codes that are dialled without a call. */
  readonly ussd: Readonly<Record<'balance' | 'menu' | 'status' | 'answer' | 'unknown', string>>
  readonly unlock: { readonly locked: ManagedModem; readonly wrong: string; readonly unlocked: ManagedModem }
}

/** @param way `serial`: by AT commands, on abstract sockets; else by MBIM, behind the proxy's socket */
export async function tellOf<Story extends keyof Told>(story: Story, way?: 'serial'): Promise<Told[Story]> {
  const told = await runNamespaced('modem-manager-story.ts', way === undefined ? [story] : [story, way])
  return told as Told[Story] // the shape that the story has
}
