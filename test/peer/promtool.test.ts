/** Prometheus' own tool reads what we serve, and tries the alert rules on made-up series. */
import { spawnSync } from 'node:child_process'
import { request } from 'node:http'
import { text } from 'node:stream/consumers'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { Home } from '../support/dialtone-process.ts'
import { requirePeer } from './peer.ts'

const FOLDER = 'examples/prometheus'

function promtool(argv: readonly string[], input?: string): string {
  const { status, stdout, stderr } = spawnSync('promtool', argv, {
    cwd: FOLDER,
    encoding: 'utf8',
    ...(input === undefined ? {} : { input }),
  })
  expect(status, stdout + stderr).toBe(0)
  return stdout + stderr
}

let home: Home
beforeEach(() => {
  home = new Home()
})
afterEach(() => home[Symbol.asyncDispose]())

function scrape(): Promise<string> {
  return new Promise((resolve, reject) => {
    request({ socketPath: home.socket, path: '/metrics' }, (response) => {
      expect(response.headers['content-type']).toBe('text/plain; version=0.0.4; charset=utf-8')
      text(response).then(resolve, reject)
    })
      .on('error', reject)
      .end()
  })
}

requirePeer('promtool', 'apt-get install prometheus')('promtool', () => {
  test('finds nothing to mend in the metrics of a service', async () => {
    const service = home.start('start')
    await service.until(/Try more from a second terminal/)
    await scrape()
    const metrics = await scrape()
    expect(metrics).toContain(
      'dialtone_connection_state{modem="modem0",connection="modem0",state="activated"} 1',
    )
    expect(metrics).toMatch(/^dialtone_http_requests_total\{operation="metrics",status="200"\} 1$/m)
    expect(promtool(['check', 'metrics'], metrics)).toBe('')
  })

  test('accepts the alert rules, and the configuration that reads them', () => {
    expect(promtool(['check', 'rules', 'dialtone.rules.yml'])).toMatch(/SUCCESS: \d+ rules found/)
    expect(promtool(['check', 'config', '--syntax-only', 'prometheus.yml'])).toContain('SUCCESS')
  })

  test('sees every alert fire when it should, and only then', () => {
    expect(promtool(['test', 'rules', 'dialtone.rules.test.yml'])).toContain('SUCCESS')
  })
})
