/** The command line in this process, against a fake service on a real socket. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { silent, systemClock } from '../../src/base/index.ts'
import { runProgram } from '../../src/face/cli/program.ts'
import { buildApp, claimSocket } from '../../src/face/http/index.ts'
import { FakeHost, type FakeHostOptions } from './fake-host.ts'
import { FakeService } from './fake-service.ts'

export interface Ended {
  readonly code: number
  readonly out: string
  readonly err: string
  /** Of `out`. */
  readonly lines: readonly string[]
}

export interface CommandLine extends AsyncDisposable {
  readonly service: FakeService
  readonly socket: string
  run(argv: string, options?: FakeHostOptions): Promise<Ended>
  /** While it runs, its host can be looked at and interrupted. */
  start(argv: string, options?: FakeHostOptions): { readonly host: FakeHost; readonly ended: Promise<Ended> }
}

export async function openCommandLine(): Promise<CommandLine> {
  const folder = mkdtempSync(join(tmpdir(), 'dialtone-cli-'))
  const service = new FakeService()
  const resources = new AsyncDisposableStack()
  resources.defer(() => rmSync(folder, { recursive: true }))
  const claim = resources.use(await claimSocket(join(folder, 's'), { clock: systemClock }))
  const app = resources.use(
    await buildApp({
      service: () => service,
      caller: () => ({ name: 'local', scopes: ['admin'] }),
      clock: systemClock,
      log: silent,
    }),
  )
  claim.serve(app.handler)
  const start: CommandLine['start'] = (argv, options = {}) => {
    const host = new FakeHost({ env: { DIALTONE_SOCKET: join(folder, 's'), HOME: folder }, ...options })
    const ended = runProgram(argv.split(' '), { host, version: '1.2.3' }).then((code) => ({
      code,
      out: host.stdout.text,
      err: host.stderr.text,
      lines: host.stdout.lines,
    }))
    return { host, ended }
  }
  return {
    service,
    socket: join(folder, 's'),
    start,
    run: (argv, options) => start(argv, options).ended,
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  }
}
