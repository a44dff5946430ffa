/** Our driver on the bus of a stock ModemManager, which manages the virtual modem. */
import { expect, test } from 'vitest'
import type { Activation, Cause, DriverFact } from '../../src/core/index.ts'
import { isInstalled, PACKAGES } from './modem-manager.ts'
import { runNamespaced } from './namespaced.ts'
import { requirePeer } from './peer.ts'

const tell = (story: string): Promise<unknown> => runNamespaced('modem-manager-driver-story.ts', [story])

/** Its own type says nothing of what it stands for. */
const matching = (pattern: RegExp): unknown => expect.stringMatching(pattern)

interface Lease {
  readonly address: string
  readonly prefixLength: number
  readonly gateway: string
  readonly dns: readonly string[]
  readonly mtu: number
}

const family = ({ address, prefixLength, gateway, dns, mtu }: Lease) => ({
  addresses: [{ address, prefixLength }],
  gateway,
  dns,
  mtu,
})

const suite = requirePeer('ModemManager', `apt-get install ${PACKAGES.join(' ')}`, isInstalled)

suite('the driver over ModemManager', () => {
  test('finds the modem, tells it whole, connects, hears of a drop, connects again, and adopts what is up', async () => {
    const told = (await tell('connect')) as {
      readonly picture: readonly DriverFact[]
      readonly first: Activation
      readonly second: Activation
      readonly given: Readonly<Record<'ipv4' | 'ipv6', Lease>>
      readonly again: Cause
      readonly dropped: DriverFact
      readonly refused: Cause
      readonly afterStop: string
      readonly opened: DriverFact
      readonly adopted: DriverFact
      readonly down: string
      readonly late: Cause
      readonly last: string
    }
    const { picture, first, second, given } = told
    expect(picture[0]).toMatchObject({
      type: 'opened',
      adopted: false,
      equipment: { id: matching(/^\d{15}$/), firmware: matching(/DT-VM1/) },
      capabilities: { cellularClasses: ['gsm'], maxSessions: 1, manualRegistration: true },
    })
    const latest = (type: DriverFact['type']): DriverFact | undefined =>
      picture.findLast((fact) => fact.type === type)
    expect(latest('sim')).toMatchObject({
      sim: {
        state: 'initialized',
        subscriberId: matching(/^00101\d{10}$/),
        pin: { type: 'none' },
      },
    })
    expect(latest('home-provider')).toMatchObject({ provider: { id: '00101', name: 'Dialtone Mobile' } })
    expect(latest('registration')).toMatchObject({
      registration: { state: 'home', provider: { id: '00101' }, cellularClass: 'gsm' },
    })
    const strength = latest('signal')
    expect(strength?.type === 'signal' ? strength.signal.rssi : 0).toBeLessThan(-50)
    expect(first).toEqual({
      ip: { v4: family(given.ipv4), v6: family(given.ipv6) },
      link: { name: 'wwan0', sessionId: 0, configuredBy: 'us' },
    })
    expect(told.again.code).toBe('max_activated_contexts')
    expect(told.dropped).toMatchObject({ state: 'deactivated', networkError: { value: 26 } })
    expect(told.refused).toMatchObject({ code: 'connect_failed', network: { value: 33 } })
    expect(told.afterStop).toBe('activated')
    expect(told.opened).toMatchObject({ type: 'opened', adopted: true })
    expect(told.adopted).toEqual({ type: 'context', sessionId: 0, state: 'activated', ...second })
    expect(told.down).toBe('deactivated')
    expect(told.late.code).toBe('unplugged')
    expect(told.last).toBe('gone')
  })
})
