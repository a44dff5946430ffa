import { chmodSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { describe, expect, test } from 'vitest'
import { silent, systemClock } from '../../base/index.ts'
import { FakeHost } from '../../../test/support/fake-host.ts'
import { scratch } from '../../../test/support/scratch.ts'
import { main } from '../cli.ts'
import { serveService } from '../serve-service.ts'

const place = scratch()
const file = join(place.path, 'dialtone.toml')
const socket = join(place.path, 'socket')

async function run(...argv: string[]): Promise<{ code: number; out: string; err: string }> {
  const host = new FakeHost({
    env: { HOME: place.path, DIALTONE_SOCKET: socket, CONFIGURATION_DIRECTORY: place.path },
  })
  const code = await main(argv, host)
  return { code, out: host.stdout.text, err: host.stderr.text }
}

function write(text: string): void {
  writeFileSync(file, text)
  chmodSync(file, 0o600)
}

describe('config check', () => {
  test('says that a file is right', async () => {
    write('[log]\nlevel = "warn"\n')
    expect(await run('config', 'check')).toEqual({ code: 0, out: '', err: `${file} is right\n` })
  })

  test('says every mistake, and fails', async () => {
    write('[log]\nlevel = "wran"\n[modems]\nseed = 1\n[dial.a]\nprofle = "internet"\n')
    expect(await run('config', 'check', file)).toEqual({
      code: 1,
      out: [
        `${file}:2:9: error: log.level has to be "debug" or "info" or "warn" or "error"`,
        `${file}:4:8: warning: modems.seed says nothing where there are no virtual modems (modems.virtual)`,
        `${file}:6:1: error: dial.a.profle is no key here; did you mean profile?`,
        '',
      ].join('\n'),
      err: '2 errors, 1 warning\n',
    })
  })

  test('says it to programs', async () => {
    write('[log]\nlevle = "warn"\n')
    const { code, out } = await run('config', 'check', '--json')
    expect([code, JSON.parse(out)]).toEqual([
      1,
      {
        file,
        mistakes: [
          {
            severity: 'error',
            key: 'log.levle',
            line: 2,
            column: 1,
            message: 'log.levle is no key here; did you mean level?',
          },
        ],
      },
    ])
  })

  test('warns of passwords that everybody may read', async () => {
    write('[dial.a]\nprofile = "internet"\nuser-name = "anna"\npassword = "hunter2"\n')
    expect((await run('config', 'check')).out).toBe('')
    chmodSync(file, 0o644)
    const { code, out } = await run('config', 'check')
    expect([code, out]).toEqual([
      0,
      expect.stringMatching(/^\S+:1:1: warning: there are passwords/) as string,
    ])
  })

  test('a file that is not there is not found', async () => {
    const { code, err } = await run('config', 'check', '/nonexistent/dialtone.toml')
    expect([code, err]).toEqual([
      3,
      'dialtone: there is no configuration file /nonexistent/dialtone.toml: write one there, or name another\n',
    ])
  })

  test('a folder is no file', async () => {
    const { code, err } = await run('config', 'check', dirname(file))
    expect([code, err]).toEqual([
      2,
      `dialtone: the configuration file ${dirname(file)} cannot be read: it is a folder\n`,
    ])
  })

  test('calls the file as it was called', async () => {
    write('[log]\nlevel = "wran"\n')
    const name = relative(process.cwd(), file)
    const { out } = await run('config', 'check', name)
    expect(out.split(':')[0]).toBe(name)
  })

  test('notes what a service that runs does not know', async () => {
    await using _ = await serveService({
      socket,
      virtual: 1,
      log: silent,
      clock: systemClock,
    })
    write('[dial.a]\nprofile = "internet"\n[dial.b]\nprofile = "other"\nmodems = ["modem0", "modem7"]\n')
    const { code, out } = await run('config', 'check')
    expect(code).toBe(0)
    expect(out).toMatch(
      /^\S+:4:11: note: dial\.b\.profile names "other", .* it has internet\n\S+:5:21: note: .* it has modem0\n$/,
    )
  })
})

test('config schema is a JSON Schema', async () => {
  const { code, out } = await run('config', 'schema')
  expect([code, JSON.parse(out)]).toMatchObject([
    0,
    { $schema: 'https://json-schema.org/draft/2020-12/schema', properties: { dial: { type: 'object' } } },
  ])
})
