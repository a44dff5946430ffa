import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { DialtoneError } from '../base/index.ts'
import { toPublicProfile, type Profile } from '../core/index.ts'
import { parseProfile, serializeProfile } from './index.ts'
import { at, positionOf } from './outline.ts'

const NS = 'http://www.microsoft.com/networking/WWAN/profile/v1'

const MINIMAL = `<?xml version="1.0" encoding="utf-8"?>
<MBNProfile xmlns="${NS}">
  <Name>Contoso Data</Name>
  <IsDefault>false</IsDefault>
  <SubscriberID>001010123456789</SubscriberID>
</MBNProfile>
`

const FULL = `<?xml version="1.0" encoding="utf-8"?>
<MBNProfile xmlns="${NS}">
  <Name>Contoso Data</Name>
  <Description>Contoso prepaid data</Description>
  <ICONFilePath>/usr/share/icons/contoso.bmp</ICONFilePath>
  <IsDefault>true</IsDefault>
  <ProfileCreationType>UserProvisioned</ProfileCreationType>
  <SubscriberID>001010123456789</SubscriberID>
  <SimIccID>8988211000000012345</SimIccID>
  <HomeProviderName>Contoso</HomeProviderName>
  <AutoConnectOnInternet>false</AutoConnectOnInternet>
  <ConnectionMode>auto-home</ConnectionMode>
  <Context>
    <AccessString>internet.contoso.example</AccessString>
    <UserLogonCred>
      <UserName>user</UserName>
      <Password>secret &amp; safe</Password>
    </UserLogonCred>
    <Compression>DISABLE</Compression>
    <AuthProtocol>CHAP</AuthProtocol>
  </Context>
  <DataRoamingPartners>
    <Provider>
      <ProviderID>00102</ProviderID>
      <ProviderName>Fabrikam</ProviderName>
    </Provider>
    <Provider>
      <ProviderID>310410</ProviderID>
      <ProviderName>Northwind</ProviderName>
    </Provider>
  </DataRoamingPartners>
  <DisplayProviderName xmlns="http://www.microsoft.com/networking/WWAN/profile/v2">Contoso Mobile</DisplayProviderName>
  <x:IsAdditionalPdpContextProfile xmlns:x="http://www.microsoft.com/networking/WWAN/profile/v3">true</x:IsAdditionalPdpContextProfile>
</MBNProfile>
`

async function refusal(xml: string): Promise<DialtoneError> {
  try {
    await parseProfile(xml)
  } catch (thrown) {
    const error = DialtoneError.of(thrown)
    if (error !== undefined) return error
    throw thrown
  }
  throw new Error('it was taken')
}

test('the smallest profile', async () => {
  expect(await parseProfile(MINIMAL)).toEqual({
    profile: {
      name: 'Contoso Data',
      isDefault: false,
      subscriberId: '001010123456789',
      connectionMode: 'manual',
      context: { accessString: '', authProtocol: 'none', compression: false, ipType: 'default' },
      dataRoamingPartners: [],
    },
    keepPassword: false,
  })
})

test('a whole profile, with elements of later versions', async () => {
  expect((await parseProfile(FULL)).profile).toEqual({
    name: 'Contoso Data',
    description: 'Contoso prepaid data',
    iconPath: '/usr/share/icons/contoso.bmp',
    isDefault: true,
    creationType: 'user-provisioned',
    subscriberId: '001010123456789',
    iccid: '8988211000000012345',
    homeProviderName: 'Contoso',
    autoConnectOnInternet: false,
    connectionMode: 'auto-home',
    context: {
      accessString: 'internet.contoso.example',
      userName: 'user',
      password: 'secret & safe',
      authProtocol: 'chap',
      compression: false,
      ipType: 'default',
    },
    dataRoamingPartners: [
      { id: '00102', name: 'Fabrikam' },
      { id: '310410', name: 'Northwind' },
    ],
    displayProviderName: 'Contoso Mobile',
    isAdditional: true,
  })
})

const within = (name: string, content: string): string =>
  MINIMAL.replace('</MBNProfile>', `<${name}>${content}</${name}>\n</MBNProfile>`)
const context = (content: string): string => within('Context', content)

describe('values as the schema allows them', () => {
  test.each<[string, string, (profile: Profile) => unknown, unknown]>([
    [
      'white space around a name',
      MINIMAL.replace('Contoso Data', '\n  Contoso\t Data '),
      (p) => p.name,
      'Contoso Data',
    ],
    ['a boolean as a digit', MINIMAL.replace('false', '1'), (p) => p.isDefault, true],
    ['a name of 255 characters', MINIMAL.replace('Contoso Data', 'ä'.repeat(255)), (p) => p.name.length, 255],
    [
      'markup in a name',
      MINIMAL.replace('Contoso Data', '<![CDATA[<b>&amp;]]> &#65;'),
      (p) => p.name,
      '<b>&amp; A',
    ],
    ['compression', context('<Compression>ENABLE</Compression>'), (p) => p.context.compression, true],
    ['MsCHAPv2', context('<AuthProtocol>MsCHAPv2</AuthProtocol>'), (p) => p.context.authProtocol, 'mschapv2'],
    [
      'MsCHAPV2, as the page has it',
      context('<AuthProtocol>MsCHAPV2</AuthProtocol>'),
      (p) => p.context.authProtocol,
      'mschapv2',
    ],
    ['an empty context', context(''), (p) => p.context.accessString, ''],
    [
      'a password with blanks, which are kept',
      context('<UserLogonCred><UserName>u</UserName><Password> a\tb </Password></UserLogonCred>'),
      (p) => p.context.password,
      ' a\tb ',
    ],
    [
      'a prefix',
      MINIMAL.replaceAll(/<(\/?)(\w)/g, '<$1m:$2').replace('xmlns=', 'xmlns:m='),
      (p) => p.name,
      'Contoso Data',
    ],
    [
      'a declaration of another encoding, long decoded',
      MINIMAL.replace('utf-8', 'utf-16'),
      (p) => p.name,
      'Contoso Data',
    ],
    ['a byte order mark', `\uFEFF${MINIMAL}`, (p) => p.name, 'Contoso Data'],
  ])('%s', async (_, xml, pick, expected) => {
    expect(pick((await parseProfile(xml)).profile)).toEqual(expected)
  })

  test('IgnorePassword keeps the stored one, whatever else is said', async () => {
    const credentials = '<UserName>u</UserName><IgnorePassword>true</IgnorePassword><Password>x</Password>'
    const { profile, keepPassword } = await parseProfile(
      context(`<UserLogonCred>${credentials}</UserLogonCred>`),
    )
    expect(keepPassword).toBe(true)
    expect(profile.context.password).toBeUndefined()
  })
})

describe('what the schema does not allow', () => {
  const name = (value: string): string => MINIMAL.replace('Contoso Data', value)
  test.each<[string, string, [line: number, column: number, element: string], RegExp]>([
    [
      'IsDefault is missing',
      MINIMAL.replace('<IsDefault>false</IsDefault>', ''),
      [5, 3, 'SubscriberID'],
      /expected is .*<IsDefault>/,
    ],
    [
      'SubscriberID is missing',
      MINIMAL.replace(/ *<SubscriberID>.*\n/, ''),
      [2, 1, 'MBNProfile'],
      /<SubscriberID> is missing/,
    ],
    ['SubscriberID is empty', MINIMAL.replace('001010123456789', ''), [5, 3, 'SubscriberID'], /the IMSI/],
    ['Name is empty', name(''), [3, 3, 'Name'], /1 to 255 characters/],
    ['Name is blank', name(' \n\t '), [3, 3, 'Name'], /1 to 255 characters/],
    ['Name is one that no path can hold', name('..'), [3, 3, 'Name'], /may not be "\." or "\.\."/],
    ['Name is too long', name('x'.repeat(256)), [3, 3, 'Name'], /1 to 255 characters/],
    [
      'elements are out of order',
      MINIMAL.replace(/( *<Name>.*\n)( *<IsDefault>.*\n)/, '$2$1'),
      [3, 3, 'IsDefault'],
      /the order of the elements is fixed; expected is <Name>/,
    ],
    [
      'an element comes twice',
      MINIMAL.replace(/( *<Name>.*\n)/, '$1$1'),
      [4, 3, 'Name'],
      /the order of the elements is fixed/,
    ],
    ['an element is unknown', within('Colour', 'red'), [6, 1, 'Colour'], /no such element/],
    ['ConnectionMode is Auto', within('ConnectionMode', 'Auto'), [6, 1, 'ConnectionMode'], /in lower case/],
    [
      'ProviderID has letters',
      within(
        'DataRoamingPartners',
        '<Provider><ProviderID>0010x</ProviderID><ProviderName>F</ProviderName></Provider>',
      ),
      [6, 32, 'ProviderID'],
      /1 to 6 digits/,
    ],
    [
      'ProviderName is missing',
      within('DataRoamingPartners', '<Provider><ProviderID>00102</ProviderID></Provider>'),
      [6, 22, 'Provider'],
      /<ProviderName> is missing/,
    ],
    [
      'DataRoamingPartners is empty',
      within('DataRoamingPartners', ''),
      [6, 1, 'DataRoamingPartners'],
      /<Provider> is missing/,
    ],
    [
      'AccessString is too long',
      context(`<AccessString>${'x'.repeat(101)}</AccessString>`),
      [6, 10, 'AccessString'],
      /1 to 100 characters/,
    ],
    [
      'Compression is in lower case',
      context('\n<Compression>enable</Compression>'),
      [7, 1, 'Compression'],
      /in capitals/,
    ],
    [
      'a user name is missing',
      context('<UserLogonCred><Password>x</Password></UserLogonCred>'),
      [6, 25, 'Password'],
      /<UserName>/,
    ],
    [
      'SimIccID is too long',
      MINIMAL.replace('</SubscriberID>', '</SubscriberID>\n<SimIccID>898821100000001234567</SimIccID>'),
      [6, 1, 'SimIccID'],
      /1 to 20 letters or digits/,
    ],
    ['a boolean is yes', MINIMAL.replace('false', 'yes'), [4, 3, 'IsDefault'], /true or false/],
    ['an attribute', MINIMAL.replace('<Name>', '<Name\n  lang="en">'), [3, 3, 'Name'], /an attribute lang/],
    [
      'text between elements',
      MINIMAL.replace('<IsDefault>', 'hello <IsDefault>'),
      [2, 1, 'MBNProfile'],
      /elements only/,
    ],
    [
      'the namespace is missing',
      MINIMAL.replace(/ xmlns="[^"]*"/, ''),
      [2, 1, 'MBNProfile'],
      /in the namespace/,
    ],
    ['the root is another', `<Profile xmlns="${NS}"/>`, [1, 1, 'Profile'], /it has to be <MBNProfile>/],
    [
      'after characters of several bytes',
      name('äöü€😀').replace('<IsDefault>false', '<!-- 😀 --><IsDefault>maybe'),
      [4, 13, 'IsDefault'],
      /true or false/,
    ],
  ])('%s', async (_, xml, [line, column, element], message) => {
    const error = await refusal(xml)
    expect(error.code).toBe('invalid_profile')
    expect(error.detail).toMatchObject({ line, column, element })
    expect(error.message).toMatch(message)
    expect(error.message).toContain(`line ${line}, column ${column}`)
  })

  test('all problems are told, each in its place', async () => {
    const error = await refusal(
      MINIMAL.replace('Contoso Data', '').replace('false', 'no').replace('0010', ''),
    )
    expect(error.detail.problems).toMatchObject([
      { line: 3, element: 'Name' },
      { line: 4, element: 'IsDefault' },
    ])
    expect(error.message).toMatch(/\(and 1 more\)$/)
  })

  test('a secret is not repeated', async () => {
    const credentials = `<UserName>u</UserName><Password>${'hunter2'.repeat(40)}</Password>`
    const error = await refusal(context(`<UserLogonCred>${credentials}</UserLogonCred>`))
    expect(error.detail).toMatchObject({ element: 'Password' })
    expect(JSON.stringify([error.message, error.detail])).not.toContain('hunter2')
  })
})

describe('what is no XML', () => {
  test.each<[string, string, number, number]>([
    ['nothing', '', 1, 1],
    ['blanks', ' \n ', 2, 2],
    ['a sentence', 'hello', 1, 1],
    ['an end tag that does not match', '<MBNProfile>\n<Name>x</MBNProfile>', 2, 21],
    ['an entity that is not defined', `<MBNProfile xmlns="${NS}">\n  <Name>&lol;</Name></MBNProfile>`, 2, 14],
    ['two roots', '<a/>\n<b/>', 2, 1],
    ['a null character', '<a>\0</a>', 1, 4],
  ])('%s', async (_, xml, line, column) => {
    const error = await refusal(xml)
    expect(error.code).toBe('invalid_profile')
    expect(error.message).toContain('this is not well-formed XML')
    expect(error.detail).toMatchObject({ line, column })
  })
})

describe('what means harm', () => {
  test.each<[string, string]>([
    [
      'a bomb of entities',
      `<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "${'&a;'.repeat(1000)}">]>\n${MINIMAL.replace('Contoso Data', '&b;')}`,
    ],
    [
      'an external entity',
      `<!DOCTYPE a [<!ENTITY a SYSTEM "file:///etc/passwd">]>${MINIMAL.replace('Contoso Data', '&a;')}`,
    ],
    ['an external document type', `<!DOCTYPE a SYSTEM "http://example.org/a.dtd">${MINIMAL}`],
    ['a document type behind comments', `<!-- <a> -->\n<?x y?> <!DOCTYPE a>${MINIMAL}`],
  ])('%s is refused unread', async (_, xml) => {
    expect((await refusal(xml.replace(/(<!DOCTYPE[^]*)<\?xml.*\?>/, '$1'))).message).toContain(
      'document type',
    )
  })

  test.each<[string, string]>([
    ['too long a text', MINIMAL.replace('Contoso Data', 'x'.repeat(70_000))],
    ['elements in elements', '<a>'.repeat(20_000)],
    [
      'thousands of wrong elements',
      `<MBNProfile xmlns="${NS}">${'<Name><b/></Name>'.repeat(3500)}</MBNProfile>`,
    ],
    ['thousands of attributes', `<MBNProfile ${'a="1" '.repeat(10_000)}/>`],
  ])('%s is refused, with few words', async (_, xml) => {
    const error = await refusal(xml)
    expect(error.code).toBe('invalid_profile')
    expect(JSON.stringify([error.message, error.detail]).length).toBeLessThan(10_000)
  })

  test('whatever the text, there is a profile or a refusal', async () => {
    const piece = fc.constantFrom(
      ...(FULL.match(/<[^>]*>|[^<]+/g) ?? []),
      '<!--',
      ']]>',
      '&',
      '\0',
      '<![CDATA[',
      '"',
    )
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 30 }), async (pieces) => {
        await parseProfile(pieces.join('')).catch((thrown: unknown) => {
          expect(DialtoneError.of(thrown)?.code).toBe('invalid_profile')
        })
      }),
      { numRuns: 500 },
    )
  })
})

describe('serialized', () => {
  test('a profile has no password, and is valid', async () => {
    const { profile } = await parseProfile(FULL)
    const xml = serializeProfile(toPublicProfile(profile))
    expect(xml).not.toMatch(/secret|Password/)
    const { password: _, ...context } = profile.context
    expect((await parseProfile(xml)).profile).toEqual({ ...profile, context })
  })

  test('any profile comes back as it was', async () => {
    await fc.assert(
      fc.asyncProperty(anyProfile(), async (profile) => {
        const xml = serializeProfile(toPublicProfile(profile))
        expect((await parseProfile(xml)).profile).toEqual(profile)
      }),
      { numRuns: 300 },
    )
  })
})

describe('positions', () => {
  const xml = '<!-- <z> -->\n<a b=">">\r\n  <c/><c x=\'/>\'>\n<![CDATA[<d>]]><p:d/>\n</c></a>'
  test.each<[string, [number, number]]>([
    ['/*', [2, 1]],
    ['/a/*[1]', [3, 3]],
    ['/a/c[2]', [3, 7]],
    ['/*/*[2]/p:d', [4, 16]],
    ['/*/*[9]/x', [2, 1]],
    ['nonsense', [1, 1]],
  ])('%s', (path, [line, column]) => {
    expect(positionOf(xml, path)).toEqual({ line, column })
  })

  test('columns are counted in characters, lines by any line end', () => {
    expect(at('a\nb\r\nc\rd😀e', 9)).toEqual({ line: 4, column: 3 })
  })
})

function anyProfile(): fc.Arbitrary<Profile> {
  const text = (maxLength: number): fc.Arbitrary<string> =>
    fc
      .string({ unit: fc.constantFrom(...Array.from('abcXYZ019 -_.&<>"\'äß€漢')), minLength: 1, maxLength })
      .map((value) => value.trim().replace(/ +/g, ' '))
      .filter((value) => value !== '')
  const digits = (maxLength: number) =>
    fc.string({ unit: fc.constantFrom(...Array.from('0123456789')), minLength: 1, maxLength })
  const context = fc.record(
    {
      accessString: text(100),
      userName: text(255),
      authProtocol: fc.constantFrom('none', 'pap', 'chap', 'mschapv2'),
      compression: fc.boolean(),
      ipType: fc.constant('default' as const),
    },
    { requiredKeys: ['accessString', 'authProtocol', 'compression', 'ipType'] },
  )
  return fc.record(
    {
      name: text(255).filter((one) => !/^\.{1,2}$/.test(one)),
      description: text(255),
      iconPath: text(200),
      isDefault: fc.boolean(),
      creationType: fc.constantFrom(
        'user-provisioned',
        'admin-provisioned',
        'operator-provisioned',
        'device-provisioned',
      ),
      subscriberId: digits(15),
      iccid: digits(20),
      homeProviderName: text(20),
      autoConnectOnInternet: fc.boolean(),
      connectionMode: fc.constantFrom('manual', 'auto', 'auto-home'),
      context,
      dataRoamingPartners: fc.array(fc.record({ id: digits(6), name: text(20) }), { maxLength: 3 }),
    },
    {
      requiredKeys: ['name', 'isDefault', 'subscriberId', 'connectionMode', 'context', 'dataRoamingPartners'],
    },
  )
}
