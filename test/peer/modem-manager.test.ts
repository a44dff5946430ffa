/**
 * A stock ModemManager manages the virtual modem. Each story is a process in a network namespace of its own: abstract
 * sockets belong to one, and a proxy of this machine must not be met.
 */
import { expect, test } from 'vitest'
import { isInstalled, PACKAGES } from './modem-manager.ts'
import { tellOf, type Lease } from './modem-manager-told.ts'
import { requirePeer } from './peer.ts'

function written({ address, prefixLength, gateway, dns, mtu }: Lease) {
  return { address, prefix: prefixLength.toString(), gateway, dns, mtu: mtu.toString() }
}

const suite = requirePeer('ModemManager', `apt-get install ${PACKAGES.join(' ')}`, isInstalled)

suite('ModemManager', () => {
  test('finds, enables, connects, hears of a drop, connects again and disconnects', async () => {
    const { found, registered, first, dropped, second, left, state } = await tellOf('connect')
    expect(found.generic).toMatchObject({ 'primary-port': 'cdc-wdm0', 'unlock-required': '--' })
    expect(found['3gpp'].imei).toMatch(/^\d{15}$/)
    expect(registered['3gpp']).toMatchObject({
      'operator-code': '00101',
      'operator-name': 'Dialtone Mobile',
      'registration-state': 'home',
      'packet-service-state': 'attached',
    })
    for (const { bearers, given } of [first, second]) {
      expect(bearers).toHaveLength(1)
      expect(bearers[0]).toMatchObject({
        properties: { apn: 'internet' },
        status: { connected: 'yes', interface: 'wwan0' },
        'ipv4-config': written(given.ipv4),
        'ipv6-config': written(given.ipv6),
      })
    }
    // Another context, as its other addresses tell.
    expect(second.given.ipv4.address).not.toBe(first.given.ipv4.address)
    for (const { '3gpp': network } of [dropped, left]) {
      expect(network['packet-service-state']).toBe('attached')
    }
    expect(state).toBe('deactivated')
  })

  test('scans for networks, chooses one by hand and leaves the choice to the modem again', async () => {
    const { scan, chosen, left, registered } = await tellOf('network')
    const networks = scan.modem['3gpp']['scan-networks']
    expect(networks).toHaveLength(2)
    // In whatever order it likes.
    expect(networks.toSorted()).toEqual([
      expect.stringMatching(
        /^operator-code: 00101, operator-name: Dialtone Mobile, .*availability: current$/,
      ),
      expect.stringMatching(
        /^operator-code: 00102, operator-name: Rival Wireless, .*availability: forbidden$/,
      ),
    ])
    expect(chosen).toBe('00101')
    expect(left).toBe('automatic')
    expect(registered['3gpp']['registration-state']).toBe('home')
  })

  test('receives a long message whose parts come in the wrong order, and sends one', async () => {
    const { received, sent } = await tellOf('sms')
    const text = received.content.text
    expect(received).toMatchObject({
      content: { number: '+15550123' },
      properties: { 'pdu-type': 'deliver' },
    })
    expect(text).toMatch(/^Wait for me at the \[old\] station; bring 20 € and a lamp\./)
    expect(sent).toEqual({ to: '+15550199', parts: 3, text })
  })

  test('unlocks a SIM with its PIN, and tells of a wrong one', async () => {
    const { locked, wrong, unlocked } = await tellOf('unlock')
    expect(locked.generic['unlock-required']).toBe('sim-pin')
    expect(wrong).toContain('Incorrect password')
    expect(unlocked.generic).toMatchObject({ state: 'disabled', 'unlock-required': '--' })
  })
})
