/** Profiles of the Windows API, as stories on the virtual modem. */
import { describe, expect, test } from 'vitest'
import { Seconds } from '../../src/base/index.ts'
import {
  E_MBN_DEFAULT_PROFILE_EXIST,
  E_MBN_INVALID_PROFILE,
  ERROR_ALREADY_EXISTS,
  ERROR_FILE_NOT_FOUND,
  ERROR_INVALID_STATE,
  ERROR_NOT_FOUND,
  ERROR_NOT_READY,
  HRESULT_FROM_WIN32,
  MBN_CONNECTION_MODE_PROFILE,
  MBN_CONNECTION_MODE_TMP_PROFILE,
  out,
  S_OK,
  type BSTR,
  type HRESULT,
  type IMbnConnection,
  type IMbnConnectionProfile,
  type IMbnInterface,
  type SAFEARRAY,
} from '../../src/face/win32/index.ts'
import { advised, got } from './program.ts'
import { profileXml, world } from './world.ts'

function connect(connection: IMbnConnection, profile = 'internet'): Promise<number> {
  return got((requestID) => connection.Connect(MBN_CONNECTION_MODE_PROFILE, profile, requestID))
}

describe('profiles', () => {
  test('are created, told, read without their password, updated and deleted', async () => {
    await using one = await world()
    const sink = await advised(
      one.profiles,
      'IMbnConnectionProfileManagerEvents',
      'IMbnConnectionProfileEvents',
    )
    const credentials = '<UserLogonCred><UserName>me</UserName><Password>secret</Password></UserLogonCred>'
    expect(await one.profiles.CreateConnectionProfile(profileXml('mine', { credentials }))).toBe(S_OK)
    await one.until(() => sink.methods.length === 2)
    expect(sink.methods).toEqual(['OnConnectionProfileArrival', 'OnProfileUpdate'])
    const profile = await got<IMbnConnectionProfile>((output) =>
      one.profiles.GetConnectionProfile(null, 'mine', output),
    )
    const xml = await got<BSTR>((profileData) => profile.GetProfileXmlData(profileData))
    expect(xml).toContain('<UserName>me</UserName>')
    expect(xml).not.toContain('secret')
    expect(xml).not.toContain('<Password>')
    expect(await profile.UpdateProfile(profileXml('mine', { accessString: 'v4only' }))).toBe(S_OK)
    await one.until(() => sink.methods.length === 3)
    expect(await profile.Delete()).toBe(S_OK)
    await one.until(() => sink.methods.length === 4)
    expect(sink.methods.slice(2)).toEqual(['OnProfileUpdate', 'OnConnectionProfileRemoval'])
    const gone = sink.heard.at(-1)?.arguments[0] as IMbnConnectionProfile // OnConnectionProfileRemoval
    expect(await got<BSTR>((profileData) => gone.GetProfileXmlData(profileData))).toContain('v4only')
    expect(await profile.Delete()).toBe(HRESULT_FROM_WIN32(ERROR_NOT_FOUND))
  })

  test('a name that is taken, XML that is not valid, a second default', async () => {
    await using one = await world()
    const subscriberId = one.modem.inside.sim.card?.imsi ?? ''
    const create = (xml: string): Promise<HRESULT> => one.profiles.CreateConnectionProfile(xml)
    expect(await create(profileXml('internet'))).toBe(HRESULT_FROM_WIN32(ERROR_ALREADY_EXISTS))
    expect(await create('<MBNProfile/>')).toBe(E_MBN_INVALID_PROFILE)
    expect(await create(profileXml('other', { isDefault: true, subscriberId }))).toBe(
      E_MBN_DEFAULT_PROFILE_EXIST,
    )
    expect(await create(profileXml('other', { subscriberId }))).toBe(S_OK)
  })

  test('a picture that is not there, when a profile is created and when it is updated', async () => {
    await using one = await world()
    const pictured = (name: string): string =>
      profileXml(name).replace('<IsDefault>', '<ICONFilePath>/nowhere/icon.bmp</ICONFilePath><IsDefault>')
    const missing = HRESULT_FROM_WIN32(ERROR_FILE_NOT_FOUND)
    expect(await one.profiles.CreateConnectionProfile(pictured('other'))).toBe(missing)
    const profile = await got<IMbnConnectionProfile>((output) =>
      one.profiles.GetConnectionProfile(null, 'internet', output),
    )
    expect(await profile.UpdateProfile(pictured('internet'))).toBe(missing)
    expect(await one.profiles.GetConnectionProfile(null, 'other', out())).toBe(
      HRESULT_FROM_WIN32(ERROR_NOT_FOUND),
    )
  })

  test('an update with IgnorePassword keeps the password, and it is used', async () => {
    await using one = await world()
    const given = (credential: string): string =>
      profileXml('mine', {
        credentials: `<UserLogonCred><UserName>me</UserName>${credential}</UserLogonCred>`,
      })
    await one.profiles.CreateConnectionProfile(given('<Password>hunter2</Password>'))
    const profile = await got<IMbnConnectionProfile>((output) =>
      one.profiles.GetConnectionProfile(null, 'mine', output),
    )
    expect(await profile.UpdateProfile(given('<IgnorePassword>true</IgnorePassword>'))).toBe(S_OK)
    const sink = await advised(one.connections, 'IMbnConnectionEvents')
    await connect(await one.connection(), 'mine')
    await one.until(() => sink.methods.includes('OnConnectComplete'))
    expect(one.modem.inside.contexts.get(0)?.request).toMatchObject({ userName: 'me', password: 'hunter2' })
  })

  test('of version 4 are read back in version 4', async () => {
    await using one = await world()
    const iccid = one.modem.inside.sim.card?.iccid ?? ''
    const root = 'MBNProfileExt xmlns="http://www.microsoft.com/networking/WWAN/profile/v4"'
    const xml = `<${root}><Name>fourth</Name><IsDefault>false</IsDefault><SimIccID>${iccid}</SimIccID></MBNProfileExt>`
    expect(await one.profiles.CreateConnectionProfile(xml)).toBe(S_OK)
    const device = await one.device()
    const profile = await got<IMbnConnectionProfile>((output) =>
      one.profiles.GetConnectionProfile(device, 'fourth', output),
    )
    const shown = await got<BSTR>((profileData) => profile.GetProfileXmlData(profileData))
    expect(shown).toContain(`<${root}>`)
    expect(shown).toContain(`<SimIccID>${iccid}</SimIccID>`)
  })

  test('that an administrator has switched off connect nothing', async () => {
    await using one = await world()
    const iccid = one.modem.inside.sim.card?.iccid ?? ''
    const xml = `<MBNProfileExt xmlns="http://www.microsoft.com/networking/WWAN/profile/v4">
      <Name>off</Name><IsDefault>false</IsDefault><SimIccID>${iccid}</SimIccID><AdminEnable>false</AdminEnable>
    </MBNProfileExt>`
    expect(await one.profiles.CreateConnectionProfile(xml)).toBe(S_OK)
    const connection = await one.connection()
    const sink = await advised(one.connections, 'IMbnConnectionEvents')
    const invalid = HRESULT_FROM_WIN32(ERROR_INVALID_STATE)
    expect(await connection.Connect(MBN_CONNECTION_MODE_PROFILE, 'off', out())).toBe(invalid)
    expect(await connection.Connect(MBN_CONNECTION_MODE_TMP_PROFILE, xml, out())).toBe(invalid)
    await one.clock.advance(Seconds(5))
    expect(sink.methods).toEqual([])
  })

  test('of a device are those of its subscriber; while that is not known, it is not ready', async () => {
    await using one = await world()
    await one.profiles.CreateConnectionProfile(
      profileXml('of somebody else', { subscriberId: '001010000000009' }),
    )
    const names = async (device: IMbnInterface | null): Promise<number> =>
      (await got<SAFEARRAY<IMbnConnectionProfile>>((all) => one.profiles.GetConnectionProfiles(device, all)))
        .length
    expect([await names(null), await names(await one.device())]).toEqual([2, 1])
    const sink = await advised(one.interfaces, 'IMbnInterfaceEvents')
    one.modem.removeSim()
    await one.until(() => sink.methods.includes('OnReadyStateChange'))
    expect(await one.profiles.GetConnectionProfiles(await one.device(), out())).toBe(
      HRESULT_FROM_WIN32(ERROR_NOT_READY),
    )
  })
})
