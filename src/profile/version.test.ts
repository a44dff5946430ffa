/** Versions 2 to 4 of the schema: read, kept, written back. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
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
import { toPublicProfile, type Profile } from '../core/index.ts'
import { parseProfile, serializeProfile } from './index.ts'

const written = async (xml: string): Promise<string> =>
  serializeProfile(toPublicProfile((await parseProfile(xml)).profile))

test('a whole profile of version 4 is read', async () => {
  expect((await parseProfile(WHOLE)).profile).toEqual({
    name: 'Contoso MMS',
    description: 'Pictures',
    iconPath: '/usr/share/icons/contoso.bmp',
    isDefault: false,
    creationType: 'user-provisioned',
    subscriberId: '001010123456789',
    iccid: '8988211000000012345',
    homeProviderName: 'Contoso',
    autoConnectOnInternet: false,
    connectionMode: 'manual',
    context: {
      accessString: 'mms.contoso.example',
      userName: 'user',
      authProtocol: 'chap',
      compression: false,
      ipType: 'ipv6',
    },
    dataRoamingPartners: [{ id: '00102', name: 'Fabrikam' }],
    displayProviderName: 'Contoso Mobile',
    isPurchaseProfile: true,
    isAdditional: true,
    purposes: [INTERNET, '{53e2c5d3-d13c-4068-aa38-9c48ff2e55a8}'],
    conditions: {
      cellularClass: 'gsm',
      technology: 'legacy',
      roaming: 'home-and-partner',
      subscriberId: '001010123456789',
      access: 'cellular-and-wlan',
    },
    isProvisioningProfile: true,
    apnId: 7,
    adminEnabled: true,
    adminRoaming: 'home-and-partner',
    isExclusive: false,
    isLongStanding: true,
    mms: { url: 'http://mms.contoso.example/', port: 8080, maximumSize: 300 },
    automaticAuthProtocol: true,
    translation: true,
  })
})

test('the smallest profile of version 4 names a card and no subscriber', async () => {
  const { profile } = await parseProfile(FOURTH)
  expect(profile).toMatchObject({ iccid: '8988211000000012345', isDefault: false, connectionMode: 'manual' })
  expect(profile).not.toHaveProperty('subscriberId')
  expect(await written(FOURTH)).toContain(`<MBNProfileExt xmlns="${V4}">`)
})

describe('is written back', () => {
  test.each([
    ['version 4', WHOLE],
    ['the configuration of a modem', MODEM],
  ])('as it was: %s', async (_what, xml) => {
    expect(await written(xml)).toBe(xml)
  })

  test.each([
    ['of version 2', `<IsPurchaseProfile xmlns="${V2}">false</IsPurchaseProfile>`],
    ['of version 3', `<IsAdditionalPdpContextProfile xmlns="${V3}">true</IsAdditionalPdpContextProfile>`],
  ])('in version 1, with an element %s at its end', async (_what, element) => {
    const xml = await written(inFirst(element))
    expect(xml).toContain(`<MBNProfile xmlns="${V1}">`)
    expect(xml).toContain(`  ${element}\n</MBNProfile>`)
  })

  test('in version 1 where version 4 said no more than that', async () => {
    const xml = FOURTH.replace('<SimIccID>', '<SubscriberID>001010123456789</SubscriberID><SimIccID>')
    expect(await written(xml)).toContain(`<MBNProfile xmlns="${V1}">`)
  })

  test('without its password', async () => {
    const xml = WHOLE.replace('</UserName>', '</UserName><Password>hunter2</Password>')
    expect((await parseProfile(xml)).profile.context.password).toBe('hunter2')
    expect(await written(xml)).toBe(WHOLE)
  })

  test('whatever it says', async () => {
    await fc.assert(
      fc.asyncProperty(anyProfile(), async (profile) => {
        const xml = serializeProfile(toPublicProfile(profile))
        expect((await parseProfile(xml)).profile).toEqual(profile)
        expect(await written(xml)).toBe(xml)
      }),
      { numRuns: 300 },
    )
  })
})

describe('values', () => {
  test.each<[string, string, (profile: Profile) => unknown, unknown]>([
    [
      'the modem chooses, without credentials',
      context('<AuthProtocol>AutoSelection</AuthProtocol>'),
      (p) => p.context.authProtocol,
      'none',
    ],
    ['IPv4', context('<IPType>IPv4</IPType>'), (p) => p.context.ipType, 'ipv4'],
    ['the default', context('<IPType>Default</IPType>'), (p) => p.context.ipType, 'default'],
    [
      'an empty element has its default',
      inFourth('<AdminEnable></AdminEnable>'),
      (p) => p.adminEnabled,
      undefined,
    ],
    ['a number that is negative', inFourth('<ApnID>-12</ApnID>'), (p) => p.apnId, -12],
    ['a number with zeros', inFourth('<ApnID>+007.0</ApnID>'), (p) => p.apnId, 7],
    ['nothing, negative', inFourth('<ApnID>-0</ApnID>'), (p) => Object.is(p.apnId, 0), true],
    ['no condition at all', inFourth('<ProfileConditionedOn/>'), (p) => p.conditions, {}],
    ['no MMS at all', inFourth('<MmsConfiguration/>'), (p) => p.mms, {}],
    [
      'elements of namespaces that are not known are let through',
      inFourth('<x xmlns="urn:x"><y/></x>'),
      (p) => p.name,
      'Contoso MMS',
    ],
  ])('%s', async (_what, xml, pick, expected) => {
    expect(pick((await parseProfile(xml)).profile)).toEqual(expected)
  })

  function context(xml: string): string {
    return inFourth(`<Context>${xml}</Context>`)
  }
})

/** Of version 4, with everything that it may say. */
function anyProfile(): fc.Arbitrary<Profile> {
  const text = (maxLength: number): fc.Arbitrary<string> =>
    fc
      .string({ unit: fc.constantFrom(...Array.from('abcXYZ019 -_.&<>"\'äß€漢')), minLength: 1, maxLength })
      .map((value) => value.trim().replace(/ +/g, ' '))
      .filter((value) => value !== '')
  const flag = fc.boolean()
  const NOTHING_NEEDED: { requiredKeys: [] } = { requiredKeys: [] }
  const conditions = fc.oneof(
    fc.record(
      {
        cellularClass: fc.constantFrom('gsm' as const, 'cdma' as const),
        roaming: fc.constantFrom('home-only' as const, 'non-partner-only' as const, 'allow-all' as const),
        subscriberId: text(20),
        access: fc.constantFrom('cellular' as const, 'wlan' as const),
      },
      NOTHING_NEEDED,
    ),
    fc.constant({ cellularClass: 'gsm' as const, technology: 'lte-ehrpd' as const }),
  )
  return fc
    .tuple(
      fc.record({
        name: text(255).filter((one) => !/^\.{1,2}$/.test(one)),
        iccid: fc.stringMatching(/^[0-9a-zA-Z]{1,20}$/),
        context: fc.record({
          accessString: text(100),
          authProtocol: fc.constantFrom('none' as const, 'pap' as const, 'mschapv2' as const),
          compression: flag,
          ipType: fc.constantFrom('default' as const, 'ipv4' as const, 'ipv6' as const, 'ipv4v6' as const),
        }),
      }),
      fc.record(
        {
          displayProviderName: text(20),
          isPurchaseProfile: flag,
          purposes: fc.array(
            fc.uuid().map((uuid) => `{${uuid}}`),
            { minLength: 1, maxLength: 10 },
          ),
          conditions,
          isProvisioningProfile: flag,
          apnId: fc.integer({ min: -1e9, max: 999_999_999_999_999 }),
          adminEnabled: flag,
          adminRoaming: fc.constantFrom(
            'allow-all' as const,
            'home-and-partner' as const,
            'home-only' as const,
          ),
          isExclusive: flag,
          mms: fc.record(
            {
              url: fc.webUrl(),
              port: fc.integer({ min: 0, max: 99_999 }),
              maximumSize: fc.integer({ min: 0, max: 0xffffffff }),
            },
            NOTHING_NEEDED,
          ),
        },
        NOTHING_NEEDED,
      ),
      fc.constantFrom(
        {},
        { isAdditional: true, isLongStanding: true },
        { isAdditional: false, isLongStanding: false },
      ),
    )
    .map(([needed, optional, standing]) => ({
      isDefault: false,
      connectionMode: 'manual',
      dataRoamingPartners: [],
      ...needed,
      ...optional,
      ...standing,
    }))
}
