import { expect, test } from 'vitest'
import { Seconds } from '../../src/base/index.ts'
import { Story, profileXml } from '../support/story.ts'

const FOREIGN = '001010000000009'
const names = async (story: Story, modem?: string): Promise<string[]> =>
  (await story.service.profiles(modem === undefined ? {} : { modem })).map(({ name }) => name)

test("a modem's list shows the profiles of its SIM only", async () => {
  await using story = await Story.begin()
  const own = await names(story)
  await story.service.addProfile({ xml: profileXml('foreign', 'internet', FOREIGN) })
  expect(await names(story)).toEqual([...own, 'foreign'].sort())
  expect(await names(story, 'modem0')).toEqual(own)
})

test('while its SIM cannot be read, it is not known which profiles are its own', async () => {
  await using story = await Story.begin()
  story.virtual.removeSim()
  await story.pass(Seconds(2))
  await expect(names(story, 'modem0')).rejects.toMatchObject({ code: 'sim_not_inserted' })
})

test('a profile of another SIM connects nothing, stored or temporary, and the modem is not asked', async () => {
  await using story = await Story.begin()
  const temporary = profileXml('foreign', 'internet', FOREIGN)
  await story.service.addProfile({ xml: temporary })
  const from = story.events.length
  await expect(story.ask('foreign')).rejects.toMatchObject({
    code: 'not_found',
    detail: { foreignSim: true },
  })
  await expect(story.service.connect({ connection: 'modem0', temporary })).rejects.toMatchObject({
    code: 'invalid_argument',
  })
  expect(story.types(from)).toEqual([])
})

test('a password that an update keeps goes into the modem again, and is told to nobody', async () => {
  await using story = await Story.begin()
  const given = (credential: string): string =>
    profileXml('internet', 'internet').replace(
      '</AccessString>',
      `</AccessString><UserLogonCred><UserName>anna</UserName>${credential}</UserLogonCred>`,
    )
  const profile = 'internet'
  await story.service.updateProfile({ profile, xml: given('<Password>hunter2</Password>') })
  await story.service.updateProfile({ profile, xml: given('<IgnorePassword>true</IgnorePassword>') })
  expect(story.events.filter(({ type }) => type === 'profile.updated')).toHaveLength(2)
  await story.connect()
  expect(story.virtual.inside.contexts.get(0)?.request).toMatchObject({
    userName: 'anna',
    password: 'hunter2',
  })
  const shown = [await story.service.profile({ profile }), await story.service.snapshot(), story.events]
  expect(JSON.stringify(shown)).not.toContain('hunter2')
})

test('an update is of the profile it names; a check adds nothing', async () => {
  await using story = await Story.begin()
  const before = await names(story)
  const xml = profileXml('other', 'internet')
  await expect(story.service.updateProfile({ profile: 'other', xml })).rejects.toMatchObject({
    code: 'not_found',
  })
  await expect(story.service.updateProfile({ profile: 'internet', xml })).rejects.toMatchObject({
    code: 'invalid_argument',
  })
  expect(await story.service.checkProfile({ xml })).toMatchObject({ name: 'other' })
  expect(await names(story)).toEqual(before)
})
