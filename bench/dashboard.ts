/**
 * The dashboard as a person meets it: what a browser has to load before anything is shown, and how long that takes in Chromium
 * with 200 modems, from the address to the last row.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildWeb } from '../build/web.ts'
import { Browser } from '../test/browser/browser.ts'
import { Stage } from '../test/browser/stage.ts'
import type { BenchRow } from './row.ts'
import { quantile } from './support/figure.ts'

const MODEMS = 200
const ROUNDS = 9

export async function run(): Promise<BenchRow[]> {
  const kilobytes = await firstView()
  const { times, changes } = await inChromium()
  const median = quantile(times, 0.5)
  return [
    {
      what: 'dashboard: bytes to the first view, gzip',
      ours: `${kilobytes.toFixed(1)} kB`,
      aim: 'under 60 kB',
      met: kilobytes < 60,
      note: 'page, style sheets and code; charts and other pages come when they are shown',
    },
    {
      what: `dashboard: first view with ${MODEMS} modems`,
      ours: `${median.toFixed(0)} ms`,
      aim: 'under 1 s',
      met: median < 1000,
      note: `median of ${ROUNDS}, Chromium and service on one machine; from the address to the last row, the slowest ${Math.max(...times).toFixed(0)} ms`,
    },
    {
      what: `dashboard: a change of one of ${MODEMS} modems, drawn`,
      ours: `${quantile(changes, 0.5).toFixed(0)} ms`,
      aim: '—',
      met: null,
      note: 'from the command to the virtual modem to the row, through service, journal and stream',
    },
  ]
}

/** Counted from the beginning of the navigation. */
const DRAWN = `new Promise((resolve) => {
  const look = () =>
    document.querySelectorAll('.modem-row').length === ${MODEMS}
      ? resolve(performance.now())
      : requestAnimationFrame(look)
  look()
})`

/** Thousands of bytes. */
async function firstView(): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'dialtone-web-'))
  try {
    const files = await buildWeb(folder)
    return files.reduce((sum, { first, gzip }) => sum + (first ? gzip : 0), 0) / 1000
  } finally {
    await rm(folder, { recursive: true })
  }
}

async function inChromium(): Promise<{ readonly times: number[]; readonly changes: number[] }> {
  await using stage = await Stage.open({ virtual: { count: MODEMS, seed: 1 } })
  await stage.ready()
  await using browser = await Browser.launch()
  const times: number[] = []
  const changes: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const page = await browser.open(stage)
    times.push(await page.evaluate<number>(DRAWN))
    const word = round % 2 === 0 ? 'off' : 'on'
    const begun = performance.now()
    await stage.service.virtualCommand({
      modem: 'virtual100',
      command: 'radio-switch',
      arguments: { position: word },
    })
    await page
      .locator('.modem-row')
      .filter({ has: page.getByRole('link', { name: 'modem100', exact: true }) })
      .getByText(word === 'off' ? 'Radio off' : 'Registered')
      .waitFor()
    changes.push(performance.now() - begun)
    await browser.closePages()
  }
  return { times, changes }
}
