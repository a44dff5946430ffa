/**
 * Chromium, and pages in it that are held to what holds everywhere: nothing goes wrong in the console, nobody but the
 * service is asked for anything. `axe` looks for what keeps people out.
 */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { chromium, type Browser as Chromium, type BrowserContext, type Page } from 'playwright-core'
import { requirePeer } from '../peer/peer.ts'
import type { Stage } from './stage.ts'

export const suite = requirePeer('chromium', 'apt-get install chromium')

export interface Look {
  /** Pixels; 1280 unless told. */
  readonly width?: number
  readonly theme?: 'light' | 'dark'
  /** Its scrollbars are over the page; beside it, with room kept for them, otherwise. */
  readonly phone?: boolean
  readonly token?: string
  /** Below the address of the service: `#/events`. The link with the token unless told. */
  readonly at?: string
}

/** What is in every page's way to say: reported by the browser for a request that fails, which some stories are about. */
const NETWORK_NOISE = /^Failed to load resource|net::ERR_/

export class Browser implements AsyncDisposable {
  readonly #chromium: Chromium
  readonly #open = new Map<Page, { readonly context: BrowserContext; readonly faults: string[] }>()

  private constructor(launched: Chromium) {
    this.#chromium = launched
  }

  static async launch(): Promise<Browser> {
    return new Browser(
      await chromium.launch({
        executablePath: '/usr/bin/chromium',
        args: ['--no-sandbox', '--disable-background-networking'],
      }),
    )
  }

  /** A page of the dashboard, logged in by the link unless told otherwise. */
  async open(stage: Pick<Stage, 'address' | 'link'>, look: Look = {}): Promise<Page> {
    const { width = 1280, theme = 'light', phone = false } = look
    const context = await this.#chromium.newContext({
      viewport: { width, height: 900 },
      colorScheme: theme,
      reducedMotion: 'reduce',
      isMobile: phone,
    })
    const page = await context.newPage()
    const faults: string[] = []
    page.on('console', (message) => {
      if (message.type() !== 'error' && message.type() !== 'warning') return
      if (!NETWORK_NOISE.test(message.text())) faults.push(message.text())
    })
    page.on('pageerror', (error) => faults.push(error.message))
    page.on('request', (request) => {
      if (!request.url().startsWith(stage.address) && !request.url().startsWith('data:')) {
        faults.push(`asks ${request.url()}`)
      }
    })
    this.#open.set(page, { context, faults })
    await page.goto(look.at === undefined ? stage.link(look.token) : `${stage.address}/${look.at}`)
    return page
  }

  /** What went wrong in the page so far. */
  faults(page: Page): readonly string[] {
    return this.#open.get(page)?.faults ?? []
  }

  /** Closes all pages, and says what went wrong in any of them. */
  async closePages(): Promise<readonly string[]> {
    const all = [...this.#open.values()]
    this.#open.clear()
    for (const { context } of all) await context.close()
    return all.flatMap(({ faults }) => faults)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.closePages()
    await this.#chromium.close()
  }
}

/** Goes to a page of the dashboard by its route, and waits until it is there. */
export async function goTo(page: Page, route: string): Promise<void> {
  await page.evaluate(`location.hash = ${JSON.stringify(`#${route}`)}`)
  await page.locator('main .page h1').waitFor()
}

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

interface Violation {
  readonly id: string
  readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[]
}

/** What axe finds fault with, a line each. */
export async function axe(page: Page): Promise<readonly string[]> {
  // The page's own policy forbids to add a script to it; the debugger is not bound by it.
  await page.evaluate(AXE)
  const options = { runOnly: { type: 'tag', values: TAGS } }
  const violations = await page.evaluate<readonly Violation[]>(
    `axe.run(${JSON.stringify(options)}).then(({ violations }) => violations)`,
  )
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary = '' }) => `${id}: ${html.slice(0, 160)} ${failureSummary}`),
  )
}
