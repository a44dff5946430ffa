/** What a dial interface is where nothing else is said, so that a name and a profile are enough. */
import { Hours, Minutes, Seconds } from '../base/index.ts'
import type { DialSettings } from './dial-interface.ts'

/** Settings with everything optional that has a default. */
export type PartialDialSettings = Pick<DialSettings, 'name' | 'dialer'> & Partial<DialSettings>

export function completeDialSettings(given: PartialDialSettings): DialSettings {
  return {
    type: 'home-router',
    enabled: true,
    persistent: false,
    priority: 0,
    routes: [],
    idleTimeout: Minutes(5),
    redial: { attempts: 3, interval: Seconds(10) },
    // Microsoft KB Q193834.
    unreachable: { first: Minutes(10), step: Minutes(10), longest: Hours(6) },
    // A look-up, a few SYNs and a window of datagrams; TCP gives up on a connection after a minute or two.
    hold: { packets: 256, bytes: 256 * 1024, age: Seconds(60) },
    nat: true,
    dns: false,
    ...given,
  }
}
