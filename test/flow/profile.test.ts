import { expect, test } from 'vitest'
import { Seconds } from '../../src/base/index.ts'
import { redacting, type Service } from '../../src/api/index.ts'
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

const V4 = 'http://www.microsoft.com/networking/WWAN/profile/v4'
const fourth = (story: Story, rest: string): string => `<MBNProfileExt xmlns="${V4}">
    <Name>fourth</Name>
    <IsDefault>false</IsDefault>
    <SimIccID>${story.virtual.inside.sim.card?.iccid ?? ''}</SimIccID>
    <Context><AccessString>internet</AccessString><IPType>IPv4</IPType></Context>
    ${rest}
  </MBNProfileExt>`

test('a profile of version 4 is for the card that it names, and connects with the IP type it asks for', async () => {
  await using story = await Story.begin()
  await story.service.addProfile({ xml: fourth(story, '<ApnID>7</ApnID>') })
  await story.restart()
  expect(await names(story, 'modem0')).toContain('fourth')
  expect(await story.service.profile({ profile: 'fourth' })).toMatchObject({
    apnId: 7,
    context: { ipType: 'ipv4' },
    xml: expect.stringContaining('<ApnID>7</ApnID>') as string,
  })
  expect((await story.connect('fourth')).state).toBe('succeeded')
  const { ip } = await story.connection()
  expect(Object.keys(ip ?? {})).toEqual(['v4'])
})

test('what an administrator forbids connects nothing: abroad, or anywhere', async () => {
  await using story = await Story.begin()
  const control = '<AdminRoamControl>NoRoamAllowed</AdminRoamControl>'
  await story.service.addProfile({ xml: fourth(story, control) })
  expect((await story.connect('fourth')).state).toBe('succeeded')
  story.virtual.roam('abroad')
  await story.pass(Seconds(5))
  const from = story.events.length
  await expect(story.ask('fourth')).rejects.toMatchObject({ code: 'invalid_state' })
  await expect(
    story.service.acquire({ modem: 'modem0', temporary: fourth(story, control) }),
  ).rejects.toMatchObject({ code: 'invalid_state' })
  const off = fourth(story, '<AdminEnable>false</AdminEnable>')
  await expect(story.service.connect({ connection: 'modem0', temporary: off })).rejects.toMatchObject({
    code: 'invalid_state',
  })
  expect(story.types(from)).toEqual([])
  story.virtual.roam('home')
  await story.pass(Seconds(5))
  expect((await story.connect('fourth')).state).toBe('succeeded')
})

test('whose SIM a condition names is shown to those only who may see it', async () => {
  await using story = await Story.begin()
  const IMSI = '001019999999999'
  const condition = `<ProfileConditionedOn><IMSI>${IMSI}</IMSI></ProfileConditionedOn>`
  await story.service.addProfile({ xml: fourth(story, condition) })
  const seen = async (service: Service): Promise<string> =>
    JSON.stringify([await service.profile({ profile: 'fourth' }), await service.snapshot()])
  expect(await seen(story.service)).toContain(IMSI)
  expect(await seen(redacting(story.service))).not.toContain(IMSI)
  const refusal: unknown = await story.ask('fourth').catch((thrown: unknown) => thrown)
  expect(String(refusal)).toMatch(/not in force with this SIM/)
  expect(String(refusal)).not.toContain(IMSI)
})
