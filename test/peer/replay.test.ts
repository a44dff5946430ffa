/** A captured modem, played back to `mbimcli` by the proxy and on a pty: it sees the story of the field. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { requirePeer } from './peer.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dialtone-replay-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

/** In a network namespace of its own, as the socket of mbim-proxy belongs to one. */
function typed(script: string): string {
  const { stdout, stderr, status } = spawnSync('unshare', ['-n', 'bash', '-euc', script], {
    encoding: 'utf8',
    env: { ...process.env, FOLDER: folder, PATH: `node_modules/.bin:${process.env['PATH'] ?? ''}` },
    timeout: 150_000,
  })
  if (status !== 0) throw new Error(`it ended with ${status ?? 'a signal'}: ${stderr}${stdout}`)
  return stdout
}

const story = (serve: string, device: string): string => `
  ip link set lo up
  node bin/dialtone.js virtual replay examples/drop.pcapng --speed 4 ${serve} > $FOLDER/said 2>&1 &
  served=$!
  trap 'kill -INT $served; wait $served; cat $FOLDER/said' EXIT
  until grep -q 'is played back' $FOLDER/said; do sleep 0.05; done
  mbimcli ${device} --query-device-caps
  mbimcli ${device} --query-registration-state
  mbimcli ${device} --connect=access-string=internet
  ask() { mbimcli ${device} --query-connection-state > $FOLDER/state; }
  until ask; grep -q "'deactivated'" $FOLDER/state; do sleep 0.2; done
  cat $FOLDER/state`

requirePeer('mbimcli', 'apt-get install libmbim-utils')('mbimcli', () => {
  test.each([
    ['by the proxy', '--proxy', '-p -d /dev/null'],
    ['on a pty', '--pty $FOLDER/modem', '-d $(readlink $FOLDER/modem)'],
  ])('sees a captured modem connect and lose its connection, %s', (_, serve, device) => {
    const said = typed(story(serve, device))
    // Who it was is not in the capture.
    expect(said).toMatch(/Device ID: '0{15}'/)
    expect(said).toMatch(/Max sessions: '8'/)
    expect(said).toContain('Successfully connected')
    expect(said).toMatch(/IP \[0\]: '100\.64\.0\.2\/30'/)
    const states = Array.from(said.matchAll(/Activation state: '(\w+)'/g), ([, state]) => state)
    expect(states.slice(-2)).toEqual(['activated', 'deactivated'])
    expect(said).toContain('basic-connect connect set is asked with other values than in the capture')
  })
})
