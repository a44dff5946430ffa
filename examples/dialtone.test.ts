/** The annotated configuration: it is right, says the defaults that hold, and leaves no setting out. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { loadSchemas } from '../src/api/index.ts'
import { readConfigurationText, settingSchemas } from '../src/configuration/index.ts'
import { completeDialSettings } from '../src/core/index.ts'

const text = readFileSync(new URL('dialtone.toml', import.meta.url), 'utf8')

test('is right as it stands', async () => {
  const { mistakes, interfaces } = await readConfigurationText(text)
  expect(mistakes).toEqual([])
  const [first] = interfaces
  const { name, dialer, filter, dialOutHours, routes, ...rest } = first ?? { name: '', dialer: undefined }
  expect([name, dialer, filter?.action, dialOutHours?.days.length, routes?.length]).toMatchObject([
    'head-office',
    { profile: 'internet' },
    'only',
    2,
    3,
  ])
  // All else is written as it is unless told.
  const defaults = completeDialSettings({ name: 'x', dialer: { kind: 'modem', modems: [], profile: 'x' } })
  expect(defaults).toMatchObject(rest)
})

test('has every setting, in its section, and each reads as it is commented out', async () => {
  const { CONFIGURATION } = await loadSchemas()
  const each = Object.values(CONFIGURATION.properties.dial.patternProperties)[0]
  const sections = new Map<string, Set<string>>()
  let current = ''
  for (const line of text.split('\n')) {
    current = /^\[([\w-]+)/.exec(line)?.[1] ?? current
    const key = /^(?:# )?([a-z-]+) = /.exec(line)?.[1]
    if (key !== undefined) sections.set(current, (sections.get(current) ?? new Set()).add(key))
  }
  const expected = [
    ...(await settingSchemas()).map(({ path }) => path.join('.')),
    ...Object.keys(each?.properties ?? {}).map((key) => `dial.${key}`),
  ]
  const there = [...sections].flatMap(([section, keys]) => [...keys].map((key) => `${section}.${key}`))
  expect(there.toSorted()).toEqual(expected.toSorted())

  const whole = text.replaceAll(/^# ([a-z-]+ = )/gm, '$1')
  const { mistakes } = await readConfigurationText(whole)
  const errors = mistakes
    .filter(({ severity }) => severity === 'error')
    .map(({ key, message }) => [key, message])
  // What is there in place of something else contradicts it.
  expect(errors.filter(([, message = '']) => !message.includes('contradicts'))).toEqual([])
})
