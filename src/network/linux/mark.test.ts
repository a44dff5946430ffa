import { expect, test } from 'vitest'
import { isOurTun, tunAlias, tunName } from './mark.ts'

test.each(['branch', 'Büro Nord/2', '', '分局', 'x'.repeat(256)])(
  '%s gets a device name that the kernel takes',
  (name) => {
    const tun = tunName(name)
    expect(tun).toMatch(/^dt-[a-z0-9-]+$/)
    expect(tun.length).toBeLessThan(16)
    expect(tunName(name)).toBe(tun)
    expect(tunName(name.toUpperCase())).toBe(tun) // names are the same without regard to case
    expect(tunName(name, 1)).not.toBe(tun)
    expect(isOurTun(tun, tunAlias(name))).toBe(true)
  },
)

test('a thousand interfaces have a thousand names', () => {
  expect(new Set(Array.from({ length: 1000 }, (_, index) => tunName(`branch${index}`))).size).toBe(1000)
})

test('the device of somebody else is not ours by its name alone', () => {
  expect(isOurTun('dt-branc-abcdef', undefined)).toBe(false)
  expect(isOurTun('dt-branc-abcdef', 'downtown')).toBe(false)
})
