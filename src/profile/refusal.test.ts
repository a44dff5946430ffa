/** What versions 2 to 4 of the schema do not allow, and what means harm. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  FIRST,
  FOURTH,
  INTERNET,
  MODEM,
  V1,
  V2,
  V3,
  V4,
  WHOLE,
  inFirst,
  inFourth,
} from '../../test/support/profile-samples.ts'
import { DialtoneError } from '../base/index.ts'
import { parseProfile } from './index.ts'

async function refusal(xml: string): Promise<DialtoneError> {
  const thrown: unknown = await parseProfile(xml).then(
    () => new Error('it was taken'),
    (error: unknown) => error,
  )
  const error = DialtoneError.of(thrown)
  if (error === undefined) throw thrown
  return error
}

describe('what the schemas do not allow', () => {
  const long = `<IsLongStandingAdditionalPdpContextProfile>true</IsLongStandingAdditionalPdpContextProfile>`
  test.each<[string, string, [line: number, column: number, element: string], RegExp]>([
    ['no card', FOURTH.replace(/ *<SimIccID>.*\n/, ''), [1, 1, 'MBNProfileExt'], /<SimIccID> is missing/],
    [
      'an element of version 1 in version 4',
      inFourth(`<Name xmlns="${V1}">x</Name>`),
      [5, 1, 'Name'],
      /no such element/,
    ],
    [
      'an element of version 4 in version 1',
      inFirst(`<ApnID xmlns="${V4}">1</ApnID>`),
      [5, 1, 'ApnID'],
      /no such element/,
    ],
    ['a profile in a profile', inFirst(FOURTH), [5, 1, 'MBNProfileExt'], /no such element/],
    [
      'an element that version 2 has not got',
      inFirst(`<x:Colour xmlns:x="${V2}"/>`),
      [5, 1, 'Colour'],
      /no such element/,
    ],
    [
      'a name to show that is too long',
      inFirst(`<DisplayProviderName xmlns="${V2}">${'x'.repeat(21)}</DisplayProviderName>`),
      [5, 1, 'DisplayProviderName'],
      /1 to 20 characters/,
    ],
    [
      'a boolean that is none',
      inFirst(`\n<IsAdditionalPdpContextProfile xmlns="${V3}">yes</IsAdditionalPdpContextProfile>`),
      [6, 1, 'IsAdditionalPdpContextProfile'],
      /true or false/,
    ],
    [
      'an extension that comes twice',
      inFirst(`<IsPurchaseProfile xmlns="${V2}">1</IsPurchaseProfile>`.repeat(2)),
      [5, 101, 'IsPurchaseProfile'],
      /there is one already/,
    ],
    ['an IP type', inFourth('<Context><IPType>ipv4</IPType></Context>'), [5, 10, 'IPType'], /Default, IPv4/],
    [
      'an IP type in version 1',
      inFirst('<Context><IPType>IPv4</IPType></Context>'),
      [5, 10, 'IPType'],
      /may not stand here/,
    ],
    [
      'automatic authentication in version 1',
      inFirst('<Context><AuthProtocol>AutoSelection</AuthProtocol></Context>'),
      [5, 10, 'AuthProtocol'],
      /in version 4 also/,
    ],
    [
      'a GUID without braces',
      inFourth(
        `<PurposeGroups><PurposeGroupGuid>${INTERNET.slice(1, -1)}</PurposeGroupGuid></PurposeGroups>`,
      ),
      [5, 16, 'PurposeGroupGuid'],
      /in braces/,
    ],
    [
      'eleven purposes',
      inFourth(
        `<PurposeGroups>${`<PurposeGroupGuid>${INTERNET}</PurposeGroupGuid>`.repeat(11)}</PurposeGroups>`,
      ),
      [5, 766, 'PurposeGroupGuid'],
      /may not stand here/,
    ],
    ['a number that is too long', inFourth(`<ApnID>${'1'.repeat(16)}</ApnID>`), [5, 1, 'ApnID'], /15 digits/],
    ['a fraction', inFourth('<ApnID>1.5</ApnID>'), [5, 1, 'ApnID'], /whole number/],
    [
      'a port',
      inFourth('<MmsConfiguration><MmscPort>100000</MmscPort></MmsConfiguration>'),
      [5, 19, 'MmscPort'],
      /0 to 99999/,
    ],
    [
      'a size',
      inFourth('<MmsConfiguration><MmsMaximumMessageSize>big</MmsMaximumMessageSize></MmsConfiguration>'),
      [5, 19, 'MmsMaximumMessageSize'],
      /kilobytes/,
    ],
    [
      'a place',
      inFourth('<AdminRoamControl>Nowhere</AdminRoamControl>'),
      [5, 1, 'AdminRoamControl'],
      /NoRoamAllowed/,
    ],
    [
      'a default one for provisioning',
      inFourth('<IsProvisioningProfile>true</IsProvisioningProfile>').replace('false', 'true'),
      [5, 1, 'IsProvisioningProfile'],
      /with IsDefault false/,
    ],
    [
      'an automatic one for provisioning',
      inFourth('<ConnectionMode>auto</ConnectionMode>\n<IsProvisioningProfile>1</IsProvisioningProfile>'),
      [6, 1, 'IsProvisioningProfile'],
      /ConnectionMode manual only/,
    ],
    [
      'a long standing one that is not additional',
      inFourth(long),
      [5, 1, 'IsLongStandingAdditionalPdpContextProfile'],
      /of version 3\) true only/,
    ],
    [
      'a technology without its class',
      inFourth('<ProfileConditionedOn><RATApplicability>LTE_eHRPD</RATApplicability></ProfileConditionedOn>'),
      [5, 1, 'ProfileConditionedOn'],
      /CellularClass 3GPP only/,
    ],
    [
      'a technology of another class',
      inFourth(
        '<ProfileConditionedOn><CellularClass>3GPP2</CellularClass><RATApplicability>LTE_eHRPD</RATApplicability></ProfileConditionedOn>',
      ),
      [5, 1, 'ProfileConditionedOn'],
      /CellularClass 3GPP only/,
    ],
    [
      'a root that is an element of version 2',
      `<IsPurchaseProfile xmlns="${V2}">true</IsPurchaseProfile>`,
      [1, 1, 'IsPurchaseProfile'],
      /<MBNProfileExt> in/,
    ],
    [
      'a root in the namespace of another version',
      FIRST.replace(V1, V4),
      [1, 1, 'MBNProfile'],
      /<MBNProfile> in the namespace/,
    ],
    [
      'the configuration of a modem without its maker’s number',
      MODEM.replace(/ *<OemConnectionId>.*\n/, ''),
      [6, 3, 'RoamApplicability'],
      /<OemConnectionId>/,
    ],
  ])('%s', async (_what, xml, [line, column, element], message) => {
    const error = await refusal(xml)
    expect(error.code).toBe('invalid_profile')
    expect(error.detail).toMatchObject({ line, column, element })
    expect(error.message).toMatch(message)
    expect(error.message).toContain(`line ${line}, column ${column}`)
  })

  test('what means harm is refused in few words, and no secret is repeated', async () => {
    const texts = [
      inFirst(`<a xmlns="${V2}"/>`.repeat(900)),
      inFourth(`<${'x'.repeat(5000)} xmlns="${V3}"/>`),
      inFourth(`<!DOCTYPE a SYSTEM "version-1.xsd">`),
      `<!DOCTYPE a SYSTEM "version-1.xsd">${FOURTH}`,
      inFourth(
        '<Context><UserLogonCred><UserName>u</UserName><Secret>hunter2</Secret></UserLogonCred></Context>',
      ),
    ]
    for (const text of texts) {
      const error = await refusal(text)
      expect(error.code).toBe('invalid_profile')
      const said = JSON.stringify([error.message, error.detail])
      expect(said.length).toBeLessThan(10_000)
      expect(said).not.toContain('hunter2')
    }
  })

  test('a hint where a schema is to be found loads nothing, and hides no schema', async () => {
    const xsi = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    for (const file of ['/etc/passwd', 'file:///etc/passwd', 'http://127.0.0.1:9/', 'version-4.xsd']) {
      for (const namespace of ['urn:x', V1, V2]) {
        const hint = `${xsi} xsi:schemaLocation="${namespace} ${file}"`
        const xml = inFirst('<x xmlns="urn:x"/>').replace('<MBNProfile', `<MBNProfile ${hint}`)
        expect((await parseProfile(xml)).profile.name).toBe('Contoso Data')
        expect((await refusal(xml.replace('false', 'maybe'))).message).toMatch(/true or false/)
      }
    }
  })

  test('whatever the text, there is a profile or a refusal', async () => {
    const pieces = [WHOLE, MODEM, FIRST].flatMap((xml) => xml.match(/<[^>]*>|[^<]+/g) ?? [])
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom(...pieces), { maxLength: 30 }), async (chosen) => {
        await parseProfile(chosen.join('')).catch((thrown: unknown) => {
          expect(DialtoneError.of(thrown)?.code).toBe('invalid_profile')
        })
      }),
      { numRuns: 300 },
    )
  })
})
