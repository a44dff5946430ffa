/** A modem between us and a stock ModemManager, which comes and goes. */
import { expect, test } from 'vitest'
import type { Activation, DriverFact } from '../../src/core/index.ts'
import { isInstalled, PACKAGES } from './modem-manager.ts'
import { runNamespaced } from './namespaced.ts'
import { requirePeer } from './peer.ts'

const tell = (story: string): Promise<unknown> => runNamespaced('hand-over-story.ts', [story])

/** Its own type says nothing of what it stands for. */
const matching = (pattern: RegExp): unknown => expect.stringMatching(pattern)

const suite = requirePeer('ModemManager', `apt-get install ${PACKAGES.join(' ')}`, isInstalled)

suite('a modem that ModemManager comes to share', () => {
  test('keeps its session, is handed over when that has ended, and is taken back with the next one', async () => {
    const told = (await tell('auto')) as {
      readonly alone: DriverFact
      readonly beside: string
      readonly meanwhile: readonly string[]
      readonly handed: DriverFact
      readonly made: Activation
      readonly back: DriverFact
      readonly after: readonly DriverFact[]
      readonly lasting: string
      readonly left: string
    }
    expect(told.alone).toMatchObject({
      driver: 'mbim',
      device: '/dev/cdc-wdm0',
      reached: { because: matching(/^ModemManager is not running/) },
    })
    expect(told.beside).toBe('activated')
    expect(told.meanwhile).not.toContain('context')
    expect(told.meanwhile).not.toContain('failed')
    expect(told.handed).toMatchObject({
      driver: 'modem-manager',
      device: '/dev/cdc-wdm0',
      reached: { because: 'ModemManager has it' },
    })
    expect(told.back).toMatchObject({ driver: 'mbim', reached: { way: 'mbim-proxy' } })
    const { ip, link } = told.made
    expect(told.after).toEqual([{ type: 'context', sessionId: 0, state: 'activated', ip, link }])
    expect([told.lasting, told.left]).toEqual(['activated', 'deactivated'])
  })

  test('is handed over with the session that ModemManager has made in place of ours', async () => {
    const { ours, meanwhile, taken, given, told, left } = (await tell('replaced')) as {
      readonly ours: Activation
      readonly meanwhile: readonly string[]
      readonly taken: Extract<DriverFact, { type: 'context' }>
      readonly given: { readonly ipv4?: { readonly address: string } }
      readonly told: readonly DriverFact[]
      readonly left: string
    }
    expect(meanwhile).not.toContain('context')
    const [address] = taken.ip?.v4?.addresses ?? []
    expect(address).toEqual({ address: given.ipv4?.address, prefixLength: 30 })
    expect(address).not.toEqual(ours.ip.v4?.addresses[0])
    const states = told.flatMap((fact) => (fact.type === 'context' ? [fact.state] : []))
    expect(states).toEqual(['deactivated', 'activated'])
    expect(told.filter(({ type }) => type === 'gone')).toEqual([])
    expect(left).toBe('deactivated')
  })

  test('is handed over with the live session of ModemManager that we have seen natively, once that may have it', async () => {
    const { seen, after, isSame, left } = (await tell('given')) as Readonly<Record<string, unknown>>
    expect(seen).toMatchObject({ sessionId: 0, link: { name: 'wwan0' } })
    expect(after).toEqual([seen])
    expect([isSame, left]).toEqual([true, 'deactivated'])
  })

  test('is left alone where that is asked, until it is not asked any more, or we have gone', async () => {
    const told = (await tell('direct')) as Readonly<Record<string, unknown>>
    const { reached, listed, up, waiting, still, returned, again, gone } = told
    expect(reached).toMatchObject({
      driver: 'mbim',
      reached: { because: matching(/it is set so in general, and ModemManager leaves it alone/) },
    })
    expect([listed, up]).toEqual([{ 'modem-list': [] }, 'activated'])
    expect(waiting).toMatchObject({ reached: { because: matching(/until its connection has ended/) } })
    expect(still).toBe('activated')
    expect(returned).toMatchObject({ driver: 'modem-manager', reached: { because: 'ModemManager has it' } })
    expect(again).toMatchObject({
      reached: { because: matching(/it is set so for its control device, and/) },
    })
    expect(gone).toBe(false)
  })
})
