import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openCommandLine, type CommandLine } from '../../../../test/support/command-line.ts'
import type { Timeline } from '../../../api/index.ts'
import { IP, TIMELINE } from '../../../../test/support/fake-service.ts'

let cli: CommandLine

beforeEach(async () => {
  cli = await openCommandLine()
})
afterEach(() => cli[Symbol.asyncDispose]())

test('shows how far connections reach, what they cost and which one to prefer', async () => {
  const down = await cli.run('network')
  expect(down).toMatchObject({ code: 0, err: 'modem0: nobody has asked for a connection\n' })
  expect(down.out).toMatch(/modem0 +none +unknown +Dialtone Mobile, LTE +4 of 5/)
  cli.service.change({ state: 'activated', ip: IP })
  await cli.run('network set-plan --limit 8GB')
  expect((await cli.run('network show')).out).toMatch(
    /modem0 \* +internet +fixed, over limit +Dialtone Mobile, LTE +4 of 5 +9\.0 GB of 8\.0 GB/,
  )
  expect(JSON.parse((await cli.run('network --json')).out)).toMatchObject({ level: 'internet' })
})

test('shows when a connection was up', async () => {
  const { out } = await cli.run('network intervals --since 2026-01-01 --until 2026-01-02')
  expect(out).toMatch(/1 h 30 min +roaming/)
  const range = { from: Date.UTC(2026, 0, 1), to: Date.UTC(2026, 0, 2) }
  expect(cli.service.calls.at(-1)).toMatchObject(['intervals', range])
})

test('shows what was up when', async () => {
  const { out, err } = await cli.run('network timeline --since 12h')
  expect(err).toMatch(/^From .* to /)
  // 3000 s in 48 pieces: ten minutes are nearly ten of them, and what is still up is up to the end.
  expect(out).toMatch(/modem0 +connection +10 min +·{16}█{9}▒·+\n/)
  // Of the first 1000 s nothing is known of it.
  expect(out).toMatch(/branch +dial interface +28 min 20 s {2} {16}·{4}▒█{27}\n/)
  cli.service.timeline = () =>
    Promise.resolve({
      ...TIMELINE,
      dialInterfaces: [{ id: 'd2', name: 'idle', since: TIMELINE.from, intervals: [] }],
    })
  expect((await cli.run('network timeline')).out).toMatch(/idle +dial interface +never +·{48}\n/)
  // Over them moments, the first of which is the round one after the beginning.
  const [titles = ''] = out.split('\n')
  const { from, to } = TIMELINE
  const mark = new Date(Math.ceil(from / 600_000) * 600_000)
  const minutes = `${mark.getHours().toString().padStart(2, '0')}:${mark.getMinutes().toString().padStart(2, '0')}`
  const start = (out.split('\n')[1] ?? '').indexOf('·')
  expect(titles.indexOf(`│${minutes}`) - start).toBe(Math.round(((mark.getTime() - from) / (to - from)) * 48))
  expect(cli.service.calls.at(-1)).toMatchObject(['timeline', { from: expect.any(Number) as number }])
  for (const columns of [80, 60, 40]) {
    const narrow = await cli.run('network timeline', { columns })
    for (const line of narrow.out.split('\n')) expect(line.length, line).toBeLessThanOrEqual(columns)
  }
  const document = JSON.parse((await cli.run('network timeline --json')).out) as Timeline
  expect(document.connections[0]?.intervals[0]).toMatchObject({ roaming: false })
})

describe('a data plan', () => {
  test('is set, shown and removed', async () => {
    const set = await cli.run(
      'network set-plan modem0 --cost variable --limit 12GB --billing-day 1 --counted 2GB --near-at 0.9 --background-restricted',
    )
    expect(set.code).toBe(0)
    const [, input] = cli.service.calls.find(([name]) => name === 'setDataPlan') ?? []
    expect(input).toMatchObject({
      modem: 'modem0',
      cost: 'variable',
      limit: 12e9,
      billingDay: 1,
      counted: { bytes: 2e9 },
      nearAt: 0.9,
      backgroundRestricted: true,
    })
    const { out } = await cli.run('network plan')
    expect(out).toContain('11.0 GB of 12.0 GB: near the limit')
    expect(out).toContain('Next cycle')
    expect((await cli.run('network remove-plan')).out).toBe('The data plan is forgotten\n')
    expect((await cli.run('network plan')).code).toBe(3)
  })

  test.each(['--limit much', '--billing-day first', '--cost none', '--near-at ""'])(
    'is not set with %s',
    async (wrong) => {
      expect((await cli.run(`network set-plan ${wrong}`)).code).toBe(2)
    },
  )
})
