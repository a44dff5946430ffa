/** What people do with the dashboard, on a real service with a virtual modem. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { Page } from 'playwright-core'
import { axe, Browser, goTo, suite } from './browser.ts'
import { Stage } from './stage.ts'

const toast = (page: Page, text: string | RegExp) => page.getByLabel('Actions').getByText(text)
const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name })

suite('on the dashboard', () => {
  let stage: Stage
  let browser: Browser

  beforeAll(async () => {
    browser = await Browser.launch()
    stage = await Stage.open()
    await stage.ready()
    await stage.addDialInterface('branch')
    await stage.addDialInterface('telemetry', { modems: ['nowhere'] })
  })
  afterAll(async () => {
    await stage[Symbol.asyncDispose]()
    await browser[Symbol.asyncDispose]()
  })
  afterEach(async () => {
    expect(await browser.closePages()).toEqual([])
    await stage.disconnect('modem0')
  })

  describe('one logs in', () => {
    test('by the link, whose token is out of the address at once and stays with the tab', async () => {
      const page = await browser.open(stage)
      await heading(page, /needs attention/).waitFor()
      expect(page.url()).toBe(`${stage.address}/`)
      await page.reload()
      await heading(page, /needs attention/).waitFor()
      expect(await page.evaluate<string[]>('Object.keys(localStorage)')).toEqual([])
    })

    test('by a token that is pasted, after one that is wrong', async () => {
      const page = await browser.open(stage, { at: '#/events' })
      await page.getByLabel('Token').fill('wrong-token')
      await page.keyboard.press('Enter')
      await page.getByText('The service does not accept this token.').waitFor()
      await page.getByLabel('Token').fill(' admin-token ')
      await page.getByRole('button', { name: 'Log in' }).click()
      // Where one wanted to go.
      await heading(page, 'Events').waitFor()
    })

    test('again, with the reason, when the token is revoked meanwhile', async () => {
      const page = await browser.open(stage, { token: 'second-token' })
      await heading(page, /needs attention/).waitFor()
      stage.revoke('second-token')
      // Whatever the page asks next is refused: this, unless it has asked for something by itself.
      const connect = page.getByRole('button', { name: 'Connect modem0', exact: true })
      const asking = connect.click().catch(() => undefined)
      await page.getByText(/may have been revoked/).waitFor()
      expect(await page.evaluate<string[]>('Object.keys(sessionStorage)')).toEqual([])
      await page.close()
      await asking
    })

    test('by another link only when told to', async () => {
      const page = await browser.open(stage)
      await heading(page, /needs attention/).waitFor()
      const connect = page.getByRole('button', { name: 'Connect modem0', exact: true })
      const follow = async (): Promise<void> => {
        await page.evaluate<string>("location.hash = 'token=read-token'")
        await page.getByText('This page stays').waitFor()
      }
      await follow()
      expect(page.url()).toBe(`${stage.address}/`)
      expect(await axe(page)).toEqual([])
      await page.getByRole('button', { name: 'Stay' }).click()
      expect(await connect.getAttribute('aria-disabled')).toBe(null)
      await follow()
      await page.getByRole('button', { name: 'Take it' }).click()
      await expect.poll(() => connect.getAttribute('aria-disabled')).toBe('true')
    })

    test('and out', async () => {
      const page = await browser.open(stage)
      await page.getByRole('button', { name: 'Log out' }).click()
      await heading(page, 'Log in').waitFor()
      await page.reload()
      await heading(page, 'Log in').waitFor()
    })
  })

  test('who may only read is told so at every button, and can do nothing', async () => {
    const page = await browser.open(stage, { token: 'read-token' })
    const button = page.getByRole('button', { name: 'Connect modem0', exact: true })
    await button.waitFor()
    expect(await button.getAttribute('aria-disabled')).toBe('true')
    await expect(button.getAttribute('title')).resolves.toContain('lacks the right')
    await button.click({ force: true })
    expect(await stage.state('modem0')).toBe('deactivated')
    await goTo(page, '/modems/modem0')
    await page.getByRole('switch', { name: 'Radio' }).click({ force: true })
    expect(await page.getByRole('dialog').count()).toBe(0)
  })

  test('one sees it connect, asks it to, and sees what it came to', async () => {
    const page = await browser.open(stage)
    await page.getByRole('button', { name: 'Connect modem0', exact: true }).click()
    await toast(page, 'modem0 is connected').waitFor()
    await page
      .getByText(/^100\.64\.\d+\.\d+$/)
      .first()
      .waitFor()
    await expect.poll(() => stage.state('modem0')).toBe('activated')
    // Somebody else ends it: it is seen here at once.
    await stage.service.virtualCommand({ command: 'disconnect', arguments: {} })
    await page.getByRole('button', { name: 'Connect modem0', exact: true }).waitFor()
    await page.getByRole('button', { name: 'Connect modem0', exact: true }).click()
    await page.getByRole('button', { name: 'Disconnect modem0', exact: true }).click()
    await toast(page, 'modem0 is disconnected').waitFor()
    expect(await stage.state('modem0')).toBe('deactivated')
  })

  test('a failure is told in the words of its cause, until it is read', async () => {
    await stage.service.virtualCommand({
      command: 'apn',
      arguments: { name: 'internet', answer: 'refuse', cause: '33' },
    })
    const page = await browser.open(stage)
    await goTo(page, '/modems/modem0')
    await page.getByRole('button', { name: 'Connect modem0', exact: true }).click()
    await toast(page, 'modem0 could not be connected').waitFor()
    await toast(page, /the subscription does not include what was asked for/).waitFor()
    await page.locator('main').getByText('modem0 could not be connected').waitFor()
    await page.getByLabel('Actions').getByRole('button', { name: 'Dismiss' }).click()
    await expect.poll(() => page.getByText('modem0 could not be connected').count()).toBe(0)
    await stage.service.virtualCommand({ command: 'apn', arguments: { name: 'internet', answer: 'accept' } })
  })

  test('what takes long shows that it is under way, and can be given up', async () => {
    await stage.service.virtualCommand({
      command: 'apn',
      arguments: { name: 'internet', answer: 'slow', delay: '30s' },
    })
    const page = await browser.open(stage)
    await page.getByRole('button', { name: 'Connect modem0', exact: true }).click()
    await toast(page, /Request \d+, for/).waitFor()
    const button = page.getByRole('button', { name: 'Connect modem0', exact: true })
    expect(await button.getAttribute('aria-busy')).toBe('true')
    await page.getByRole('button', { name: 'Give up' }).click()
    await toast(page, 'modem0 could not be connected').waitFor()
    await stage.service.virtualCommand({ command: 'apn', arguments: { name: 'internet', answer: 'accept' } })
  })

  test('the radio is asked for twice before it goes off', async () => {
    const page = await browser.open(stage)
    await goTo(page, '/modems/modem0')
    const radio = page.getByRole('switch', { name: 'Radio' })
    await radio.click()
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click()
    expect(await radio.getAttribute('aria-checked')).toBe('true')
    await radio.click()
    await page.getByRole('dialog').getByRole('button', { name: 'Switch off' }).click()
    await toast(page, 'The radio of modem0 is off').waitFor()
    await expect.poll(() => radio.getAttribute('aria-checked')).toBe('false')
    await page
      .getByText(/radio is (switched )?off/i)
      .first()
      .waitFor()
    await radio.click()
    await toast(page, 'The radio of modem0 is on').waitFor()
    await stage.ready()
  })

  test('a dial interface is connected, and says why it is up, and why another is not', async () => {
    const page = await browser.open(stage)
    await goTo(page, '/dial')
    await page.getByRole('link', { name: 'telemetry' }).click()
    await heading(page, /telemetry/).waitFor()
    await page.getByText(/telemetry is unreachable: none of its modems is there/).waitFor()
    await page.getByText('What would change it').waitFor()
    await page.getByRole('link', { name: 'Dial interfaces' }).first().click()
    await page.getByRole('link', { name: 'branch' }).click()
    await page.getByRole('button', { name: 'Connect branch', exact: true }).click()
    await toast(page, 'branch is connected').waitFor()
    await page
      .getByText(/^branch is connected/)
      .first()
      .waitFor()
    await page.getByRole('heading', { name: 'Connected by' }).waitFor()
    await expect.poll(() => page.title()).toBe('branch connected · Dialtone')
    await page.getByRole('switch', { name: 'Enabled' }).click()
    await toast(page, 'branch is disabled').waitFor()
    await heading(page, /Unreachable/).waitFor()
    await page.getByRole('switch', { name: 'Enabled' }).click()
    await toast(page, 'branch is enabled').waitFor()
  })

  test('events are narrowed, held still, and looked into', async () => {
    const page = await browser.open(stage)
    await goTo(page, '/events')
    const rows = page.getByLabel('Events, newest first').getByRole('listitem')
    // What happened before the page was opened is there, too.
    await rows.filter({ hasText: 'registered at home' }).first().waitFor()
    await page.keyboard.press('/')
    await page.keyboard.type('dial.arrived branch')
    await expect.poll(() => rows.count()).toBe(1)
    await rows.getByRole('button').click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText('"type": "dial.arrived"').waitFor()
    await page.keyboard.press('Escape')
    await expect.poll(() => dialog.count()).toBe(0)
    await page.getByLabel('Find events').fill('')
    await page.getByRole('button', { name: 'Pause' }).click()
    // Drawn after both: what is counted is all that is held. Something new may have happened by now.
    await page.getByRole('button', { name: /^Go on/ }).waitFor()
    await expect.poll(() => rows.count()).toBeGreaterThan(1)
    const held = await rows.count()
    await stage.connect('modem0')
    await page.getByRole('button', { name: /Go on, \d+ new events?/ }).waitFor()
    expect(await rows.count()).toBe(held)
    await page.getByRole('button', { name: /Go on/ }).click()
    await rows.filter({ hasText: 'connected: 100.64' }).first().waitFor()
    await page.getByRole('button', { name: 'Problems' }).click()
    await expect.poll(() => rows.filter({ hasText: 'connected: 100.64' }).count()).toBe(0)
  })

  test('names that would turn the page around or run in it are text', async () => {
    const evil = '<img src=x onerror=alert(1)>אבג'
    await stage.service.addDialInterface({
      settings: { name: evil, dialer: { kind: 'modem', modems: [], profile: 'internet' } },
    })
    const page = await browser.open(stage)
    await page.getByText(evil).first().waitFor()
    await page.getByRole('link', { name: '<img src=x' }).first().click()
    await heading(page, /<img src=x onerror=alert\(1\)>אבג/).waitFor()
    expect(await page.locator('img').count()).toBe(0)
    expect(await page.locator('h1 bdi').textContent()).toBe(evil)
    await stage.service.removeDialInterface({ dialInterface: evil })
    await page.getByText('There is no dial interface of this name.').waitFor()
  })

  test('a lost connection is told, and taken up again where it was', async () => {
    const page = await browser.open(stage)
    await page.getByRole('button', { name: 'Connect modem0', exact: true }).waitFor()
    await stage.stop()
    await page.getByText(/Connection lost, trying again/).waitFor()
    await stage.start()
    await stage.ready()
    await page
      .getByRole('button', { name: 'Try now' })
      .click({ timeout: 1000 })
      .catch(() => undefined)
    await expect.poll(() => page.getByText(/Connection lost/).count(), { timeout: 20_000 }).toBe(0)
    await page.getByRole('button', { name: 'Connect modem0', exact: true }).click()
    await toast(page, 'modem0 is connected').waitFor()
    await goTo(page, '/events')
    // Before, meanwhile and after, in one log.
    const rows = page.getByLabel('Events, newest first').getByRole('listitem')
    for (const text of ['is stopping', 'started again', 'connected: 100.64']) {
      await rows.filter({ hasText: text }).first().waitFor()
    }
  })

  test('all of it goes by keyboard alone', async () => {
    const page = await browser.open(stage)
    await page.getByRole('button', { name: 'Connect modem0', exact: true }).waitFor()
    const focused = (): Promise<string> =>
      page.evaluate<string>(
        '(document.activeElement.getAttribute("aria-label") ?? document.activeElement.textContent).trim()',
      )
    await page.keyboard.press('Tab')
    expect(await focused()).toBe('Skip to the content')
    await page.keyboard.press('Enter')
    await page.keyboard.press('Tab')
    const passed: string[] = []
    while (!(await focused()).startsWith('Connect modem0')) {
      passed.push(await focused())
      expect(passed.length, passed.join(', ')).toBeLessThan(12)
      const outlined = await page.evaluate<string>('getComputedStyle(document.activeElement).outlineStyle')
      expect(outlined, passed.at(-1)).toBe('solid')
      await page.keyboard.press('Tab')
    }
    expect(passed).toContain('modem0')
    await page.keyboard.press('Enter')
    await toast(page, 'modem0 is connected').waitFor()
    await page.keyboard.press('g')
    await page.keyboard.press('e')
    await heading(page, 'Events').waitFor()
    await expect.poll(focused).toBe('Events')
    await page.keyboard.press('?')
    const dialog = page.getByRole('dialog', { name: 'Keyboard shortcuts' })
    await dialog.waitFor()
    // Focus stays inside, however often one goes on.
    for (let times = 0; times < 8; times++) {
      await page.keyboard.press('Tab')
      expect(await page.evaluate<boolean>('document.activeElement.closest("dialog, body") !== null')).toBe(
        true,
      )
      expect(
        await page.evaluate<boolean>('document.querySelector("main").contains(document.activeElement)'),
      ).toBe(false)
    }
    await dialog.getByRole('switch').focus()
    await page.keyboard.press('Space')
    await page.keyboard.press('Escape')
    await expect.poll(() => dialog.count()).toBe(0)
    // Switched off, the letters are letters.
    await page.keyboard.press('g')
    await page.keyboard.press('d')
    await page.keyboard.press('?')
    expect([await heading(page, 'Events').count(), await dialog.count()]).toEqual([1, 0])
  })

  test('light or dark is chosen, and remembered', async () => {
    const page = await browser.open(stage, { theme: 'light' })
    const ground = (): Promise<string> =>
      page.evaluate<string>('getComputedStyle(document.documentElement).backgroundColor')
    await page.getByRole('button', { name: 'Dark' }).waitFor()
    const light = await ground()
    await page.getByRole('button', { name: 'Dark' }).click()
    await expect.poll(ground).not.toBe(light)
    const dark = await ground()
    await page.reload()
    await page.getByRole('button', { name: 'Dark' }).waitFor()
    expect(await ground()).toBe(dark)
  })

  test('on a phone the menu is behind a button', async () => {
    const page = await browser.open(stage, { width: 360 })
    await page.getByRole('button', { name: 'Menu' }).click()
    const menu = page.getByRole('dialog', { name: 'Menu' })
    await menu.getByRole('link', { name: 'Events' }).click()
    await heading(page, 'Events').waitFor()
    await expect.poll(() => menu.count()).toBe(0)
  })
})
