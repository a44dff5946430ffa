/** The dashboard of the service as it is started, with a token as an administrator makes it. */
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { chromium } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Home } from '../support/dialtone-process.ts'
import { suite } from './browser.ts'

const root = join(import.meta.dirname, '../..')

suite('the service as it is started', () => {
  let home: Home

  beforeAll(async () => {
    home = new Home()
    // What npm ci has done already, where it was npm that installed.
    await promisify(execFile)(process.execPath, [join(root, 'build/web.ts')])
  })
  afterAll(() => home[Symbol.asyncDispose]())

  test('opens its dashboard to a token, and closes it when that is revoked', async () => {
    const service = home.start(
      'serve',
      '--virtual',
      '--memory',
      '--listen',
      '127.0.0.1:0',
      '--log-format',
      'human',
    )
    const [address] = await service.until(/http:\/\/127\.0\.0\.1:\d+(?=\D)/)
    await service.until(/packet service attached/)
    const token = (
      await home.run('token', 'create', 'wall', '--scope', 'read', '--scope', 'connect')
    ).out.trim()
    const browser = await chromium.launch({
      executablePath: '/usr/bin/chromium',
      args: ['--no-sandbox', '--disable-background-networking'],
    })
    try {
      const page = await browser.newPage()
      await page.goto(`${address}/#token=${token}`)
      await page.getByRole('button', { name: 'Connect modem0', exact: true }).click()
      await page.getByLabel('Actions').getByText('modem0 is connected').waitFor()
      await page.getByText('As token:wall').first().waitFor()
      // The same, as the command line has it.
      expect((await home.run('status')).out).toMatch(/modem0 +connected/)
      expect((await home.run('token', 'revoke', 'wall')).code).toBe(0)
      await page.getByText(/may have been revoked/).waitFor()
    } finally {
      await browser.close()
    }
  })
})
