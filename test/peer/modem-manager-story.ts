/**
 * A process of its own, in a network namespace of its own, because the abstract socket of mbim-proxy belongs to one: a
 * virtual modem on our proxy, and a stock ModemManager that manages it. Prints what happened as one line of JSON.
 *
 *     unshare -n node test/peer/modem-manager-story.ts STORY
 */
import { joinText } from '../../src/sms/index.ts'
import { createVirtualModem, Proxy, virtualControl, type VirtualModem } from '../../src/virtual/index.ts'
import { ModemManager } from './modem-manager.ts'

/** Three parts, in an alphabet that has its own table of extensions. */
const LONG = 'Wait for me at the [old] station; bring 20 € and a lamp. '.repeat(6).trim()

interface Scene {
  readonly manager: ModemManager
  readonly modem: VirtualModem
}

const STORIES: Readonly<Record<string, (scene: Scene) => Promise<unknown>>> = {
  async connect({ manager, modem }) {
    const found = await manager.modem(({ generic }) => generic.state === 'disabled')
    await manager.mmcli('-m', 'any', '--enable')
    const registered = await manager.modem(({ generic }) => generic.state === 'registered')
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
    await control.command({ command: 'sms', arguments: { text: LONG, from: '+15550123', reverse: true } })
    const received = await manager.sms(({ properties: { state } }) => state === 'received')
    const created = await manager.mmcli('-m', 'any', `--messaging-create-sms=number=+15550199,text='${LONG}'`)
    const [path = ''] = /\/org\/freedesktop\/ModemManager1\/SMS\/\d+/.exec(created) ?? []
    await manager.mmcli('-s', path, '--send')
    const sent = modem.carrier.messages.sentOutside
    const text = joinText(sent.map(({ submit }) => submit))
    return { received, sent: { to: sent[0]?.to, parts: sent.length, text } }
  },

  async unlock({ manager }) {
    const locked = await manager.modem(({ generic }) => generic.state === 'locked')
    const wrong = await manager.mmcli('-i', locked.generic.sim, '--pin=9999').catch(String)
    await manager.mmcli('-i', locked.generic.sim, '--pin=1234')
    const unlocked = await manager.modem(({ generic }) => generic.state === 'disabled')
    return { locked, wrong, unlocked }
  },
}

const [story = ''] = process.argv.slice(2)
const tell = STORIES[story]
if (tell === undefined) throw new Error(`there is no story ${story}`)
using modem = createVirtualModem({
  name: 'virtual0',
  timing: 'instant',
  ...(story === 'unlock' ? { sim: { pin1: { enabled: true } } } : {}),
})
await using _proxy = await Proxy.serve({ modems: () => [modem] })
await using manager = await ModemManager.start()
console.log(JSON.stringify(await tell({ manager, modem })))
