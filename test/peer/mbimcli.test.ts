import { execFileSync } from 'node:child_process'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  BASIC_CONNECT,
  CONNECT,
  MS_BASIC_CONNECT_EXTENSIONS,
  REFUSED,
  type Action,
} from './mbimcli-action.ts'
import { FAILURES } from './mbimcli-failure.ts'
import { requirePeer } from './peer.ts'
import type { Run, Scene } from './virtual-server.ts'
import { VirtualStage } from './virtual-stage.ts'

const suite = requirePeer('mbimcli', 'apt-get install libmbim-utils')

suite('mbimcli', () => {
  let stage: VirtualStage
  beforeAll(async () => {
    stage = await VirtualStage.start()
  })
  afterAll(() => stage[Symbol.asyncDispose]())

  async function last(scene: Scene): Promise<Run> {
    const runs = await stage.play(scene)
    for (const run of runs.slice(0, -1)) expect(run).toMatchObject({ code: 0 })
    const run = runs.at(-1)
    if (run === undefined) throw new Error('nothing was run')
    return run
  }

  function offered(group: string): string[] {
    const help = execFileSync('mbimcli', [`--help-${group}`], { encoding: 'utf8' })
    return [...help.matchAll(/^ {2}--([a-z0-9-]+)/gm)].map(([, name = '']) => name)
  }

  test.each([
    ['basic-connect', BASIC_CONNECT],
    ['ms-basic-connect-extensions', MS_BASIC_CONNECT_EXTENSIONS],
  ])('every action of the group %s is run', (group, actions) => {
    const run = [...Object.keys(actions), ...Object.keys(REFUSED)]
    expect(offered(group).filter((name) => !run.includes(name))).toEqual([])
    expect(Object.keys(actions).filter((name) => !offered(group).includes(name))).toEqual([])
  })

  const rows = Object.entries({ ...BASIC_CONNECT, ...MS_BASIC_CONNECT_EXTENSIONS })
  describe.each(['proxy', 'pty'] as const)('by %s', (by) => {
    test.each(rows)('--%s', async (name, { after = [], value, version, prints, ...scene }: Action) => {
      const open = version === undefined ? [] : [`--device-open-ms-mbimex-v${version.toString()}`]
      const action = value === undefined ? `--${name}` : `--${name}=${value}`
      const { code, stdout, stderr } = await last({ by, ...scene, runs: [...after, [...open, action]] })
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
      let rest = stdout.replace(/[ \t]+/g, ' ')
      for (const part of prints.map((one) => one.replace(/ +/g, ' '))) {
        expect(rest).toContain(part)
        rest = rest.slice(rest.indexOf(part) + part.length)
      }
    })

    test.each(Object.entries(REFUSED))('--%s is refused', async (name, { value, status }) => {
      const { code, stderr } = await last({ by, runs: [[`--${name}=${value}`]] })
      expect(code).not.toBe(0)
      expect(stderr).toContain(`operation failed: ${status}`)
    })

    test.each(FAILURES)('$what: $status', async ({ status, ...scene }) => {
      const { code, stderr } = await last({ by, ...scene })
      expect(stderr).toMatch(new RegExp(`^error: .*: ${status}$`, 'm'))
      expect(code).not.toBe(0)
    })

    test('a wrong PIN lowers the attempts, to the PUK, which gives a new PIN', async () => {
      const locked = { sim: { pin1: { enabled: true } } } as const
      const wrong = ['--enter-pin=9999']
      const state = ['--query-pin-state']
      const unblock = ['--enter-puk=12345678,4321']
      const runs = await stage.play({
        by,
        modem: locked,
        runs: [
          wrong,
          state,
          wrong,
          state,
          wrong,
          state,
          ['--enter-puk=00000000,4321'],
          state,
          unblock,
          state,
        ],
      })
      const said = runs.map(({ stdout, stderr }) =>
        stderr === ''
          ? [...stdout.matchAll(/(?:PIN type|Remaining attempts|PIN state): +'(.*)'/g)].map(
              ([, value]) => value,
            )
          : /operation failed: (.*)/.exec(stderr)?.[1],
      )
      expect(said).toEqual([
        'Failure',
        ['locked', 'pin1', '2'],
        'Failure',
        ['locked', 'pin1', '1'],
        'Failure',
        ['locked', 'puk1', '10'],
        'Failure',
        ['locked', 'puk1', '9'],
        ['unlocked'],
        ['unlocked'],
      ])
    })

    test('connected, read, disconnected, in one control session', async () => {
      const runs = await stage.play({
        by,
        runs: [[CONNECT], ['--query-ip-configuration'], ['--disconnect'], ['--query-connection-state']],
      })
      expect(runs.map(({ code }) => code)).toEqual([0, 0, 0, 0])
      const addresses = /IPv4 configuration.*IPv6 configuration.*?MTU/s
      expect(runs[1]?.stdout).toMatch(addresses)
      // The same addresses as the connection was told.
      expect(addresses.exec(runs[0]?.stdout ?? '')?.[0]).toBe(addresses.exec(runs[1]?.stdout ?? '')?.[0])
      expect(runs[3]?.stdout).toContain("Activation state: 'deactivated'")
    })

    test.each([
      ['abroad', "Register state: 'partner'", "Provider ID: '99941'", "Roaming text: 'Partner network'"],
      ['Wanderfunk Süd', "Register state: 'roaming'", "Provider name: 'Wanderfunk Süd'"],
      ['nowhere', "Register state: 'searching'", "Available data classes: 'unknown'"],
    ])('taken to %s', async (to, ...prints) => {
      const before = [{ command: 'roam', arguments: { to } }]
      const { stdout } = await last({ by, before, runs: [['--query-registration-state']] })
      for (const part of prints) expect(stdout).toContain(part)
    })
  })
})
