/**
 * A process of its own, in a network namespace of its own, because abstract sockets belong to one: a virtual modem on our
 * proxy, or on serial ports, and a stock ModemManager that manages it. Prints what happened as one line of JSON.
 *
 *     unshare -n node test/peer/modem-manager-story.ts STORY [serial]
 */
import { joinText } from '../../src/sms/index.ts'
import {
  createVirtualModem,
  Proxy,
  serveSerialSocket,
  virtualControl,
  type VirtualModem,
} from '../../src/virtual/index.ts'
import { ModemManager } from './modem-manager.ts'

const [story = '', way = 'mbim'] = process.argv.slice(2)

/** Three parts, in an alphabet that has its own table of extensions. */
const LONG = 'Wait for me at the [old] station; bring 20 € and a lamp. '.repeat(6).trim()

const SHORT = 'See you at noon [€]'

interface Scene {
  readonly manager: ModemManager
  readonly modem: VirtualModem
}

const STORIES: Readonly<Record<string, (scene: Scene) => Promise<unknown>>> = {
  async connect({ manager, modem }) {
    const found = await manager.modem(({ generic }) => generic.state === 'disabled')
    await manager.mmcli('-m', 'any', '--enable')
    // Each property is told by itself.
    const registered = await manager.modem(
      ({ generic, '3gpp': network }) =>
        generic.state === 'registered' && network['packet-service-state'] === 'attached',
    )
    const connect = async () => {
      await manager.mmcli('-m', 'any', '--simple-connect=apn=internet,ip-type=ipv4v6')
      const connected = await manager.modem(({ generic }) => generic.state === 'connected')
      const paths = connected.generic.bearers
      const bearers = await Promise.all(paths.map((path) => manager.bearer(path)))
      return { bearers, given: modem.inside.contexts.get(0)?.bearer?.leases }
    }
    const first = await connect()
    const control = virtualControl(() => [modem])
    await control.command({ command: 'disconnect', arguments: {} })
    const dropped = await manager.modem(({ generic }) => generic.state === 'registered')
    const second = await connect()
    await manager.mmcli('-m', 'any', '--simple-disconnect')
    const left = await manager.modem(({ generic }) => generic.state === 'registered')
    const state = modem.inside.contexts.get(0)?.state
    return { found, registered, first, dropped, second, left, state }
  },

  async dial({ manager }) {
    await manager.modem(({ generic }) => generic.state === 'disabled')
    await manager.mmcli('-m', 'any', '--enable')
    await manager.modem(({ generic }) => generic.state === 'registered')
    await manager.mmcli('-m', 'any', '--simple-connect=apn=v4only,ip-type=ipv4')
    const connected = await manager.modem(({ generic }) => generic.state === 'connected')
    const [path = ''] = connected.generic.bearers
    const bearer = await manager.bearer(path)
    await manager.mmcli('-m', 'any', '--simple-disconnect')
    const left = await manager.modem(({ generic }) => generic.state === 'registered')
    return { bearer, left }
  },

  async network({ manager, modem }) {
    await manager.modem(({ generic }) => generic.state === 'disabled')
    await manager.mmcli('-m', 'any', '--enable')
    await manager.modem(({ generic }) => generic.state === 'registered')
    const scan = JSON.parse(await manager.mmcli('-m', 'any', '--3gpp-scan', '-J')) as unknown
    await manager.mmcli('-m', 'any', '--3gpp-register-in-operator=00101')
    const chosen = modem.inside.registration.manual
    await manager.mmcli('-m', 'any', '--3gpp-register-home')
    const registered = await manager.modem(({ generic }) => generic.state === 'registered')
    return { scan, chosen, left: modem.inside.registration.mode, registered }
  },
  async sms({ manager, modem }) {
    await manager.modem(({ generic }) => generic.state === 'disabled')
    await manager.mmcli('-m', 'any', '--enable')
    await manager.modem(({ generic }) => generic.state === 'registered')
    const control = virtualControl(() => [modem])
    // By AT commands it asks for one of several messages that come at once.
    const text = way === 'serial' ? SHORT : LONG
    await control.command({ command: 'sms', arguments: { text, from: '+15550123', reverse: true } })
    const received = await manager.sms(({ properties: { state } }) => state === 'received')
    const created = await manager.mmcli('-m', 'any', `--messaging-create-sms=number=+15550199,text='${LONG}'`)
    const [path = ''] = /\/org\/freedesktop\/ModemManager1\/SMS\/\d+/.exec(created) ?? []
    await manager.mmcli('-s', path, '--send')
    const sent = modem.carrier.messages.sentOutside
    const said = joinText(sent.map(({ submit }) => submit))
    return { received, sent: { to: sent[0]?.to, parts: sent.length, text: said } }
  },

  async enable({ manager, modem }) {
    const found = await manager.modem(({ generic }) => generic.state === 'disabled')
    modem.setSignal(-71, { steady: true })
    await manager.mmcli('-m', 'any', '--enable')
    const registered = await manager.modem(
      ({ generic, '3gpp': network }) =>
        generic.state === 'registered' &&
        generic['signal-quality'].value !== '0' &&
        generic['access-technologies'].includes('lte') &&
        network['operator-name'] !== '--',
    )
    const home = registered['3gpp']['operator-name']
    modem.roam('abroad')
    const roaming = await manager.modem(
      ({ '3gpp': network }) =>
        network['registration-state'] === 'roaming' && network['operator-name'] !== home,
    )
    await manager.mmcli('-m', 'any', '--disable')
    const disabled = await manager.modem(({ generic }) => generic.state === 'disabled')
    return { found, registered, roaming, disabled }
  },

  async ussd({ manager }) {
    await manager.modem(({ generic }) => generic.state === 'disabled')
    await manager.mmcli('-m', 'any', '--enable')
    await manager.modem(({ generic }) => generic.state === 'registered')
    const ask = (code: string): Promise<string> => manager.mmcli('-m', 'any', `--3gpp-ussd-initiate=${code}`)
    const balance = await ask('*100#')
    const menu = await ask('*101#')
    const status = await manager.mmcli('-m', 'any', '--3gpp-ussd-status')
    const answer = await manager.mmcli('-m', 'any', '--3gpp-ussd-respond=2')
    const unknown = await ask('*999#').catch(String)
    return { balance, menu, status, answer, unknown }
  },

  async unlock({ manager }) {
    const locked = await manager.modem(({ generic }) => generic.state === 'locked')
    const wrong = await manager.mmcli('-i', locked.generic.sim, '--pin=9999').catch(String)
    await manager.mmcli('-i', locked.generic.sim, '--pin=1234')
    const unlocked = await manager.modem(({ generic }) => generic.state === 'disabled')
    return { locked, wrong, unlocked }
  },
}

const tell = STORIES[story]
if (tell === undefined) throw new Error(`there is no story ${story}`)
using modem = createVirtualModem({
  name: 'virtual0',
  // It loses its way among codes of which several come in one piece.
  timing: way === 'serial' ? 'brisk' : 'instant',
  ...(story === 'unlock' ? { sim: { pin1: { enabled: true } } } : {}),
})
await using serving = new AsyncDisposableStack()
const ports = way === 'serial' ? ['abstract:at0', 'abstract:at1'] : []
for (const name of ports) serving.use(await serveSerialSocket({ modem, name }))
if (way === 'mbim') serving.use(await Proxy.serve({ modems: () => [modem] }))
await using manager = await ModemManager.start({ serial: ports })
console.log(JSON.stringify(await tell({ manager, modem })))
