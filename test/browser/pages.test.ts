/** What one does on the pages of messages, profiles, the timeline and virtual modems, and with the SIM and the network of a modem. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { Hours, systemClock } from '../../src/base/index.ts'
import { serialDialer } from '../../src/core/index.ts'
import { createVirtualModem, PtyServer } from '../../src/virtual/index.ts'
import { scratch } from '../support/scratch.ts'
import { axe, Browser, goTo, suite } from './browser.ts'
import { Stage } from './stage.ts'

suite('an operator in the dashboard', () => {
  let stage: Stage
  let browser: Browser

  beforeAll(async () => {
    browser = await Browser.launch()
    stage = await Stage.open({ record: { enabled: true, size: 2 ** 20, age: Hours(1) } })
    await stage.ready()
  })
  afterAll(async () => {
    await stage[Symbol.asyncDispose]()
    await browser[Symbol.asyncDispose]()
  })
  afterEach(async () => {
    expect(await browser.closePages()).toEqual([])
  })

  describe('the SIM', () => {
    test('is unlocked, after a wrong PIN that cost an attempt', async () => {
      await stage.service.virtualCommand({ command: 'lock-sim', arguments: {} })
      await stage.until(([modem]) => modem?.sim?.state === 'locked')
      await stage.connect('modem0')
      const page = await browser.open(stage)
      await goTo(page, '/modems/modem0')
      await page.getByRole('heading', { name: 'The SIM is locked' }).waitFor()
      await page.getByLabel('PIN', { exact: true }).fill('12')
      await page.getByRole('button', { name: 'Unlock' }).click()
      await page.getByText('It has 4 to 8 characters.').waitFor()
      await page.getByLabel('PIN', { exact: true }).fill('0000')
      await page.getByRole('button', { name: 'Unlock' }).click()
      await page.getByText('2 attempts left; a wrong one costs one.').waitFor()
      expect(await page.getByLabel('PIN', { exact: true }).inputValue()).toBe('')
      // What came of an attempt before is told as that, and counts nothing that has changed since.
      await page
        .getByText(/^Not connected for .*\. Last cause: modem0 cannot connect: the SIM is locked/)
        .waitFor()
      await expect.poll(() => page.getByText(/3 attempts left/).count()).toBe(0)
      await page.getByLabel('PIN', { exact: true }).fill('1234')
      await page.getByRole('button', { name: 'Unlock' }).click()
      await page.getByRole('heading', { name: 'PIN', exact: true }).waitFor()
      expect((await stage.service.modem({ modem: 'modem0' })).sim?.state).toBe('initialized')
    })

    test('asks for its PIN no more, once that is switched off', async () => {
      const page = await browser.open(stage)
      await goTo(page, '/modems/modem0')
      await page.getByText('The SIM asks for its PIN at power-on.').waitFor()
      await page.getByRole('button', { name: 'Switch off…' }).click()
      const dialog = page.getByRole('dialog')
      await dialog.getByLabel('PIN', { exact: true }).fill('1234')
      await dialog.getByRole('button', { name: 'Do not ask for it' }).click()
      await page.getByText('The SIM does not ask for a PIN.').waitFor()
      await dialog.waitFor({ state: 'detached' })
    })
  })

  test('scans for networks, registers with one by hand, and lets the modem choose again', async () => {
    await stage.ready()
    await stage.service.virtualCommand({ command: 'roam', arguments: { to: 'abroad' } })
    await stage.until(([modem]) => ['partner', 'roaming'].includes(modem?.registration?.state ?? ''))
    const page = await browser.open(stage)
    await goTo(page, '/modems/modem0')
    await page.getByText('Nobody has looked yet.').waitFor()
    // Long enough to be seen, whatever else the machine does.
    const slowly = {
      action: 'delay',
      cid: 'visible-providers',
      message: 'command-done',
      by: '4s',
      count: '1',
    }
    await stage.service.virtualCommand({ command: 'fault', arguments: slowly })
    await page.getByRole('button', { name: 'Scan' }).click()
    await page.getByText('Looking for networks, for').waitFor()
    await page.getByRole('table').getByText('In use').waitFor()
    const row = page.getByRole('row').filter({ hasNotText: 'In use' }).filter({ hasText: 'In reach' }).first()
    await row.getByRole('button', { name: /^Register with/ }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Register' }).click()
    await page.getByRole('cell', { name: 'Chosen' }).waitFor()
    expect((await stage.service.modem({ modem: 'modem0' })).registration?.mode).toBe('manual')
    // While it registers it takes no other order.
    await page.getByText(/^modem0 is registered with/).waitFor()
    await page.getByRole('button', { name: 'Let the modem choose' }).click()
    await stage.until(([modem]) => modem?.registration?.mode === 'automatic')
    await stage.service.virtualCommand({ command: 'home', arguments: {} })
    await stage.until(([modem]) => modem?.registration?.state === 'home')
  })

  describe('messages', () => {
    test('come, are shown as the text that they are, answered and deleted', async () => {
      const page = await browser.open(stage)
      await goTo(page, '/messages')
      await page.getByText('There are no messages.').waitFor()
      const text = '<img src=x onerror=alert(1)>\nsecond line \u202E!'
      await stage.service.virtualCommand({ command: 'sms', arguments: { text, from: '+15550199' } })
      await page.getByText('<img src=x onerror=alert(1)>').waitFor()
      expect(await page.locator('.message img').count()).toBe(0)
      expect(await page.locator('.message-text').textContent()).toBe(text.replace('\u202E', '?'))
      await expect.poll(() => page.title()).toContain('1 new message')
      await page.getByRole('button', { name: 'Mark as read' }).click()
      await page.getByText('New', { exact: true }).waitFor({ state: 'detached' })
      await page.getByRole('button', { name: 'Answer +15550199' }).click()
      const dialog = page.getByRole('dialog')
      expect(await dialog.getByLabel('To').inputValue()).toBe('+15550199')
      await dialog.getByLabel('Text').fill('See you at noon')
      await dialog.getByRole('button', { name: 'Send' }).click()
      await page.getByText('The message to +15550199 is sent').waitFor()
      await page.getByRole('button', { name: 'Delete the message from +15550199' }).click()
      await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click()
      await page.getByText('<img src=x').waitFor({ state: 'detached' })
    })

    test('that the network refuses stay in the form, with the reason', async () => {
      await stage.service.virtualCommand({ command: 'sms-network', arguments: { answer: 'reject' } })
      const page = await browser.open(stage)
      await goTo(page, '/messages')
      await page.getByRole('button', { name: 'Write' }).click()
      const dialog = page.getByRole('dialog')
      await dialog.getByRole('button', { name: 'Send' }).click()
      await dialog.getByText('There is nothing to send.').waitFor()
      await dialog.getByLabel('To').fill('0171 234-567')
      await dialog.getByLabel('Text').fill('hello')
      await dialog.getByRole('button', { name: 'Send' }).click()
      await dialog.getByRole('alert').waitFor()
      expect(await dialog.getByLabel('Text').inputValue()).toBe('hello')
      await stage.service.virtualCommand({ command: 'sms-network', arguments: { answer: 'accept' } })
    })

    test('are not shown to who may not read them', async () => {
      const page = await browser.open(stage, { token: 'read-token' })
      await goTo(page, '/messages')
      await page.getByText('The token of this page lacks the right “sms”.').first().waitFor()
    })
  })

  describe('profiles', () => {
    test('are added by a form, whose faults are told while one types, changed as XML, and removed', async () => {
      const page = await browser.open(stage)
      await goTo(page, '/profiles')
      await page.getByRole('listitem').filter({ hasText: 'For the SIM of modem0' }).waitFor()
      await page.getByRole('button', { name: 'Add', exact: true }).click()
      const dialog = page.getByRole('dialog')
      await dialog.getByLabel('Name', { exact: true }).fill('internet')
      // In the words of the form, which has no lines and elements.
      await dialog.getByRole('status').filter({ hasText: 'Not valid yet: Subscriber (IMSI).' }).waitFor()
      const subscriber = dialog.getByLabel('Subscriber (IMSI)')
      expect(await subscriber.getAttribute('aria-invalid')).toBe('true')
      await dialog.getByText('It has to be the IMSI (or MIN) of the SIM.').waitFor()
      await dialog.getByRole('button', { name: 'SIM of modem0' }).click()
      await dialog.getByRole('status').filter({ hasText: 'already' }).waitFor()
      await dialog.getByLabel('Name', { exact: true }).fill('company')
      await dialog.getByLabel('Access point (APN)').fill('company.example')
      await dialog.getByLabel('User name').fill('dialtone')
      await dialog.getByLabel('Password').fill('secret')
      await dialog.getByText('It is valid.').waitFor()
      await dialog.getByRole('button', { name: 'Add', exact: true }).click()
      await page.getByRole('listitem').filter({ hasText: 'company.example' }).waitFor()

      await page.getByRole('button', { name: 'Change company' }).click()
      expect(await dialog.getByLabel('User name').inputValue()).toBe('dialtone')
      await dialog.getByRole('button', { name: 'XML' }).click()
      const xml = dialog.getByLabel('WWAN profile XML')
      const before = await xml.inputValue()
      await xml.fill(before.replace('<IsDefault>false</IsDefault>', '<IsDefault>perhaps</IsDefault>'))
      await dialog.getByRole('status').filter({ hasText: 'line 4' }).waitFor()
      await xml.fill(before.replace('company.example', 'new.example'))
      await dialog.getByText('It is valid.').waitFor()
      await dialog.getByRole('button', { name: 'Save' }).click()
      await page.getByText('new.example').waitFor()
      expect(await stage.service.profile({ profile: 'company' })).toMatchObject({
        context: { accessString: 'new.example', userName: 'dialtone', hasPassword: true },
      })

      await page.getByRole('button', { name: 'Remove company' }).click()
      await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click()
      await page.getByText('new.example').waitFor({ state: 'detached' })
    })
  })

  test('makes something happen to the virtual modem, and sees in the timeline what was up when', async () => {
    await stage.ready()
    await stage.connect('modem0')
    const page = await browser.open(stage)
    await goTo(page, '/virtual')
    await page.getByText('virtual0 is modem0 of the service.').waitFor()
    await page.getByRole('button', { name: 'Disconnect a context…' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Cause').fill('nonsense')
    await dialog.getByRole('button', { name: 'Disconnect a context' }).click()
    await dialog.getByRole('alert').filter({ hasText: 'is no cause' }).waitFor()
    await dialog.getByLabel('Cause').fill('network-failure')
    await dialog.getByRole('button', { name: 'Disconnect a context' }).click()
    await dialog.waitFor({ state: 'detached' })
    await expect.poll(() => stage.state('modem0')).toBe('deactivated')
    await goTo(page, '/timeline')
    // Of a day, of which this service has lived seconds.
    await page.getByRole('img', { name: /^modem0: Up .* % of the \d.* that are known, 1 time$/ }).waitFor()
    const known = await page.evaluate<readonly number[]>(
      "[...document.querySelectorAll('.timeline-line .down')].map((line) => Number(line.getAttribute('width')))",
    )
    for (const width of known) expect(width).toBeLessThan(20)
    await page.getByText('Each time').click()
    await expect.poll(() => page.getByRole('row').count()).toBe(2)
    expect(await page.getByRole('cell', { name: 'still up' }).count()).toBe(0)
  })

  test.each([360, 1280])('reads round marks of time, %i pixels wide, however far back', async (width) => {
    const page = await browser.open(stage, { width })
    await goTo(page, '/timeline')
    const scale = page.locator('.timeline-scale')
    await scale.waitFor()
    for (const [reach, words, each] of [
      ['Hour', 'hour', /:\d0/],
      ['Day', 'day', /:00/],
      ['Week', 'week', /^\w+, \w+ \d+$/],
      ['Month', '30 days', /^\w+, \w+ \d+$/],
    ] as const) {
      const before = await scale.innerText()
      const { promise: released, resolve: release } = Promise.withResolvers<undefined>()
      await page.route('**/v1/timeline?*', async (route) => {
        await released
        await route.continue()
      })
      await page.getByText(reach, { exact: true }).click()
      await page.getByText(`in the last ${words},`).waitFor()
      // What is shown keeps its own marks until there is what was asked for.
      expect(await scale.innerText()).toBe(before)
      release(undefined)
      await expect.poll(() => scale.innerText()).not.toBe(before)
      await page.unroute('**/v1/timeline?*')
      const marks = await page.evaluate<
        readonly { readonly text: string; readonly from: number; readonly to: number }[]
      >(
        `[...document.querySelectorAll('.timeline-scale span')].flatMap((mark) => {
          const text = document.createRange()
          text.selectNodeContents(mark)
          const { left, right, top } = text.getBoundingClientRect()
          // One without room for its words has fallen out of its line.
          const isSeen = top < mark.getBoundingClientRect().bottom - 1
          return isSeen && right > left ? [{ text: mark.textContent, from: left, to: right }] : []
        })`,
      )
      const cut = marks.filter(({ to }, index) => to > (marks[index + 1]?.from ?? width))
      expect(cut, reach).toEqual([])
      expect(marks.length, reach).toBeGreaterThan(1)
      expect(
        marks.filter(({ text }) => !each.test(text)),
        reach,
      ).toEqual([])
    }
  })

  test('finds a button for each thing that can happen to a virtual modem, called by what it does', async () => {
    const page = await browser.open(stage)
    await goTo(page, '/virtual')
    const buttons = page.getByRole('list', { name: 'What can happen' }).getByRole('button')
    await buttons.first().waitFor()
    const names = await buttons.allInnerTexts()
    expect(names).toHaveLength((await stage.service.virtualCommands()).length)
    expect(new Set(names).size).toBe(names.length)
    // Also by the name that the command line knows it by.
    await page.getByLabel('Find what can happen').fill('ip-change')
    await expect.poll(() => buttons.allInnerTexts()).toEqual(['Change the addresses…'])
  })

  describe('a capture', () => {
    test('is saved as a file for Wireshark, where the token may', async () => {
      const page = await browser.open(stage)
      await goTo(page, '/events')
      const downloading = page.waitForEvent('download')
      await page.getByRole('button', { name: 'Save a capture' }).click()
      const download = await downloading
      expect(download.suggestedFilename()).toMatch(/^dialtone-\d{4}-\d\d-\d\dT\d{6}\.pcapng$/)
      const file = await readFile(await download.path())
      // The section header block of pcapng.
      expect(file.readUInt32LE(0)).toBe(0x0a0d0d0a)
    })

    test('is not, where it may not, and the button says why', async () => {
      const page = await browser.open(stage, { token: 'read-token' })
      await goTo(page, '/events')
      const button = page.getByRole('button', { name: 'Save a capture' })
      expect(await button.getAttribute('aria-disabled')).toBe('true')
      expect(await button.getAttribute('title')).toBe('The token of this page lacks the right “capture”.')
    })
  })

  test('reads with which line a dial interface dials that pppd brings up', async () => {
    const line = { ...serialDialer('/dev/ttyUSB7').line, number: '*99#', apn: 'internet' } as const
    const routes = [{ destination: '10.77.0.0/16', metric: 1, dials: true }]
    const dialer = { ...serialDialer('/dev/ttyUSB7'), line }
    await stage.service.addDialInterface({ settings: { name: 'old-modem', dialer, routes } })
    const page = await browser.open(stage, { width: 390 })
    await goTo(page, '/dial')
    await page.getByText('*99# on /dev/ttyUSB7').waitFor()
    const cut = await page.evaluate(
      `[...document.querySelectorAll('.row-name .row-note')]
        .filter((note) => note.scrollWidth > note.clientWidth)
        .map((note) => note.textContent)`,
    )
    expect(cut).toEqual([])
    await goTo(page, '/dial/old-modem')
    await page.getByText('/dev/ttyUSB7 at 115200 bit/s').waitFor()
    expect(await page.getByText('No modem').count()).toBe(0)
  })

  test('reads how each modem is reached, and why that way', async () => {
    using folder = scratch()
    using played = createVirtualModem({ name: 'played', clock: systemClock, seed: 3 })
    using terminal = new PtyServer({ modem: played, path: join(folder.path, 'modem') })
    await using mixed = await Stage.open({
      devices: [terminal.path],
      ownership: { owner: 'direct', modemManager: { address: `unix:path=${join(folder.path, 'bus')}` } },
    })
    await mixed.until((modems) => modems.length === 2 && modems.every(({ reached }) => reached !== undefined))
    const page = await browser.open(mixed, { width: 390 })
    const row = page.locator('.modem-row').filter({ hasText: 'reached: Direct' })
    await row.waitFor()
    await page.locator('.modem-row').filter({ hasText: 'reached: Virtual' }).waitFor()
    expect(await axe(page)).toEqual([])
    await row.getByRole('link').click()
    await page.getByText('driven directly, by MBIM').waitFor()
    const [modem] = (await mixed.service.modems()).filter(({ reached }) => reached?.way === 'direct')
    const reason = modem?.reached?.because ?? ''
    expect(reason).not.toBe('')
    const words = `directly: ${reason}`
    await page.getByText(`D${words.slice(1)}.`, { exact: true }).waitFor()
    await page.getByText('What is behind it').last().click()
    await page.locator('.why').getByText(words).waitFor()
  })

  test('is offered no virtual modems where the service plays none', async () => {
    await using real = await Stage.open({ virtual: 0, devices: [] })
    const page = await browser.open(real)
    await page.getByRole('link', { name: 'Timeline' }).waitFor()
    expect(await page.getByRole('link', { name: 'Virtual modems' }).count()).toBe(0)
    await goTo(page, '/messages')
    await page.getByText('There is no modem, so there are no messages.').waitFor()
  })
})
