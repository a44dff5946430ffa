/** A client that openapi-typescript and openapi-fetch make of the description of the API, compiled, and used on a service. */
import { copyFileSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import openapiTypescript, { astToString, type OpenAPI3 } from 'openapi-typescript'
import ts from 'typescript'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { silent, systemClock } from '../../src/base/index.ts'
import { inProcess } from '../../src/core/index.ts'
import type { Service, WatchItem } from '../../src/api/index.ts'
import { buildApp } from '../../src/face/http/index.ts'
import { openService } from '../../src/main/open-service.ts'
import { deriveIdentity, HOME_PLMN } from '../../src/virtual/index.ts'

const root = join(import.meta.dirname, '../..')
const stack = new AsyncDisposableStack()
let base: string
let service: Service
let folder: string

beforeAll(async () => {
  const open = stack.use(await openService({ virtual: { count: 1, seed: 7, timing: 'instant' } }))
  service = open.as(inProcess)
  for await (const { type } of service.watch({ since: '0' })) if (type === 'connection.arrived') break
  const app = stack.use(
    await buildApp({ service: () => service, caller: () => inProcess, clock: systemClock, log: silent }),
  )
  const server = createServer(app.handler)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  stack.defer(() => void server.close())
  stack.defer(() => server.closeAllConnections())
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}` // a TCP server has a port

  folder = mkdtempSync(join(tmpdir(), 'dialtone-openapi-'))
  stack.defer(() => rmSync(folder, { recursive: true }))
  const response = await fetch(`${base}/v1/openapi.json`)
  // That it is one, its own test says.
  const ast = await openapiTypescript((await response.json()) as OpenAPI3)
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }')
  writeFileSync(join(folder, 'contract.ts'), astToString(ast))
  copyFileSync(join(import.meta.dirname, 'generated-client/program.ts'), join(folder, 'program.ts'))
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
})

afterAll(() => stack.disposeAsync())

const xml = (apn: string): string => `<?xml version="1.0"?>
<MBNProfile xmlns="http://www.microsoft.com/networking/WWAN/profile/v1">
  <Name>theirs</Name>
  <IsDefault>false</IsDefault>
  <SubscriberID>${deriveIdentity(7, 0, HOME_PLMN).imsi}</SubscriberID>
  <Context><AccessString>${apn}</AccessString></Context>
</MBNProfile>`

test('the program compiles against what is generated', () => {
  const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), (path) => ts.sys.readFile(path)) as {
    config: { compilerOptions: object }
  }
  const { options } = ts.convertCompilerOptionsFromJson(
    { ...config.compilerOptions, lib: ['es2024', 'dom'] },
    root,
  )
  const compiled = ts.createProgram([join(folder, 'program.ts')], options)
  const problems = ts
    .getPreEmitDiagnostics(compiled)
    .map(
      ({ file, messageText }) =>
        `${file?.fileName ?? ''}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`,
    )
  expect(problems).toEqual([])
})

test('the program does what it is written for', async () => {
  // What it gives is compared whole.
  const { program, seen } = (await import(pathToFileURL(join(folder, 'program.ts')).href)) as {
    program: (base: string, xml: (apn: string) => string) => Promise<unknown>
    seen: (item: WatchItem) => string
  }
  expect(await program(base, xml)).toEqual({
    modems: ['modem0'],
    imei: ['(hidden)', expect.stringMatching(/^\d{15}$/)],
    ended: { kind: 'connect', state: 'succeeded' },
    state: 'activated',
    added: 'theirs',
    updated: 'two',
    listed: ['internet', 'theirs'],
    removed: 204,
    refusals: [
      [404, 'not_found'],
      [422, 'invalid_profile'],
      [409, 'max_activated_contexts'],
      [400, 'invalid_argument'],
    ],
    dial: ['never', undefined],
  })
  const items: string[] = []
  for await (const item of service.watch({})) {
    items.push(seen(item))
    break
  }
  expect(items).toEqual(['modem0'])
})
