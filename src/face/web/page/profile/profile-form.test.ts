import { expect, test } from 'vitest'
import { toPublicProfile, type Profile } from '../../../../core/index.ts'
import { parseProfile, serializeProfile } from '../../../../profile/index.ts'
import { editableXml, EMPTY_FORM, formOf, xmlOf, type ProfileForm } from './profile-form.ts'

const FORM: ProfileForm = {
  ...EMPTY_FORM,
  name: 'A & B <company>',
  description: 'For the "office"',
  isDefault: true,
  subscriber: '001010000627073',
  accessString: 'company.example',
  userName: 'dialtone',
  password: 'p&<>',
  authProtocol: 'chap',
}

async function stored(form: ProfileForm): Promise<Profile> {
  return (await parseProfile(xmlOf(form))).profile
}

async function shown(profile: Profile) {
  const open = toPublicProfile(profile)
  return { ...open, xml: serializeProfile(open) }
}

test('what a form holds is what is stored', async () => {
  expect(await stored(FORM)).toMatchObject({
    name: FORM.name,
    description: FORM.description,
    isDefault: true,
    subscriberId: FORM.subscriber,
    connectionMode: 'manual',
    context: {
      accessString: 'company.example',
      userName: 'dialtone',
      password: 'p&<>',
      authProtocol: 'chap',
    },
  })
})

test('what is stored comes back into the form, but for the password', async () => {
  const profile = await shown(await stored(FORM))
  expect(formOf(profile)).toEqual({ ...FORM, password: '', hasPassword: true })
  const { userName: _, ...bare } = { ...FORM, userName: '', password: '' }
  expect(formOf(await shown(await stored({ ...bare, userName: '' })))).toMatchObject({ hasPassword: false })
})

test('a password that is left empty stays', async () => {
  const form = formOf(await shown(await stored(FORM)))
  const again = await parseProfile(xmlOf(form ?? EMPTY_FORM))
  expect(again).toMatchObject({ keepPassword: true })
  expect((await parseProfile(editableXml(await shown(await stored(FORM))))).keepPassword).toBe(true)
})

test('a profile that holds more than the form is not for the form', async () => {
  const profile = await stored(FORM)
  expect(formOf(await shown({ ...profile, homeProviderName: 'Home' }))).toBeUndefined()
  expect(
    formOf(await shown({ ...profile, dataRoamingPartners: [{ id: '26201', name: 'Partner' }] })),
  ).toBeUndefined()
  expect(
    formOf(await shown({ ...profile, context: { ...profile.context, compression: true } })),
  ).toBeUndefined()
})
