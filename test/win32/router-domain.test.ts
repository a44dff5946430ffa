/** What a router that stands alone says of computers, users and messages. */
import { hostname } from 'node:os'
import { expect, test } from 'vitest'
import * as win32 from '../../src/face/win32/index.ts'
import { connection, out } from './router-row.ts'
import { RouterStage } from './router-stage.ts'

const { NERR_InvalidComputer, NO_ERROR } = win32

test('its accounts are its own: it is named itself, and so is another router that is known', async () => {
  await using other = await RouterStage.begin()
  await using stage = await RouterStage.begin({ routers: { 'branch-7': other.story.service } })
  const server = (called: string | null): Promise<string> =>
    stage.value<string>((buffer) => stage.win32.MprAdminGetPDCServer(null, called, buffer))
  const here = await server(null)
  expect(here).toMatch(/^\\\\[^\\.]{1,15}$/)
  expect(hostname().toUpperCase()).toContain(here.slice(2))
  expect(await server(here.toLowerCase())).toBe(here.toLowerCase())
  expect(await server('\\\\branch-7')).toBe('\\\\branch-7')
  for (const unknown of ['branch-7', '\\\\', '\\\\branch-8', '\\\\branch-7\\share']) {
    const code = stage.win32.MprAdminGetPDCServer(null, unknown, out())
    expect([unknown, await stage.call(code)]).toEqual([unknown, NERR_InvalidComputer])
  }
})

test('a router goes by its name with two backslashes before it as well', async () => {
  await using other = await RouterStage.begin()
  await using stage = await RouterStage.begin({ routers: { 'branch-7': other.story.service } })
  expect(await stage.call(stage.win32.MprAdminServerConnect('\\\\branch-7', out()))).toBe(NO_ERROR)
})

test('a message to the other end of a connection is refused: a mobile network has nobody who would read it', async () => {
  await using stage = await RouterStage.begin()
  await stage.connect()
  const sent = stage.win32.MprAdminSendUserMessage(stage.server, await connection(stage), 'closing at five')
  expect(await stage.call(sent)).toBe(win32.ERROR_NOT_SUPPORTED)
})
