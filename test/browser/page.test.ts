/** What holds of every page of the dashboard, whatever is on it. */
import { inflateSync } from 'node:zlib'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { axe, Browser, goTo, suite } from './browser.ts'
import { Stage } from './stage.ts'

/** Of a picture (PNG) of one pixel: the sum of its red, green and blue, by 3. */
function lightnessOf(png: Buffer): number {
  const data: Buffer[] = []
  // Behind the signature, chunks: a length, a type, that many bytes and a checksum.
  for (let at = 8; at < png.length; at += 12 + png.readUInt32BE(at)) {
    const body = png.subarray(at + 8, at + 8 + png.readUInt32BE(at))
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT') data.push(body)
  }
  // A line of one pixel is the number of its filter, which changes nothing here, and the colours.
  const [, red = 0, green = 0, blue = 0] = inflateSync(Buffer.concat(data))
  return (red + green + blue) / 3
}

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

describe.each([
  ['beside the page', false],
  ['over the page', true],
] as const)('scrollbars are %s:', (_, phone) => {
  suite('what lies over the page', () => {
    let stage: Stage
    let browser: Browser

    beforeAll(async () => {
      browser = await Browser.launch()
      stage = await Stage.open()
      await stage.ready()
      await stage.service.virtualCommand({ command: 'lock-sim', arguments: {} })
      await stage.until(([modem]) => modem?.sim?.state === 'locked')
    })
    afterAll(async () => {
      await stage[Symbol.asyncDispose]()
      await browser[Symbol.asyncDispose]()
    })
    afterEach(async () => {
      expect(await browser.closePages()).toEqual([])
    })

    test.each([320, 360, 1280])('a toast keeps off both edges, %i pixels wide', async (width) => {
      const page = await browser.open(stage, { width, phone })
      await page.getByRole('button', { name: 'Connect modem0', exact: true }).click()
      const toast = page.getByLabel('Actions').locator('.toast')
      await toast.waitFor()
      const box = await toast.boundingBox()
      const room = await page.evaluate<number>("document.querySelector('.shell').clientWidth")
      expect(room).toBe(phone ? width : width - 15)
      expect(box?.x).toBe(Math.max(16, room - 16 - 400))
      expect((box?.x ?? NaN) + (box?.width ?? NaN)).toBe(room - 16)
    })

    test.each([
      ['light', 360],
      ['dark', 1280],
    ] as const)('a dialog dims the page to its edge, in %s, %i pixels wide', async (theme, width) => {
      const page = await browser.open(stage, { theme, width, phone })
      await goTo(page, '/profiles')
      const lightness = async (x: number): Promise<number> =>
        lightnessOf(await page.screenshot({ clip: { x, y: 890, width: 1, height: 1 } }))
      const before = await lightness(width - 1)
      await page.getByRole('button', { name: 'Add', exact: true }).click()
      const box = await page.getByRole('dialog').boundingBox()
      const edge = await lightness(width - 1)
      // Two ways to mix the same colours, each rounded in its own.
      expect(Math.abs(edge - (await lightness(width - 18)))).toBeLessThanOrEqual(2)
      expect(before - edge).toBeGreaterThan(3)
      expect(box?.x).toBeGreaterThanOrEqual(16)
      // The page behind it stays as it was.
      const room = await page.evaluate<number>("document.querySelector('.shell').clientWidth")
      expect(room).toBe(phone ? width : width - 15)
    })
  })
})

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
    await stage.addDialInterface('warehouse-north-east-telemetry-backup')
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
        const cut = await page.evaluate<readonly string[]>(
          `[...document.querySelectorAll('.row-name a, .row-note, .row-value')]
            .filter((one) => one.scrollWidth > one.clientWidth && getComputedStyle(one).display !== 'inline')
            .map((one) => one.textContent)`,
        )
        expect.soft(cut, `${name} cuts words off`).toEqual([])
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
