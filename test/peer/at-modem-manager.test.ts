/** A stock ModemManager manages the virtual modem by AT commands, in its own test mode: serial ports on abstract sockets. */
import { expect, test } from 'vitest'
import { isInstalled, PACKAGES } from './modem-manager.ts'
import { tellOf } from './modem-manager-told.ts'
import { requirePeer } from './peer.ts'

const suite = requirePeer('ModemManager', `apt-get install ${PACKAGES.join(' ')}`, isInstalled)

suite('ModemManager by AT commands', () => {
  test('finds, enables and disables it, and hears that it roams', async () => {
    const { found, registered, roaming, disabled } = await tellOf('enable', 'serial')
    expect(found.generic).toMatchObject({ 'primary-port': 'abstract:at0', 'unlock-required': '--' })
    expect(found['3gpp'].imei).toMatch(/^\d{15}$/)
    expect(registered['3gpp']).toMatchObject({
      'operator-code': '00101',
      'operator-name': 'Dialtone Mobile',
      'registration-state': 'home',
    })
    expect(registered.generic['access-technologies']).toEqual(['lte'])
    // -71 dBm is 21 of 31.
    expect(registered.generic['signal-quality'].value).toBe('67')
    expect(roaming['3gpp']).toMatchObject({ 'operator-code': '99941', 'operator-name': 'Nomad Telecom' })
    expect(disabled.generic.state).toBe('disabled')
  })

  test('dials a context, for somebody who speaks PPP, and hangs up', async () => {
    const { bearer, left } = await tellOf('dial', 'serial')
    expect(bearer).toMatchObject({
      properties: { apn: 'v4only' },
      status: { connected: 'yes', interface: 'abstract:at0' },
      'ipv4-config': { method: 'ppp' },
    })
    expect(left.generic.state).toBe('registered')
  })

  test('scans for networks, chooses one by hand and leaves the choice to the modem again', async () => {
    const { scan, chosen, left, registered } = await tellOf('network', 'serial')
    expect(scan.modem['3gpp']['scan-networks'].toSorted()).toEqual([
      'operator-code: 00101, operator-name: Dialtone Mobile, access-technologies: lte, availability: current',
      'operator-code: 00102, operator-name: Rival Wireless, access-technologies: lte, availability: forbidden',
    ])
    expect(chosen).toBe('00101')
    expect(left).toBe('automatic')
    expect(registered['3gpp']['registration-state']).toBe('home')
  })

  test('receives a message, and sends a long one', async () => {
    const { received, sent } = await tellOf('sms', 'serial')
    expect(received).toMatchObject({
      content: { number: '+15550123', text: 'See you at noon [€]' },
      properties: { 'pdu-type': 'deliver' },
    })
    expect(sent).toMatchObject({ to: '+15550199', parts: 3 })
    expect(sent.text).toMatch(/^Wait for me at the \[old\] station; bring 20 € and a lamp\./)
  })

  test('asks the network by codes, answers its menu, and hears of a code that it does not know', async () => {
    const { balance, menu, status, answer, unknown } = await tellOf('ussd', 'serial')
    expect(balance).toContain("'Your balance is 12.34 EUR.'")
    expect(menu).toContain("'What is left? 1: data, 2: calls'")
    expect(status).toContain('status: user-response')
    expect(answer).toContain("'90 minutes are left.'")
    expect(unknown).toContain('Operation not supported')
  })

  test('unlocks a SIM with its PIN, and tells of a wrong one', async () => {
    const { locked, wrong, unlocked } = await tellOf('unlock', 'serial')
    expect(locked.generic['unlock-required']).toBe('sim-pin')
    expect(wrong).toContain("couldn't send PIN code to the SIM")
    expect(unlocked.generic).toMatchObject({ state: 'disabled', 'unlock-required': '--' })
  })
})
