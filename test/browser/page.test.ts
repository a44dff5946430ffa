/** What holds of every page of the dashboard, whatever is on it. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { axe, Browser, goTo, suite } from './browser.ts'
import { Stage } from './stage.ts'

const PAGES = [
  ['the overview', '/'],
  ['a modem', '/modems/modem0'],
  ['a modem that is not there', '/modems/modem9'],
  ['the dial interfaces', '/dial'],
  ['a dial interface', '/dial/branch'],
  ['a dial interface that cannot dial', '/dial/telemetry'],
  ['the timeline', '/timeline'],
  ['the messages', '/messages'],
  ['the profiles', '/profiles'],
  ['the virtual modems', '/virtual'],
  ['the events', '/events'],
  ['no page', '/nowhere'],
] as const

suite('every page of the dashboard', () => {
  let stage: Stage
  let browser: Browser

  beforeAll(async () => {
    browser = await Browser.launch()
    stage = await Stage.open()
    await stage.ready()
    await stage.connect('modem0')
    await stage.addDialInterface('branch')
    await stage.addDialInterface('telemetry', { modems: ['nowhere'] })
    await stage.addDialInterface('night', { enabled: false })
  })
  afterAll(async () => {
    await stage[Symbol.asyncDispose]()
    await browser[Symbol.asyncDispose]()
  })
  afterEach(async () => {
    expect(await browser.closePages()).toEqual([])
  })

  describe.each([
    ['light', 1600],
    ['dark', 1600],
    ['light', 360],
    ['dark', 360],
  ] as const)('in %s, %i pixels wide', (theme, width) => {
    test('keeps nobody out, fits, and has a title', async () => {
      const page = await browser.open(stage, { theme, width })
      for (const [name, route] of PAGES) {
        await goTo(page, route)
        expect.soft(await axe(page), name).toEqual([])
        const beyond = await page.evaluate<number>(
          'document.documentElement.scrollWidth - document.documentElement.clientWidth',
        )
        expect.soft(beyond, `${name} can be scrolled sideways`).toBeLessThanOrEqual(0)
        expect(await page.title(), name).toMatch(/^.+ · Dialtone$/)
      }
    })

    test('asks for a token', async () => {
      const page = await browser.open(stage, { theme, width, at: '' })
      await page.getByRole('heading', { name: 'Log in' }).waitFor()
      expect(await axe(page)).toEqual([])
    })
  })
})
