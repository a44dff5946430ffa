/** The router administration API over interfaces that pppd dials: what RRAS has for a serial modem and for PPPoE. */
import { expect, test } from 'vitest'
import { Seconds } from '../../src/base/index.ts'
import { pppoeDialer } from '../../src/core/index.ts'
import * as win32 from '../../src/face/win32/index.ts'
import type { FakePppd } from '../support/fake-ppp-host.ts'
import { LINE, lineDialer, lineStage, OFFICE } from '../support/line-story.ts'
import { RouterStage } from './router-stage.ts'

const once = { attempts: 0, interval: Seconds(1) }

test.each<[string, number, (pppd: FakePppd) => void]>([
  ['a refused password', 691, (pppd) => pppd.exit({ status: 19 })],
  ['a busy number', 676, (pppd) => chat(pppd, 4)],
  ['nobody who answers', 678, (pppd) => chat(pppd, 5)],
  ['no carrier', 679, (pppd) => chat(pppd, 6)],
  ['no dial tone', 680, (pppd) => chat(pppd, 7)],
  ['a modem that refuses a command', 651, (pppd) => chat(pppd, 9)],
  ['a modem that is silent', 638, (pppd) => chat(pppd, 3)],
  ['an end that agrees on nothing', 734, (pppd) => pppd.exit({ status: 10 })],
  [
    'an end that does not speak PPP',
    718,
    (pppd) => {
      pppd.log('LCP: timeout sending Config-Requests\n')
      pppd.exit({ status: 10 })
    },
  ],
  ['a line that is looped back', 737, (pppd) => pppd.exit({ status: 17 })],
])('%s is error %i', async (_, number, play) => {
  using line = lineStage()
  line.host.play = play
  await using stage = await RouterStage.begin({
    ...line.options,
    settings: { dialer: lineDialer, redial: once },
  })
  expect(await stage.connect()).toBe(number)
  const info = await stage.value<win32.MPR_INTERFACE_0>((buffer) =>
    stage.win32.MprAdminInterfaceGetInfo(stage.server, stage.branch, 0, buffer),
  )
  expect(info.dwLastError).toBe(number)
})

test('a serial line is a port and a device of type modem, and its number the phone number', async () => {
  using line = lineStage()
  line.host.play = (pppd) => pppd.up()
  await using stage = await RouterStage.begin({ ...line.options, settings: { dialer: lineDialer } })
  expect(await stage.connect()).toBe(0)
  const { server } = stage
  const entry = await stage.value<win32.MPR_INTERFACE_2>((buffer) =>
    stage.win32.MprAdminInterfaceGetInfo(server, stage.branch, 2, buffer),
  )
  expect(entry).toMatchObject({
    szLocalPhoneNumber: '*99#',
    szDeviceType: 'modem',
    szDeviceName: LINE,
    szAlternates: null,
    dwSubEntries: 1,
    dwType: win32.MPRET_Phone,
  })
  const ports = await stage.value<readonly win32.RAS_PORT_0[]>((buffer) =>
    stage.win32.MprAdminPortEnum(
      server,
      0,
      0xffffffff,
      buffer,
      0xffffffff,
      win32.out(),
      win32.out(),
      win32.inout(0),
    ),
  )
  expect(ports).toMatchObject([
    { wszMediaName: 'wwan' },
    {
      wszPortName: LINE,
      wszDeviceName: LINE,
      wszDeviceType: 'modem',
      wszMediaName: 'serial',
      dwPortCondition: win32.RAS_PORT_AUTHENTICATED,
      dwTotalNumberOfCalls: 1,
    },
  ])
})

test('an Ethernet is a device of type PPPoE, and its service the phone number', async () => {
  using line = lineStage()
  const dialer = { ...pppoeDialer('eth1'), line: { kind: 'pppoe', device: 'eth1', service: 'fast' } } as const
  await using stage = await RouterStage.begin({ ...line.options, settings: { dialer } })
  const entry = await stage.value<win32.MPR_INTERFACE_2>((buffer) =>
    stage.win32.MprAdminInterfaceGetInfo(stage.server, stage.branch, 2, buffer),
  )
  // RASET_Broadband of ras.h.
  expect(entry).toMatchObject({
    szLocalPhoneNumber: 'fast',
    szDeviceType: 'PPPoE',
    szDeviceName: 'eth1',
    dwType: 5,
  })
})

test('a device below /dev makes an interface one of a line, and what is changed keeps the rest of it', async () => {
  using line = lineStage()
  await using stage = await RouterStage.begin(line.options)
  await stage.story.add({ ...OFFICE, type: 'full-router' })
  const office = await stage.handleOf('office')
  const set = (handle: number, device: string, number: string): Promise<number> =>
    stage.call(
      stage.win32.MprAdminInterfaceDeviceSetInfo(
        stage.server,
        handle,
        1,
        1,
        win32.MPR_DEVICE_1({ szDeviceType: 'modem', szDeviceName: device, szLocalPhoneNumber: number }),
      ),
    )
  expect(await set(office, '/dev/ttyS1', '0301234')).toBe(0)
  expect((await stage.story.dial('office')).settings.dialer).toEqual({
    ...lineDialer,
    line: { ...lineDialer.line, device: '/dev/ttyS1', number: '0301234' },
  })
  expect(await set(stage.branch, '/dev/ttyS2', '*99#')).toBe(0)
  expect((await stage.story.dial()).settings.dialer).toMatchObject({
    kind: 'ppp',
    line: { kind: 'serial', device: '/dev/ttyS2', number: '*99#' },
  })
  // What is no number to dial is refused as any wrong setting is.
  expect(await set(office, '/dev/ttyS1', '1;+CMGD=1')).toBe(win32.ERROR_INVALID_PARAMETER)
})

function chat(pppd: FakePppd, status: number): void {
  pppd.tell('connect', { STATUS: status.toString() })
  pppd.exit({ status: 8 })
}
