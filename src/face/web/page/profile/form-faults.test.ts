import { expect, test } from 'vitest'
import { DialtoneError } from '../../../../base/index.ts'
import { parseProfile } from '../../../../profile/index.ts'
import { formFaults } from './form-faults.ts'
import { EMPTY_FORM, xmlOf, type ProfileForm } from './profile-form.ts'
import { problemsIn } from './use-check.ts'

async function faultsOf(form: Partial<ProfileForm>) {
  const thrown: unknown = await parseProfile(xmlOf({ ...EMPTY_FORM, ...form })).then(
    () => undefined,
    (error: unknown) => error,
  )
  return formFaults(problemsIn(DialtoneError.of(thrown)?.detail ?? {}))
}

test('what is wrong is told by field, and not by line and element', async () => {
  expect(await faultsOf({ name: 'internet' })).toEqual({
    fields: { subscriber: 'It has to be the IMSI (or MIN) of the SIM.' },
    text: 'Not valid yet: Subscriber (IMSI).',
  })
  expect(await faultsOf({ subscriber: '', accessString: 'a'.repeat(101) })).toEqual({
    fields: {
      name: 'It has to have 1 to 255 characters.',
      subscriber: 'It has to be the IMSI (or MIN) of the SIM.',
      accessString: expect.stringMatching(/^It has to be an access point name/) as string,
    },
    text: 'Not valid yet: Name, Subscriber (IMSI), Access point (APN).',
  })
})

test('what no field is to blame for is told in the words of the service', async () => {
  expect(await faultsOf({ name: 'a\u0001', subscriber: '001010000627073' })).toEqual({
    fields: {},
    text: expect.stringMatching(/^This is not well-formed XML: [^<]+/) as string,
  })
  expect(formFaults(problemsIn({}))).toEqual({ fields: {} })
})
