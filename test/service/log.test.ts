/**
 * What a service says of itself, as whoever collects logs sees it: all there is at the lowest level, during a story in which
 * every kind of secret is used. None of them is in it, nor is what is personal.
 */
import { chmodSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Modem, Request } from '../../src/core/index.ts'
import { Home } from '../support/dialtone-process.ts'

let home: Home
beforeEach(() => {
  home = new Home()
})
afterEach(() => home[Symbol.asyncDispose]())

const SECRETS = {
  newPin: '73519264',
  wrongPin: '59371826',
  profilePassword: 'pass-Qx7vLm2w-word',
  dialPassword: 'dial-Zk4tRb9y-word',
  smsText: 'meet me at the Hn6d lighthouse',
  smsNumber: '+491701927364',
  receivedFrom: '+491609182736',
  receivedText: 'the Vw8p anchor is up',
  userName: 'anna-Ppq93',
} as const

const PROFILE = `<MBNProfile xmlns="http://www.microsoft.com/networking/WWAN/profile/v1">
  <Name>secret</Name><IsDefault>false</IsDefault><SubscriberID>001010000000001</SubscriberID>
  <Context><AccessString>internet</AccessString>
    <UserLogonCred><UserName>${SECRETS.userName}</UserName><Password>${SECRETS.profilePassword}</Password></UserLogonCred>
    <AuthProtocol>CHAP</AuthProtocol></Context>
</MBNProfile>`

function file(name: string, text: string): string {
  const path = join(home.folder, name)
  writeFileSync(path, text)
  chmodSync(path, 0o600)
  return path
}

test('no secret and nothing personal is in the log, at any level', async () => {
  const config = file(
    'dialtone.toml',
    `[log]\nlevel = "debug"\nformat = "json"\n[listen]\ntcp = "127.0.0.1:0"\n` +
      `[dial.branch]\nprofile = "internet"\nuser-name = "${SECRETS.userName}"\npassword = "${SECRETS.dialPassword}"\n`,
  )
  const state = join(home.folder, 'state')
  const service = home.start('serve', '--virtual', '--state', state, '--config', config)
  const [, url = ''] = await service.until(/"url":"(http:[^"]+)"/)
  await service.until(/packet service attached/)

  const created = await home.run('token', 'create', 'branch-7', '--scope', 'admin', '--json')
  const token = JSON.parse(created.out) as { secret: string }
  const ask = (path: string, body?: object, secret = token.secret): Promise<Response> =>
    fetch(`${url}/v1${path}`, {
      headers: { authorization: `Bearer ${secret}`, ...(body && { 'content-type': 'application/json' }) },
      ...(body && { method: 'POST', body: JSON.stringify(body) }),
    })
  const stranger = `dialtone_${'Wv8'.repeat(14)}x`
  expect((await ask('/snapshot', undefined, stranger)).status).toBe(401)
  const [modem] = (await (await ask('/modems?reveal=true')).json()) as Modem[]
  const imsi = modem?.sim?.subscriberId ?? ''
  expect(imsi).toMatch(/^\d{15}$/)

  /** What became of a request that has been taken on. */
  const done = async (path: string, body: object): Promise<string> => {
    const { requestId } = (await (await ask(path, body)).json()) as { requestId: number }
    return ((await (await ask(`/requests/${requestId}?wait=10000`)).json()) as Request).state
  }
  expect((await ask('/profiles', { xml: PROFILE.replace('001010000000001', imsi) })).status).toBe(201)
  expect(await done('/connections/modem0/connect', { profile: 'secret' })).toBe('succeeded')
  expect(await done('/modems/modem0/pin/enable', { code: '1234' })).toBe('succeeded')
  expect(await done('/modems/modem0/pin/change', { code: '1234', newCode: SECRETS.newPin })).toBe('succeeded')
  expect(await done('/modems/modem0/pin/disable', { code: SECRETS.wrongPin })).toBe('failed')
  const message = { to: SECRETS.smsNumber, text: SECRETS.smsText }
  expect(await done('/modems/modem0/messages', message)).toBe('succeeded')
  await home.run('virtual', 'sms', SECRETS.receivedText, '--from', SECRETS.receivedFrom)
  await service.until(/received a message/)

  writeFileSync(config, `[log]\nlevel = "debug"\n[dial.branch]\npasword = "${SECRETS.dialPassword}"\n`)
  expect((await ask('/configuration/reload', {})).status).toBe(400)
  await service.until(/stays as it was/)
  service.signal('SIGTERM')
  const { code, out, err } = await service.ended
  expect(code).toBe(0)

  const said = out + err
  expect(said).toContain('"level":"debug"')
  expect(said.length).toBeGreaterThan(5000)
  const secrets = { ...SECRETS, token: token.secret, stranger, imsi }
  const found = Object.entries(secrets).flatMap(([name, secret]) => {
    const forms = [
      secret,
      Buffer.from(secret).toString('hex'),
      Buffer.from(secret, 'utf16le').toString('hex'),
    ]
    return forms.some((form) => said.includes(form)) ? [name] : []
  })
  expect(found).toEqual([])
})

test('in the journal of systemd each line has its priority', async () => {
  // As systemd says it: device and inode of what the standard output is.
  const journal = home.shell(
    'exec 3>&1; export JOURNAL_STREAM="$(stat -L -c %d:%i /proc/self/fd/3)"; ' +
      'dialtone serve --memory --virtual --log-level debug --log-format human',
  )
  await journal.until(/^<7>/m)
  const process = JSON.parse((await home.run('status', '--json')).out) as { service: { pid: number } }
  await home.shell(`kill ${process.service.pid}`).ended
  const { out } = await journal.ended
  expect(out).toMatch(/^<6>service +Dialtone .* is running/m)
  expect(out.split('\n').filter((one) => one !== '' && !/^<[3467]>/.test(one))).toEqual([])
})
