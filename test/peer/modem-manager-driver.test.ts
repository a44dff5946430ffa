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

  test('waits for a ModemManager that died, and takes the modem up again with the next one', async () => {
    const { failed, lasting, refused, after, link, left } = (await tell('restart')) as {
      readonly failed: DriverFact
      readonly lasting: string
      readonly refused: Cause
      readonly after: readonly DriverFact[]
      readonly link: Activation['link']
      readonly left: string
    }
    expect(failed).toMatchObject({ cause: { code: 'service_unavailable' } })
    expect(lasting).toBe('activated')
    expect(refused.code).toBe('busy')
    const types = after.map(({ type }) => type)
    expect(types.filter((type) => type === 'opened')).toHaveLength(1)
    expect(types).not.toContain('gone')
    // The next one disconnects what it does not know.
    expect(after).toContainEqual({ type: 'context', sessionId: 0, state: 'deactivated' })
    expect(link.name).toBe('wwan0')
    expect(left).toBe('deactivated')
  })

  test('drives a modem that speaks AT commands: finds it, registers, scans, hears of a message', async () => {
    const { picture, providers, message } = (await tell('serial')) as {
      readonly picture: readonly DriverFact[]
      readonly providers: readonly { readonly id: string }[]
      readonly message: DriverFact
    }
    expect(picture[0]).toMatchObject({ type: 'opened', equipment: { id: matching(/^\d{15}$/) } })
    expect(providers.map(({ id }) => id).toSorted()).toEqual(['00101', '00102'])
    expect(message).toMatchObject({ part: { kind: 'text', number: '+15550123' } })
  })
})
