/** The dashboard as it is built: what the service serves. */
import { createHash } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildWeb, type WebFile } from '../../build/web.ts'

describe('the dashboard that is built', () => {
  let folder: string
  let files: readonly WebFile[]

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'dialtone-web-'))
    files = await buildWeb(folder)
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  test('takes less than 60 kB until it is seen', () => {
    const first = files.filter(({ first }) => first)
    expect(first.map(({ name }) => name.replace(/-[\w-]{8}\./, '.')).sort()).toEqual(
      expect.arrayContaining(['assets/index.css', 'assets/index.js', 'index.html']),
    )
    const bytes = first.reduce((sum, { gzip }) => sum + gzip, 0)
    expect(bytes).toBeGreaterThan(10_000)
    expect(bytes).toBeLessThan(60_000)
  })

  test('has every file compressed in both ways, and nothing else', async () => {
    for (const { name } of files) {
      const plain = await readFile(join(folder, name))
      expect(gunzipSync(await readFile(join(folder, `${name}.gz`))).equals(plain)).toBe(true)
      expect(brotliDecompressSync(await readFile(join(folder, `${name}.br`))).equals(plain)).toBe(true)
    }
    const there = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((one) =>
      one.isFile(),
    )
    expect(there).toHaveLength(files.length * 3)
  })

  test('has no code in its page, and names no other place', async () => {
    const page = await readFile(join(folder, 'index.html'), 'utf8')
    expect(page).not.toMatch(/<script(?![^>]*\bsrc=)/)
    expect(page).not.toMatch(/\bstyle=|\bon\w+=/)
    expect(page).not.toMatch(/https?:\/\//)
    for (const { name } of files.filter((one) => one.name.endsWith('.css'))) {
      expect(await readFile(join(folder, name), 'utf8')).not.toMatch(/url\(\s*['"]?(https?:)?\/\//)
    }
  })

  test('is left as it is by a build that comes to the same, and cleared of what is old', async () => {
    const print = async (): Promise<string> => {
      const hash = createHash('sha256')
      for (const { name } of files) hash.update(`${name} ${(await stat(join(folder, name))).mtimeMs}`)
      return hash.digest('hex')
    }
    const before = await print()
    await writeFile(join(folder, 'assets/index-OLDOLDOL.js'), 'old')
    expect(await buildWeb(folder)).toEqual(files)
    expect(await print()).toBe(before)
    expect(await readdir(join(folder, 'assets'))).not.toContain('index-OLDOLDOL.js')
  })
})
